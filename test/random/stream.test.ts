import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DECISIONS } from '../../src/random/decisions.ts'
import { nameKey, replicationKey, rootKey } from '../../src/random/key.ts'
import { back32, next32, seedStream, unit32 } from '../../src/random/stream.ts'

const phones = nameKey(replicationKey(rootKey('1'), 0), 'phones')

test.each([
  ['presenceSpells', 0, [3949927175, 3889066934, 2684773123, 1207006527, 2458268858]],
  ['presenceSpells', 1, [1430783740, 3288399680, 3652280662, 3475494088, 1178771658]],
  ['pollIntervals', 0, [1894945540, 3607189502, 3886273798, 396047722, 832162619]],
  ['pollIntervals', 1, [1978697735, 1173680772, 2391298651, 3449349757, 2576671003]],
] as const)('the stream %s of device %i starts as it always did', (name, entity, first) => {
  const words = new Int32Array(4)
  seedStream(words, 0, phones.k0, phones.k1, entity, DECISIONS[name])
  expect(first.map(() => next32(words, 0))).toEqual(first)
})

test('a step taken back leaves the sequence as it was', () => {
  fc.assert(
    fc.property(fc.int32Array({ minLength: 6, maxLength: 6 }), fc.integer({ min: 1, max: 9 }), (before, steps) => {
      const words = before.slice()
      for (let i = 0; i < steps; i++) next32(words, 1)
      for (let i = 0; i < steps; i++) back32(words, 1)
      expect(words).toEqual(before)
    }),
  )
})

test('a step is that of sfc32', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt(0n, 0xffffffffn), { minLength: 4, maxLength: 4 }), (state) => {
      const words = Int32Array.from(state, Number)
      const [a, b, c, counter] = state as [bigint, bigint, bigint, bigint]
      const result = BigInt.asUintN(32, a + b + counter)
      expect(BigInt(next32(words, 0))).toBe(result)
      const turned = BigInt.asUintN(32, c << 21n) | (c >> 11n)
      const after = [b ^ (b >> 9n), c + (c << 3n), turned + result, counter + 1n]
      expect([...words]).toEqual(after.map((word) => Number(BigInt.asIntN(32, word))))
    }),
  )
})

test('streams in one array do not touch one another', () => {
  const both = new Int32Array(8)
  const alone = new Int32Array(4)
  seedStream(both, 0, 1, 2, 0, DECISIONS.pollIntervals)
  seedStream(both, 4, 1, 2, 1, DECISIONS.pollIntervals)
  seedStream(alone, 0, 1, 2, 1, DECISIONS.pollIntervals)
  for (let i = 0; i < 100; i++) {
    next32(both, 0)
    expect(next32(both, 4)).toBe(next32(alone, 0))
  }
})

test('the unit of 32 bits is never 0 or 1', () => {
  expect(unit32(0)).toBe(2 ** -33)
  expect(unit32(0xffffffff)).toBe(1 - 2 ** -33)
})
