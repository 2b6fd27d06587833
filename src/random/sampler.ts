import exp from '@stdlib/math-base-special-exp'
import lognormalQuantile from '@stdlib/stats-base-dists-lognormal-quantile'
import type { Distribution } from './distribution.ts'
import { ln } from './ln.ts'
import { SurvivalTable } from './survival-table.ts'

/** The standard normal quantile of 0.95. */
const Z95 = 1.6448536269514722

const CONSTANT = 0
const UNIFORM = 1
const EXPONENTIAL = 2
const LOGNORMAL = 3
const WEIBULL = 4
const TRIANGULAR = 5
const EMPIRICAL = 6

/** The smallest share that is told from 0, and from 1 by its complement: nothing drawn is infinite. */
const TINY = 2 ** -53

/**
 * Draws durations from a distribution by inversion: one number in (0, 1) gives one duration, larger for larger numbers.
 *
 * A distribution whose parameters leave one value only (`uniform: [8, 8]`, a median equal to its p95) counts as
 * constant. The parameters are taken as valid: none negative, in ascending order, scales and medians above 0. Every
 * kind has the same fields, so that callers stay monomorphic.
 */
export class Sampler {
  readonly isConstant: boolean
  readonly isExponential: boolean
  private readonly kind: number
  /** Of a constant, rounded to whole ms. */
  private readonly rounded: number
  private readonly a: number
  private readonly b: number
  private readonly c: number
  private readonly values: Float64Array
  private survivalTable: SurvivalTable | undefined = undefined

  /**
   * The parameters by kind: constant value; uniform low, high; exponential mean; lognormal mu, sigma of the logarithm;
   * weibull scale, 1 / shape; triangular min, mode, max.
   */
  constructor(distribution: Distribution) {
    const [kind, a = 0, b = 0, c = 0] = parameters(distribution)
    this.kind = kind
    this.a = a
    this.b = b
    this.c = c
    this.values = Float64Array.from(distribution.kind === 'empirical' ? distribution.values : [])
    this.rounded = Math.floor(a + 0.5)
    this.isConstant = kind === CONSTANT
    this.isExponential = kind === EXPONENTIAL
  }

  /**
   * The quantile of u in ms, not rounded: the duration that a share u of all does not exceed.
   *
   * Shares outside [2⁻⁵³, 1 − 2⁻⁵³] count as the nearest end.
   */
  at(u: number): number {
    const share = Math.min(Math.max(u, TINY), 1 - TINY)
    switch (this.kind) {
      case CONSTANT:
        return this.a
      case UNIFORM:
        return this.a + (this.b - this.a) * share
      case EXPONENTIAL:
        return -this.a * ln(1 - share)
      case LOGNORMAL:
        return lognormalQuantile(share, this.a, this.b)
      case WEIBULL:
        return this.a * exp(ln(-ln(1 - share)) * this.b)
      case TRIANGULAR:
        return triangularQuantile(share, this.a, this.b, this.c)
      default:
        return this.values[Math.floor(share * this.values.length)]!
    }
  }

  /** The quantile of u rounded to whole ms, halves up; never negative. */
  draw(u: number): number {
    return this.isConstant ? this.rounded : Math.max(Math.floor(this.at(u) + 0.5), 0)
  }

  /** The mean in ms before rounding; of lognormal and weibull within 10⁻⁸ of itself, from the survival table. */
  get mean(): number {
    switch (this.kind) {
      case CONSTANT:
      case EXPONENTIAL:
        return this.a
      case UNIFORM:
        return (this.a + this.b) / 2
      case TRIANGULAR:
        return (this.a + this.b + this.c) / 3
      default:
        return this.survival.mean
    }
  }

  /** The survival function, built when first asked for. */
  get survival(): SurvivalTable {
    this.survivalTable ??=
      this.kind === EMPIRICAL ? SurvivalTable.ofSample(this.values) : SurvivalTable.ofQuantile(this)
    return this.survivalTable
  }
}

function parameters(distribution: Distribution): [kind: number, a?: number, b?: number, c?: number] {
  switch (distribution.kind) {
    case 'constant':
      return [CONSTANT, distribution.value]
    case 'uniform': {
      const { low, high } = distribution
      return low === high ? [CONSTANT, low] : [UNIFORM, low, high]
    }
    case 'exponential': {
      const { mean } = distribution
      return mean === 0 ? [CONSTANT, 0] : [EXPONENTIAL, mean]
    }
    case 'lognormal': {
      const { median, p95 } = distribution
      return median === p95 ? [CONSTANT, median] : [LOGNORMAL, ln(median), (ln(p95) - ln(median)) / Z95]
    }
    case 'weibull': {
      const { scale, shape } = distribution
      return scale === 0 ? [CONSTANT, 0] : [WEIBULL, scale, 1 / shape]
    }
    case 'triangular': {
      const { min, mode, max } = distribution
      return min === max ? [CONSTANT, min] : [TRIANGULAR, min, mode, max]
    }
    case 'empirical': {
      const first = distribution.values[0]!
      return first === distribution.values.at(-1) ? [CONSTANT, first] : [EMPIRICAL]
    }
  }
}

function triangularQuantile(u: number, min: number, mode: number, max: number): number {
  const rising = mode - min
  const width = max - min
  return u * width < rising ? min + Math.sqrt(u * width * rising) : max - Math.sqrt((1 - u) * width * (max - mode))
}
