/** How many standard errors a mean lies above its exact value; without error 0 if they are equal, else ±`Infinity`. */
export function zOfMean(mean: number, exact: number, standardError: number): number {
  return mean === exact ? 0 : (mean - exact) / standardError
}

/** How many standard errors a share of `successes` in `n` lies above the exact probability p; the error is that of p. */
export function zOfProportion(successes: number, n: number, p: number): number {
  return zOfMean(successes / n, p, Math.sqrt((p * (1 - p)) / n))
}
