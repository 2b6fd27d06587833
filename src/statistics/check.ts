import { zOfMean } from './z-score.ts'

/** A simulated figure beside the exact one. */
export interface Check {
  /** Number of the closed form in the published list. */
  readonly form: number
  readonly name: string
  readonly simulated: number
  readonly exact: number
  readonly standardError: number
  /** (simulated − exact) / standardError. */
  readonly z: number
  /** Observations behind the simulated figure. */
  readonly n: number
}

/** Completes a check with its z. */
export function check(figures: Omit<Check, 'z'>): Check {
  return { ...figures, z: zOfMean(figures.simulated, figures.exact, figures.standardError) }
}
