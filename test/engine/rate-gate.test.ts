import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { RateGate } from '../../src/engine/rate-gate.ts'

const MINUTE = 60_000
const HORIZON = 100 * MINUTE

function minuteOf(time: number): number {
  return Math.floor(time / MINUTE)
}

describe('a gate with a rate', () => {
  const times = fc
    .array(fc.integer({ min: 0, max: 4 * MINUTE }), { maxLength: 24 })
    .map((all) => all.sort((a, b) => a - b))

  test.prop([times, fc.integer({ min: 1, max: 4 })])(
    'admits the first customers of each whole minute and refuses the others',
    (times, rate) => {
      const gate = new RateGate(rate, HORIZON)
      const before = new Map<number, number>()
      for (const time of times) {
        const rank = before.get(minuteOf(time)) ?? 0
        before.set(minuteOf(time), rank + 1)
        expect(gate.isFull(time)).toBe(rank >= rate)
        expect(gate.admit(time)).toBe(rank < rate)
      }
    },
  )

  test('counts a minute from time 0, not from its first customer', () => {
    const gate = new RateGate(1, HORIZON)
    const times = [59_999, 60_000, 60_001, 119_999, 120_000]
    expect(times.map((time) => gate.admit(time))).toEqual([true, true, false, false, true])
  })

  test('keeps room for those who pass without asking, in their own minute only', () => {
    const gate = new RateGate(2, HORIZON)
    gate.passing[1] = 1
    const times = [0, 1, 2, MINUTE, MINUTE + 1, 2 * MINUTE, 2 * MINUTE + 1]
    expect(times.map((time) => gate.admit(time))).toEqual([true, true, false, true, false, true, true])
  })

  test('finds the first minute in which more pass than there is room for beside those admitted', () => {
    const gate = new RateGate(2, HORIZON)
    gate.passing.set([2, 0, 2, 3], 0)
    expect(gate.overfull(0, HORIZON)).toBe(3 * MINUTE)
    expect(gate.overfull(0, 3 * MINUTE)).toBe(3 * MINUTE)
    gate.passing[2] = 1
    gate.admit(2 * MINUTE)
    gate.passing[2] = 2
    expect(gate.overfull(0, HORIZON)).toBe(2 * MINUTE)
    expect(gate.overfull(3 * MINUTE, HORIZON)).toBe(3 * MINUTE)
    expect(gate.overfull(4 * MINUTE, HORIZON)).toBe(HORIZON)
  })

  test('is calm until it refuses somebody, and again ten minutes later', () => {
    const gate = new RateGate(1, HORIZON)
    gate.admit(5)
    expect(gate.isCalm(5)).toBe(true)
    gate.admit(6)
    expect([7, 10 * MINUTE + 5, 10 * MINUTE + 6].map((time) => gate.isCalm(time))).toEqual([false, false, true])
  })

  test('refuses a customer before the last one, and a rate that is not a positive integer, as an error', () => {
    const gate = new RateGate(1, HORIZON)
    gate.admit(10)
    expect(() => gate.admit(9)).toThrow(RangeError)
    for (const rate of [0, -1, 0.5, Number.NaN]) expect(() => new RateGate(rate, HORIZON)).toThrow(RangeError)
  })
})
