import { expect, test } from 'vitest'
import { zOfMean, zOfProportion } from '../../src/statistics/z-score.ts'

test('a mean two errors above the exact value has a z of 2, one below has −2', () => {
  expect([zOfMean(12, 10, 1), zOfMean(8, 10, 1)]).toEqual([2, -2])
})

test('a figure without error is right or infinitely wrong', () => {
  expect([zOfMean(1, 1, 0), zOfMean(2, 1, 0), zOfMean(0, 1, 0)]).toEqual([0, Infinity, -Infinity])
})

test('the error of a proportion is that of the exact probability', () => {
  expect(zOfProportion(60, 100, 0.5)).toBeCloseTo(2, 12)
  expect(zOfProportion(0, 100, 0)).toBe(0)
  expect(zOfProportion(1, 100, 0)).toBe(Infinity)
})
