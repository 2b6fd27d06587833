import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { ActionQueue } from '../../src/model/actions/action-queue.ts'

const DEVICES = 3

/** The places in a list from its first node on. */
function placesIn(queue: ActionQueue, first: number): readonly number[] {
  const places: number[] = []
  for (let node = first; node >= 0; node = queue.after(node)) {
    expect(queue.issued(node)).toBe(queue.place(node) * 1000)
    expect(queue.wait(node)).toBe(queue.place(node) + 0.5)
    places.push(queue.place(node))
  }
  return places
}

describe('ActionQueue', () => {
  const add = fc.record({ device: fc.nat(DEVICES - 1), add: fc.constant(true), nth: fc.nat(5) })
  const take = fc.record({ device: fc.nat(DEVICES - 1), add: fc.constant(false), nth: fc.nat(5) })

  test.prop([fc.array(fc.oneof({ weight: 3, arbitrary: add }, { weight: 2, arbitrary: take }), { maxLength: 120 })])(
    'keeps what is pending for each device in the order of issue, whatever is taken out',
    (steps) => {
      const queue = new ActionQueue()
      const first = Array.from({ length: DEVICES }, () => -1)
      const model = Array.from({ length: DEVICES }, (): number[] => [])
      steps.forEach((step, place) => {
        const pending = model[step.device]!
        if (step.add) {
          first[step.device] = queue.append(first[step.device]!, place, place * 1000, place + 0.5)
          pending.push(place)
        } else if (pending.length > 0) {
          const nth = step.nth % pending.length
          let node = first[step.device]!
          for (let k = 0; k < nth; k++) node = queue.after(node)
          first[step.device] = queue.remove(first[step.device]!, node)
          pending.splice(nth, 1)
        }
      })
      for (let device = 0; device < DEVICES; device++) {
        expect(placesIn(queue, first[device]!)).toEqual(model[device])
      }
    },
  )
})
