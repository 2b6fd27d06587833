import type { Distribution } from '../../src/random/distribution.ts'

export interface Known {
  readonly distribution: Distribution
  /** P(X ≤ x), in closed form. */
  readonly cdf: (x: number) => number
  readonly mean: number
  /** E X². */
  readonly secondMoment: number
}

const Z95 = 1.6448536269514722

function uniform(low: number, high: number): Known {
  return {
    distribution: { kind: 'uniform', low, high },
    cdf: (x) => Math.min(Math.max((x - low) / (high - low), 0), 1),
    mean: (low + high) / 2,
    secondMoment: (low * low + low * high + high * high) / 3,
  }
}

function exponential(mean: number): Known {
  return {
    distribution: { kind: 'exponential', mean },
    cdf: (x) => 1 - Math.exp(-x / mean),
    mean,
    secondMoment: 2 * mean * mean,
  }
}

function lognormal(median: number, p95: number): Known {
  const sigma = Math.log(p95 / median) / Z95
  return {
    distribution: { kind: 'lognormal', median, p95 },
    cdf: (x) => (x <= 0 ? 0 : normalCdf(Math.log(x / median) / sigma)),
    mean: median * Math.exp(sigma ** 2 / 2),
    secondMoment: median ** 2 * Math.exp(2 * sigma ** 2),
  }
}

/** `gamma1` and `gamma2` are Γ(1 + 1/shape) and Γ(1 + 2/shape). */
function weibull(scale: number, shape: number, gamma1: number, gamma2: number): Known {
  return {
    distribution: { kind: 'weibull', scale, shape },
    cdf: (x) => (x <= 0 ? 0 : -Math.expm1(-((x / scale) ** shape))),
    mean: scale * gamma1,
    secondMoment: scale ** 2 * gamma2,
  }
}

function triangular(min: number, mode: number, max: number): Known {
  return {
    distribution: { kind: 'triangular', min, mode, max },
    cdf: (x) => {
      if (x <= min) return 0
      if (x >= max) return 1
      if (x < mode) return (x - min) ** 2 / ((max - min) * (mode - min))
      return 1 - (max - x) ** 2 / ((max - min) * (max - mode))
    },
    mean: (min + mode + max) / 3,
    secondMoment: (min * min + mode * mode + max * max + min * mode + min * max + mode * max) / 6,
  }
}

/** Distributions with a density, in ms, from seconds to weeks, with what textbooks say of them. */
export const KNOWN: [name: string, known: Known][] = [
  ['uniform from 0', uniform(0, 900_000)],
  ['uniform', uniform(7 * 3_600_000, 9 * 3_600_000)],
  ['exponential', exponential(3_600_000)],
  ['lognormal', lognormal(30_000, 300_000)],
  ['lognormal with a narrow body', lognormal(3_600_000, 4_000_000)],
  ['lognormal with a long tail', lognormal(30_000, 600_000)],
  ['weibull below the exponential', weibull(3_600_000, 0.7, 1.2658235060572833, 5.029144702140306)],
  ['weibull', weibull(3_600_000, 2, 0.886226925452758, 1)],
  ['weibull near a constant', weibull(3_600_000, 10, 0.951350769866873, 0.9181687423997604)],
  ['triangular', triangular(60_000, 300_000, 3_600_000)],
  ['triangular, falling', triangular(0, 0, 3_600_000)],
  ['triangular, rising', triangular(60_000, 3_600_000, 3_600_000)],
]

/** Φ(z) to 1.2·10⁻⁷ of the smaller tail: Press et al., Numerical Recipes, `erfcc`. */
function normalCdf(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const t = 1 / (1 + x / 2)
  const coefficients = [
    0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368,
    -1.26551223,
  ]
  const tail = (t * Math.exp(-x * x + coefficients.reduce((sum, coefficient) => sum * t + coefficient))) / 2
  return z < 0 ? tail : 1 - tail
}
