/**
 * The normal deviate of Pearson's chi-square statistic of `counts`, all cells expected alike.
 *
 * Wilson and Hilferty (1931): the cube root of a chi-square over its degrees of freedom is near normal.
 */
export function chiSquareDeviate(counts: Float64Array): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length
  const statistic = counts.reduce((sum, count) => sum + (count - expected) ** 2, 0) / expected
  const spread = 2 / (9 * (counts.length - 1))
  return (Math.cbrt(statistic / (counts.length - 1)) - (1 - spread)) / Math.sqrt(spread)
}

/** The normal deviate beyond which, in one direction, lies a probability of 10⁻⁴. */
export const ONE_IN_TEN_THOUSAND = 3.719

/** Counts how many of the `shares`, each in [0, 1], fall in each of `bins` equal cells. */
export function histogram(shares: Iterable<number>, bins: number): Float64Array {
  const counts = new Float64Array(bins)
  for (const share of shares) counts[Math.min(Math.floor(share * bins), bins - 1)]! += 1
  return counts
}
