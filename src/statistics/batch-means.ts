/** An estimated mean with its standard error, from `n` observations. */
export interface Estimate {
  readonly mean: number
  readonly standardError: number
  readonly n: number
}

/**
 * Estimates the mean of a stationary, correlated series: the first `warmUp` values are dropped, the rest is cut into
 * `batches` of equal length (what is left over is dropped too), and the means of the batches count as independent.
 *
 * Batches must be much longer than the correlation reaches; 20 to 40 of them are usual.
 *
 * Source: A. M. Law, "Simulation Modeling and Analysis", ch. 9 (steady-state estimation by batch means).
 *
 * @throws RangeError if there are fewer than two batches or a batch would be empty
 */
export function batchMeans(values: ArrayLike<number>, warmUp: number, batches: number): Estimate {
  const length = Math.floor((values.length - warmUp) / batches)
  if (!(batches >= 2 && length >= 1)) {
    throw new RangeError(`${values.length} values do not make ${batches} batches after a warm-up of ${warmUp}`)
  }
  const means = new Float64Array(batches)
  for (let batch = 0; batch < batches; batch++) {
    let sum = 0
    const start = warmUp + batch * length
    for (let i = start; i < start + length; i++) sum += values[i]!
    means[batch] = sum / length
  }
  const mean = means.reduce((sum, value) => sum + value, 0) / batches
  const squares = means.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, standardError: Math.sqrt(squares / (batches - 1) / batches), n: batches * length }
}
