import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { ExactSum } from '../../src/engine/exact-sum.ts'

const COUNT = { min: 0, max: 2 ** 24 }
const DURATION = { min: 0, max: 2 ** 48 }

describe('ExactSum', () => {
  test.prop([fc.array(fc.tuple(fc.integer(COUNT), fc.integer(DURATION)), { maxLength: 30 })])(
    'adds products of a count and a duration exactly',
    (products) => {
      const sum = new ExactSum()
      let exact = 0n
      for (const [count, duration] of products) {
        sum.add(count, duration)
        exact += BigInt(count) * BigInt(duration)
      }
      expect(sum.toBigInt()).toBe(exact)
      expect(sum.toNumber()).toBe(Number(exact))
    },
  )
})
