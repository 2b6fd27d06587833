import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { ExactSum } from '../../src/engine/exact-sum.ts'

const products = fc.array(fc.tuple(fc.nat(2 ** 24), fc.integer({ min: 0, max: 2 ** 48 })), { maxLength: 20 })

function sumOf(terms: readonly (readonly [number, number])[]): ExactSum {
  const sum = new ExactSum()
  for (const [count, duration] of terms) sum.add(count, duration)
  return sum
}

describe('partial sums of time', () => {
  test.prop([fc.array(products, { maxLength: 4 })])('merge to the exact sum in any order', (parts) => {
    const exact = parts.flat().reduce((sum, [count, duration]) => sum + BigInt(count) * BigInt(duration), 0n)
    const forwards = new ExactSum()
    for (const part of parts) forwards.merge(sumOf(part))
    const backwards = new ExactSum()
    for (const part of [...parts].reverse()) backwards.merge(sumOf(part))
    expect([forwards.toBigInt(), backwards.toBigInt()]).toEqual([exact, exact])
  })

  test('stay exact where doubles round: ten million devices for fourteen days, and a millisecond', () => {
    const sum = sumOf([[10_000_000, 14 * 86_400_000]])
    sum.merge(sumOf([[1, 1]]))
    expect(sum.toBigInt()).toBe(12_096_000_000_000_001n)
  })
})
