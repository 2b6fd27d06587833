import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { constant, type Distribution } from '../../src/random/distribution.ts'
import { Sampler } from '../../src/random/sampler.ts'
import { uniform } from '../../src/random/uniform.ts'
import { chiSquareDeviate, histogram, ONE_IN_TEN_THOUSAND } from './chi-square.ts'
import { KNOWN } from './distributions.ts'

const SAMPLE: Distribution = { kind: 'empirical', values: [1000, 5000, 5000, 60_000, 7_200_000] }

/** Of a million numbers in (0, 1) what `f` makes of each. */
function million(f: (u: number) => number): Float64Array {
  return Float64Array.from({ length: 1_000_000 }, (_, i) => f(uniform(20, 26, i, 0, 0)))
}

describe.each(KNOWN)('%s', (_, { distribution, cdf, mean }) => {
  const sampler = new Sampler(distribution)

  test('a million draws fill 50 equally likely cells evenly', () => {
    const shares = million((u) => cdf(sampler.at(u)))
    const counts = histogram(shares, 50)
    expect(Math.abs(chiSquareDeviate(counts))).toBeLessThan(ONE_IN_TEN_THOUSAND)
  })

  test('the quantile is the inverse of the distribution function', () => {
    for (const u of [1e-6, 0.001, 0.05, 0.3, 0.5, 0.77, 0.95, 0.999]) {
      expect(Math.abs(cdf(sampler.at(u)) / u - 1)).toBeLessThan(3e-7)
    }
  })

  test('the mean is the one in the textbook', () => {
    expect(Math.abs(sampler.mean / mean - 1)).toBeLessThan(1e-9)
  })

  test('a larger number never gives a shorter duration, and none is negative or infinite', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(share, share, (u, v) => {
        const [low, high] = u < v ? [u, v] : [v, u]
        expect(sampler.at(low)).toBeLessThanOrEqual(sampler.at(high))
      }),
    )
    for (const u of [0, Number.MIN_VALUE, 2 ** -53, 1 - 2 ** -53, 1]) {
      expect(sampler.draw(u)).toBeGreaterThanOrEqual(0)
      expect(Number.isFinite(sampler.at(u))).toBe(true)
    }
  })
})

test('a million draws of a sample take each value as often as it stands there', () => {
  const values = Array.from({ length: 50 }, (_, i) => i * i)
  const sampler = new Sampler({ kind: 'empirical', values })
  const shares = million((u) => (Math.sqrt(sampler.at(u)) + 0.5) / 50)
  const counts = histogram(shares, 50)
  expect(Math.abs(chiSquareDeviate(counts))).toBeLessThan(ONE_IN_TEN_THOUSAND)
})

test('every value of a sample has its share and the last includes u = 1', () => {
  const sampler = new Sampler(SAMPLE)
  expect([0, 0.19, 0.21, 0.59, 0.61, 0.79, 0.81, 1].map((u) => sampler.at(u))).toEqual([
    1000, 1000, 5000, 5000, 60_000, 60_000, 7_200_000, 7_200_000,
  ])
  expect(sampler.mean).toBeCloseTo(1_454_200, 6)
})

test('a lognormal has the median and the 95th percentile it was given', () => {
  const sampler = new Sampler({ kind: 'lognormal', median: 30_000, p95: 300_000 })
  expect(sampler.at(0.5)).toBeCloseTo(30_000, 8)
  expect(sampler.at(0.95)).toBeCloseTo(300_000, 7)
})

test.each<Distribution>([
  constant(5000),
  { kind: 'uniform', low: 5000, high: 5000 },
  { kind: 'lognormal', median: 5000, p95: 5000 },
  { kind: 'triangular', min: 5000, mode: 5000, max: 5000 },
  { kind: 'empirical', values: [5000, 5000] },
])('$kind with one possible value is constant', (distribution) => {
  const sampler = new Sampler(distribution)
  expect(sampler.isConstant).toBe(true)
  expect([0, 0.5, 1].map((u) => sampler.at(u))).toEqual([5000, 5000, 5000])
  expect(sampler.mean).toBe(5000)
})

test('an exponential of mean 0 is the constant 0', () => {
  const sampler = new Sampler({ kind: 'exponential', mean: 0 })
  expect([sampler.isConstant, sampler.isExponential, sampler.draw(0.5)]).toEqual([true, false, 0])
})

test('draws are whole milliseconds, halves up', () => {
  const sampler = new Sampler({ kind: 'uniform', low: 0, high: 2 })
  expect([0.24, 0.25, 0.74, 0.75].map((u) => sampler.draw(u))).toEqual([0, 1, 1, 2])
})

test.each<[Distribution, number[]]>([
  [constant(3_600_000), [3600000, 3600000, 3600000, 3600000]],
  [{ kind: 'uniform', low: 0, high: 900_000 }, [9000, 270000, 630000, 899100]],
  [{ kind: 'exponential', mean: 3_600_000 }, [36181, 1284030, 4334302, 24867919]],
  [{ kind: 'lognormal', median: 30_000, p95: 300_000 }, [1156, 14398, 62508, 2269076]],
  [{ kind: 'weibull', scale: 3_600_000, shape: 0.8 }, [11456, 992301, 4540183, 40315651]],
  [{ kind: 'triangular', min: 60_000, mode: 300_000, max: 3_600_000 }, [152174, 740385, 1727942, 3491917]],
  [SAMPLE, [1000, 5000, 60000, 7200000]],
])('draws of %o stay what they were', (distribution, expected) => {
  const sampler = new Sampler(distribution)
  expect([0.01, 0.3, 0.7, 0.999].map((u) => sampler.draw(u))).toEqual(expected)
})
