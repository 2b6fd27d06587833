import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { DurationBins } from '../../src/measure/duration-bins.ts'

const TEN_YEARS = 10 * 365 * 86_400_000
/** Durations of every order of magnitude, and those at the edges of powers of two. */
const duration = fc.oneof(
  fc.integer({ min: 0, max: TEN_YEARS }),
  fc
    .tuple(fc.integer({ min: 0, max: 38 }), fc.integer({ min: -2, max: 2 }))
    .map(([power, by]) => Math.max(0, 2 ** power + by)),
  fc.integer({ min: 0, max: 300 }),
)
const durations = fc.array(duration, { minLength: 1, maxLength: 200 })
const share = fc.oneof(fc.constantFrom(0, 0.5, 0.9, 0.99, 1), fc.double({ min: 0, max: 1, noNaN: true }))

function binsOf(values: readonly number[]): DurationBins {
  const bins = new DurationBins()
  for (const value of values) bins.add(value)
  return bins
}

describe('DurationBins', () => {
  test.prop([durations, share])(
    'a quantile is the ⌈q·n⌉-th smallest or at most one in a hundred above it',
    (values, q) => {
      const exact = values.sort((a, b) => a - b)[Math.max(1, Math.ceil(q * values.length)) - 1]!
      const found = binsOf(values).quantile(q)
      expect(found).toBeGreaterThanOrEqual(exact)
      expect(found).toBeLessThanOrEqual(exact * 1.01)
    },
  )

  test.prop([durations])('below 256 ms quantiles are exact', (values) => {
    const short = values.map((value) => value % 256)
    const sorted = [...short].sort((a, b) => a - b)
    expect(binsOf(short).quantile(0.5)).toBe(sorted[Math.ceil(0.5 * short.length) - 1])
  })

  test.prop([durations, share])('no quantile is above the largest, which is exact', (values, q) => {
    const bins = binsOf(values)
    expect(bins.max).toBe(Math.max(...values))
    expect(bins.quantile(q)).toBeLessThanOrEqual(bins.max)
    expect(bins.quantile(1)).toBe(bins.max)
  })

  test.prop([duration])(
    'the quantile of many equal durations with a far larger one is the upper edge of their bin',
    (value) => {
      const bins = binsOf([value, value, 2 ** 39 - 1])
      const edge = bins.quantile(0.5)
      expect(edge).toBeGreaterThanOrEqual(value)
      expect(edge).toBeLessThanOrEqual(value * 1.01)
      // The next duration lies in another bin, the edge itself in the same one.
      expect(binsOf([edge, 2 ** 39 - 1]).quantile(0.5)).toBe(edge)
      expect(binsOf([edge + 1, edge + 1, 2 ** 39 - 1]).quantile(0.5)).toBeGreaterThan(edge)
    },
  )

  test.prop([fc.array(durations, { maxLength: 4 })])(
    'merged parts are the same as all at once, in any order',
    (parts) => {
      const whole = binsOf(parts.flat())
      const merge = (order: readonly (readonly number[])[]) => {
        const merged = new DurationBins()
        for (const part of order) merged.merge(binsOf(part))
        return merged
      }
      expect(merge(parts)).toEqual(whole)
      expect(merge([...parts].reverse())).toEqual(whole)
      expect(whole.total).toBe(parts.flat().length)
    },
  )

  test('of nothing has quantiles and a maximum of 0', () => {
    const bins = new DurationBins()
    expect([bins.quantile(0.5), bins.max, bins.total]).toEqual([0, 0, 0])
  })
})
