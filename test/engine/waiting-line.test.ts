import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { WaitingLine } from '../../src/engine/waiting-line.ts'

const command = fc.oneof(
  { weight: 4, arbitrary: fc.constant('join' as const) },
  { weight: 2, arbitrary: fc.constant('shift' as const) },
  { weight: 2, arbitrary: fc.nat({ max: 60 }) },
)

describe('WaitingLine', () => {
  test.prop([fc.array(command, { maxLength: 300 })])('keeps order while customers leave from any place', (commands) => {
    const line = new WaitingLine()
    let model: { ticket: number; arrival: number }[] = []
    let joined = 0
    for (const command of commands) {
      if (command === 'join') {
        const arrival = 10 * joined
        expect(line.join(joined + 7, arrival, joined + 5)).toBe(joined)
        model.push({ ticket: joined++, arrival })
      } else if (command === 'shift') {
        if (model.length > 0) line.shift()
        model.shift()
      } else {
        expect(line.leave(command)).toBe(model.find((one) => one.ticket === command)?.arrival ?? -1)
        model = model.filter((one) => one.ticket !== command)
      }
      expect(line.length).toBe(model.length)
      const first = model[0]
      if (first) {
        expect([line.customer, line.arrival, line.service]).toEqual([first.ticket + 7, first.arrival, first.ticket + 5])
      }
    }
  })

  test('who has left cannot leave again, nor can who was served or has not come', () => {
    const line = new WaitingLine()
    const tickets = [0, 1, 2].map((customer) => line.join(customer, 10 * customer, 5))
    expect([line.leave(tickets[1]!), line.leave(tickets[1]!)]).toEqual([10, -1])
    line.shift()
    expect([line.leave(tickets[0]!), line.leave(3)]).toEqual([-1, -1])
    expect([line.length, line.customer]).toEqual([1, 2])
  })
})
