import { expect, test } from 'vitest'
import { chiSquareDeviate } from './chi-square.ts'

test('the deviate is that of tabulated chi-square quantiles', () => {
  // With 50 cells and 100 expected in each, the statistic is 2·d²/100. Its 99.9 % quantile at 49 degrees is 85.351.
  const counts = new Float64Array(50).fill(100)
  const d = Math.sqrt((85.351 * 100) / 2)
  counts[3]! += d
  counts[4]! -= d
  expect(Math.abs(chiSquareDeviate(counts) - 3.09)).toBeLessThan(0.01)
})

test('equal counts are suspiciously good', () => {
  expect(chiSquareDeviate(new Float64Array(50).fill(100))).toBeLessThan(-10)
})
