import fc from 'fast-check'
import { expect, test } from 'vitest'
import { uniform, unit53 } from '../../src/random/uniform.ts'

test('the words at both ends give neither 0 nor 1', () => {
  expect(unit53(0, 0)).toBe(2 ** -53)
  expect(unit53(-1, -1)).toBe(1 - 2 ** -53)
})

test('every unit is an odd multiple of 2⁻⁵³, so that its complement is exact', () => {
  const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
  fc.assert(
    fc.property(word, word, (high, low) => {
      const u = unit53(high, low)
      expect(u).toBeGreaterThan(0)
      expect(u).toBeLessThan(1)
      expect((u * 2 ** 53) % 2).toBe(1)
      expect(1 - (1 - u)).toBe(u)
      expect(unit53(~high, ~low)).toBe(1 - u)
    }),
  )
})

test('each of the five arguments matters, and calls in between do not', () => {
  const drawn = [
    uniform(1, 2, 3, 4, 5),
    uniform(0, 2, 3, 4, 5),
    uniform(1, 0, 3, 4, 5),
    uniform(1, 2, 0, 4, 5),
    uniform(1, 2, 3, 0, 5),
    uniform(1, 2, 3, 4, 0),
  ]
  expect(new Set(drawn).size).toBe(drawn.length)
  expect(uniform(1, 2, 3, 4, 5)).toBe(drawn[0])
})

test('the last index of a decision is not the first of the next', () => {
  expect(uniform(1, 2, 3, 4, 2 ** 24 - 1)).not.toBe(uniform(1, 2, 3, 5, 0))
  expect(uniform(1, 2, 3, 254, 7)).not.toBe(uniform(1, 2, 3, 126, 7))
})
