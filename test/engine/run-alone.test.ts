import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import type { LoneEntities } from '../../src/engine/entities.ts'
import { BATCH, runAlone } from '../../src/engine/run-alone.ts'
import { keyOf, PRIORITY, timeOf } from '../../src/engine/time.ts'

const HORIZON = 100

/** Entities with timers at given times, each of which writes down what happens to it. */
class Hermits implements LoneEntities {
  /** By number. */
  readonly lives: string[][] = []
  readonly rows = new Set<number>()
  readonly limits = new Set<number>()
  private readonly times: (number: number) => readonly number[]
  private readonly numbers: number[] = []
  private readonly left: number[][] = []

  constructor(times: (number: number) => readonly number[]) {
    this.times = times
  }

  begin(row: number, number: number, count: number): void {
    for (let i = 0; i < count; i++) {
      this.rows.add(row + i)
      this.numbers[row + i] = number + i
      this.left[row + i] = [...this.times(number + i)].sort((a, b) => a - b)
      this.lives[number + i] = ['begins']
    }
  }

  coast(row: number, limit: number): void {
    this.limits.add(limit)
    // What is usual is an even time.
    while (this.left[row]![0]! % 2 === 0 && keyOf(this.left[row]![0]!, PRIORITY.attempt) < limit) this.fire(row)
  }

  step(row: number, limit: number): boolean {
    const next = this.left[row]![0]
    if (next === undefined || keyOf(next, PRIORITY.attempt) >= limit) return false
    this.fire(row)
    return true
  }

  finish(row: number): void {
    this.lives[this.numbers[row]!]!.push('finishes')
  }

  private fire(row: number): void {
    this.lives[this.numbers[row]!]!.push(`${this.left[row]!.shift()}`)
  }
}

describe('runAlone', () => {
  const lives = fc.array(fc.array(fc.integer({ min: 0, max: HORIZON + 5 }), { maxLength: 8 }), { maxLength: 3 * BATCH })

  test.prop([lives, fc.integer({ min: 0, max: 3 })])(
    'lets each entity live from its beginning through all timers before the horizon to its end',
    (times, from) => {
      const hermits = new Hermits((number) => times[number]!)
      runAlone(hermits, Math.min(from, times.length), times.length, HORIZON)
      const expected = times.map((each) => {
        const timers = each.filter((time) => time < HORIZON).sort((a, b) => a - b)
        return ['begins', ...timers.map(String), 'finishes']
      })
      expect(hermits.lives.slice(from)).toEqual(expected.slice(from))
    },
  )

  test('needs one row for each entity of a batch, and no more', () => {
    const many = new Hermits(() => [5])
    runAlone(many, 0, 10 * BATCH + 1, HORIZON)
    expect([many.lives.length, many.rows.size]).toEqual([10 * BATCH + 1, BATCH])
    const few = new Hermits(() => [5])
    runAlone(few, 3, 5, HORIZON)
    expect([...few.rows]).toEqual([0, 1])
  })

  test('gives entities a limit at which nothing of the horizon happens any more', () => {
    const hermits = new Hermits(() => [5])
    runAlone(hermits, 0, 1, HORIZON)
    const [limit, ...others] = hermits.limits
    expect(others).toEqual([])
    expect(timeOf(limit!)).toBe(HORIZON)
    expect(limit).toBeLessThanOrEqual(keyOf(HORIZON, PRIORITY.broadcast))
    expect(limit).toBeGreaterThan(keyOf(HORIZON - 1, PRIORITY.offline))
  })
})
