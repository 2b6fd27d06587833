import { bisectLeft } from 'd3-array'
import { describe, expect, test } from 'vitest'
import { constant, type Distribution } from '../../src/random/distribution.ts'
import { Residual } from '../../src/random/residual.ts'
import { Sampler } from '../../src/random/sampler.ts'
import { uniform } from '../../src/random/uniform.ts'
import { chiSquareDeviate, ONE_IN_TEN_THOUSAND } from './chi-square.ts'
import { KNOWN } from './distributions.ts'

const N = 1_000_000
const SAMPLE: Distribution = { kind: 'empirical', values: [1000, 5000, 5000, 60_000, 7_200_000] }

function residual(distribution: Distribution): Residual {
  return new Residual(new Sampler(distribution))
}

function* drawn(n: number, decision = 0): Generator<number> {
  for (let i = 0; i < n; i++) yield uniform(20, 26, i, decision, 0)
}

describe.each(KNOWN)('the residual of %s', (_, { distribution, cdf, mean, secondMoment }) => {
  const left = residual(distribution)

  test('a million draws fill 50 equally likely cells evenly', () => {
    const edges = equilibriumQuantiles(cdf, mean, 50)
    const counts = new Float64Array(50)
    for (const u of drawn(N)) counts[bisectLeft(edges, left.at(u))]! += 1
    expect(Math.abs(chiSquareDeviate(counts))).toBeLessThan(ONE_IN_TEN_THOUSAND)
  })

  test('the mean of the table is that of the distribution', () => {
    expect(Math.abs(left.mean / mean - 1)).toBeLessThan(1e-6)
  })

  test('the survival function is that of the distribution', () => {
    for (const share of [1e-6, 0.01, 0.1, 0.4, 0.7, 0.95, 0.999]) {
      const x = new Sampler(distribution).at(share)
      expect(Math.abs(left.survival(x) / (1 - cdf(x)) - 1)).toBeLessThan(2e-4)
    }
  })

  test('whole durations are drawn in proportion to their length', () => {
    // P(whole ≤ x) = E[X; X ≤ x] / E X = (x·F(x) − ∫₀ˣ F) / E X, by parts.
    const n = 200_000
    let short = 0
    const x = new Sampler(distribution).at(0.8)
    const share = (x * cdf(x) - (x - integralOfSurvival(cdf, x))) / mean
    const second = drawn(n, 1)
    for (const u of drawn(n)) {
      const r = left.at(u)
      const whole = left.wholeAt(r, second.next().value)
      if (whole < r) throw new Error(`whole ${whole} is shorter than its residual ${r}`)
      if (whole <= x) short++
    }
    const z = (short / n - share) / Math.sqrt((share * (1 - share)) / n)
    expect(Math.abs(z)).toBeLessThan(4)
  })

  test('its mean is E X² / (2 E X)', () => {
    // Midpoints of 200 000 strata leave an error far below the tolerance but for the longest tails.
    const n = 200_000
    let sum = 0
    for (let i = 0; i < n; i++) sum += left.at((i + 0.5) / n)
    expect(Math.abs(sum / n / (secondMoment / (2 * mean)) - 1)).toBeLessThan(isLongTailed(distribution) ? 0.05 : 1e-3)
  })
})

test('of U(7 h, 9 h) the residual is below 7.5 h with probability 0.929688 and 4.020833 h in the mean', () => {
  const left = residual({ kind: 'uniform', low: 7 * 3_600_000, high: 9 * 3_600_000 })
  expect(left.at(0.9296875) / 3_600_000).toBeCloseTo(7.5, 6)
  const below = [...drawn(N)].filter((u) => left.at(u) <= 7.5 * 3_600_000).length / N
  expect(Math.abs((below - 0.9296875) / Math.sqrt((0.9296875 * 0.0703125) / N))).toBeLessThan(4)
  const mean = [...drawn(N)].reduce((sum, u) => sum + left.at(u), 0) / N / 3_600_000
  // E R² = E X³ / (3 E X) = 17.333 h² + 4.333 h²: the standard deviation of one residual is 2.346 h.
  expect(Math.abs((mean - 4.020833) / (2.346 / Math.sqrt(N)))).toBeLessThan(4)
})

test('of a constant the residual is a uniform share of it', () => {
  const left = residual(constant(3_600_000))
  expect([0.25, 0.5, 1].map((u) => left.at(u))).toEqual([900_000, 1_800_000, 3_600_000])
  expect([0, 3_599_999, 3_600_000].map((x) => left.survival(x))).toEqual([1, 1, 0])
  expect(left.wholeAt(1000, 0.5)).toBe(3_600_000)
})

test('of the constant 0 nothing is left', () => {
  expect(residual(constant(0)).draw(0.7)).toBe(0)
})

test('of an exponential the residual is a fresh duration', () => {
  const sampler = new Sampler({ kind: 'exponential', mean: 3_600_000 })
  const left = new Residual(sampler)
  for (const u of [0.01, 0.5, 0.99]) expect(left.at(u)).toBe(sampler.at(u))
  expect(left.survival(3_600_000)).toBeCloseTo(Math.exp(-1), 15)
})

test('of a sample the steps of the survival function are exact', () => {
  const left = residual({ kind: 'empirical', values: [0, 1, 2, 2, 5] })
  expect([0, 0.5, 1, 1.99, 2, 4.99, 5, 6].map((x) => left.survival(x))).toEqual(
    [0.8, 0.8, 0.6, 0.6, 0.2, 0.2, 0, 0].map((share) => expect.closeTo(share, 12)),
  )
  expect(left.mean).toBeCloseTo(2, 12)
  // ∫ S is 0.8 at 1, 1.4 at 2 and 2 at 5.
  expect([0.2, 0.4, 0.55, 0.7, 0.85].map((u) => left.at(u))).toEqual(
    [0.5, 1, 1.5, 2, 3.5].map((x) => expect.closeTo(x, 12)),
  )
})

test('a larger number never gives a shorter whole duration', () => {
  const left = residual({ kind: 'uniform', low: 7, high: 9 })
  // 8 or longer with a residual of 8: uniform between 8 and 9.
  expect([0.1, 0.5, 0.9].map((u) => left.wholeAt(8, u))).toEqual([8.1, 8.5, 8.9].map((x) => expect.closeTo(x, 9)))
})

test('no residual is negative, infinite or not a number at the ends', () => {
  for (const distribution of [...KNOWN.map(([, known]) => known.distribution), SAMPLE, constant(7)]) {
    const left = residual(distribution)
    for (const u of [0, 2 ** -53, 1 - 2 ** -53, 1]) {
      expect(left.draw(u)).toBeGreaterThanOrEqual(0)
      expect(Number.isFinite(left.at(u))).toBe(true)
    }
  }
})

test.each<[Distribution, number[]]>([
  [constant(3_600_000), [36000, 1080000, 2520000, 3596400]],
  [{ kind: 'uniform', low: 0, high: 900_000 }, [4511, 147006, 407050, 871540]],
  [{ kind: 'exponential', mean: 3_600_000 }, [36181, 1284030, 4334302, 24867919]],
  [{ kind: 'lognormal', median: 30_000, p95: 300_000 }, [800, 35292, 198551, 9546789]],
  [{ kind: 'weibull', scale: 3_600_000, shape: 0.8 }, [41429, 1624217, 6084177, 44987869]],
  [{ kind: 'triangular', min: 60_000, mode: 300_000, max: 3_600_000 }, [13200, 412598, 1196867, 3241020]],
  [SAMPLE, [30855, 2110300, 5018700, 7192729]],
])('residuals of %o stay what they were', (distribution, expected) => {
  const left = residual(distribution)
  expect([0.01, 0.3, 0.7, 0.999].map((u) => left.draw(u))).toEqual(expected)
})

function isLongTailed(distribution: Distribution): boolean {
  return distribution.kind === 'lognormal' && distribution.p95 > 5 * distribution.median
}

/** ∫₀ˣ (1 − F) by Simpson's rule on t², which resolves a steep start. */
function integralOfSurvival(cdf: (x: number) => number, x: number): number {
  const steps = 1000
  const root = Math.sqrt(x)
  let sum = 0
  for (let i = 0; i <= steps; i++) {
    const t = (root * i) / steps
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2
    sum += weight * 2 * t * (1 - cdf(t * t))
  }
  return (sum * root) / steps / 3
}

/** The inner edges of `cells` equally likely cells of the equilibrium distribution, by bisection. */
function equilibriumQuantiles(cdf: (x: number) => number, mean: number, cells: number): number[] {
  return Array.from({ length: cells - 1 }, (_, i) => {
    const target = ((i + 1) / cells) * mean
    let low = 0
    let high = mean
    while (integralOfSurvival(cdf, high) < target) high *= 2
    for (let step = 0; step < 36; step++) {
      const middle = (low + high) / 2
      if (integralOfSurvival(cdf, middle) < target) low = middle
      else high = middle
    }
    return low
  })
}
