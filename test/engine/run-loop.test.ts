import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { type Entities, runAlone, runTogether } from '../../src/engine/run-loop.ts'
import { keyOf, NEVER, PRIORITY, timeOf } from '../../src/engine/time.ts'

const HORIZON = 100

/** Entities that meet at the given times, and write down what happens to them. */
class Travellers implements Entities {
  readonly log: string[] = []
  private readonly number: number[] = []
  private readonly ahead: number[][] = []
  private readonly meetings: readonly (readonly number[])[]

  constructor(meetings: readonly (readonly number[])[]) {
    this.meetings = meetings
  }

  begin(row: number, number: number): void {
    this.number[row] = number
    this.ahead[row] = [...(this.meetings[number] ?? [])].sort((a, b) => a - b)
    this.log.push(`begin ${number} in ${row}`)
  }

  advance(row: number, limit: number): number {
    const next = this.ahead[row]!.shift()
    return next === undefined || keyOf(next, PRIORITY.attempt) >= limit ? NEVER : next
  }

  meet(row: number, time: number): void {
    this.log.push(`${time} ${this.number[row]}`)
  }

  finish(row: number): void {
    this.log.push(`finish ${this.number[row]}`)
  }
}

const meetings = fc.array(fc.array(fc.integer({ min: 0, max: HORIZON + 5 }), { maxLength: 8 }), {
  minLength: 1,
  maxLength: 12,
})

describe('runTogether', () => {
  test.prop([meetings])('orders all meetings before the horizon by time, then by number', (plans) => {
    const travellers = new Travellers(plans)
    runTogether(travellers, 0, plans.length, HORIZON)
    const met = travellers.log.filter((line) => /^\d/.test(line))
    const expected = plans
      .flatMap((times, number) => times.filter((time) => time < HORIZON).map((time) => ({ time, number })))
      .sort((a, b) => a.time - b.time || a.number - b.number)
    expect(met).toEqual(expected.map(({ time, number }) => `${time} ${number}`))
  })

  test('begins all entities before the first meeting and finishes all after the last', () => {
    const travellers = new Travellers([[5], [3, 5]])
    runTogether(travellers, 0, 2, HORIZON)
    expect(travellers.log).toEqual(['begin 0 in 0', 'begin 1 in 1', '3 1', '5 0', '5 1', 'finish 0', 'finish 1'])
  })

  test('gives row r to entity from + r', () => {
    const travellers = new Travellers([])
    runTogether(travellers, 7, 9, HORIZON)
    expect(travellers.log).toEqual(['begin 7 in 0', 'begin 8 in 1', 'finish 7', 'finish 8'])
  })
})

describe('runAlone', () => {
  test('runs each entity from start to horizon in row 0 before the next begins', () => {
    const travellers = new Travellers([])
    runAlone(travellers, 3, 5, HORIZON)
    expect(travellers.log).toEqual(['begin 3 in 0', 'finish 3', 'begin 4 in 0', 'finish 4'])
  })

  test('gives entities a limit at which nothing of the horizon happens any more', () => {
    const limits: number[] = []
    const quiet = new Travellers([])
    quiet.advance = (_, limit) => {
      limits.push(limit)
      return NEVER
    }
    runAlone(quiet, 0, 1, HORIZON)
    expect(timeOf(limits[0]!)).toBe(HORIZON)
    expect(limits[0]).toBeLessThanOrEqual(keyOf(HORIZON, PRIORITY.broadcast))
    expect(limits[0]).toBeGreaterThan(keyOf(HORIZON - 1, PRIORITY.offline))
  })

  test('refuses entities that meet', () => {
    expect(() => runAlone(new Travellers([[5]]), 0, 1, HORIZON)).toThrow('stands at a station')
  })
})
