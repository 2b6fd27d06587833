import { describe, expect, test } from 'vitest'
import { rootKey } from '../../src/random/key.ts'
import { batchMeans } from '../../src/statistics/batch-means.ts'
import { exponentials } from '../../src/statistics/station-waits.ts'

describe('batchMeans', () => {
  test('drops the warm-up and what is left over, and takes the error from the spread of the batches', () => {
    const estimate = batchMeans([100, 1, 3, 5, 7, 9, 11, 1000], 1, 3)
    // Batches 2, 6, 10: variance 16.
    expect(estimate).toEqual({ mean: 6, standardError: Math.sqrt(16 / 3), n: 6 })
  })

  test('a constant has no error', () => {
    expect(batchMeans([4, 4, 4, 4], 0, 2)).toEqual({ mean: 4, standardError: 0, n: 4 })
  })

  test('on independent values gives the error of their mean', () => {
    const next = exponentials(rootKey('batch means'), 0, 1)
    const { mean, standardError } = batchMeans(new Float64Array(400_000).map(next), 0, 400)
    expect(Math.abs(mean - 1)).toBeLessThan(4 * standardError)
    // 1 / √n, itself known to 1 / √(2 · 400).
    expect(Math.abs(standardError * Math.sqrt(400_000) - 1)).toBeLessThan(4 * 0.0354)
  })

  test('too few values or batches are refused', () => {
    expect(() => batchMeans([1, 2, 3], 0, 1)).toThrow(RangeError)
    expect(() => batchMeans([1, 2, 3], 2, 2)).toThrow(RangeError)
  })
})
