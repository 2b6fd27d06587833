import exp from '@stdlib/math-base-special-exp'
import type { Sampler } from './sampler.ts'

/**
 * What is left, at an instant long after the start, of the duration then running in a sequence of durations from one
 * distribution: the equilibrium residual life.
 *
 * Its density is S(x) divided by the mean, S being the survival function of the durations (a long one is more likely
 * to be met, and is met anywhere within). Drawn by inversion: u·value if the durations are constant, like a fresh
 * duration if they are exponential, else from the survival table, which is built when first needed.
 *
 * Source: Cox, "Renewal Theory" (1962), section 5.2.
 */
export class Residual {
  private readonly sampler: Sampler

  constructor(sampler: Sampler) {
    this.sampler = sampler
  }

  /** The residual that a share u of all does not exceed, in ms, not rounded. */
  at(u: number): number {
    const { sampler } = this
    if (sampler.isConstant) return u * sampler.mean
    return sampler.isExponential ? sampler.at(u) : sampler.survival.inverseIntegral(u)
  }

  /** `at(u)` rounded to whole ms, halves up. */
  draw(u: number): number {
    return Math.floor(this.at(u) + 0.5)
  }

  /** S(x): the share of durations longer than x ms. */
  survival(x: number): number {
    const { sampler } = this
    if (sampler.isConstant) return x < sampler.mean ? 1 : 0
    return sampler.isExponential ? exp(-Math.max(x, 0) / sampler.mean) : sampler.survival.survival(x)
  }

  /**
   * The whole duration of which `residual` ms are left, in ms, not rounded, never shorter than the residual.
   *
   * Given its residual r a duration is distributed as one known to be longer than r: Q(1 − S(r)·(1 − u)).
   */
  wholeAt(residual: number, u: number): number {
    return Math.max(residual, this.sampler.at(1 - this.survival(residual) * (1 - u)))
  }

  /** The mean of the durations in ms: ∫ S. */
  get mean(): number {
    return this.sampler.mean
  }
}
