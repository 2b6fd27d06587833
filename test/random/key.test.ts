import fc from 'fast-check'
import seedrandom from 'seedrandom'
import { expect, test, vi } from 'vitest'
import { type Key, nameKey, replicationKey, rootKey } from '../../src/random/key.ts'

function hex(key: Key): string {
  return [key.k0, key.k1].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join(' ')
}

function distinct(keys: Key[]): number {
  return new Set(keys.map(hex)).size
}

test('seedrandom gives the values its documentation promises', () => {
  const generator = seedrandom('hello.')
  expect([generator(), generator()]).toEqual([0.9282578795792454, 0.3752569768646784])
})

test.each([
  ['', '3b3fa83f d355e246'],
  ['1', '2d79798c 683d5f37'],
  ['2', '5f05ef36 cd583c9a'],
  ['sf', '00e78088 3b0f87cc'],
  ['sfsf', '1492506b 1b468a99'],
  ['handover 2026', '7c788a33 c5864254'],
])('the root key of seed "%s" stays what it was', (seed, key) => {
  expect(hex(rootKey(seed))).toBe(key)
})

test('replication keys stay what they were', () => {
  const root = rootKey('1')
  expect([0, 1].map((replication) => hex(replicationKey(root, replication)))).toEqual([
    '96b4114b ef124e9f',
    '5768ccd3 712c7132',
  ])
})

test.each([
  ['', '37d6681f b71f0369'],
  ['a', 'ebabb1e4 6f5d82ca'],
  ['b', '95691147 bd13f97b'],
  ['ab', '72adb243 4850aab1'],
  ['ba', '81128e3c 6a2764bb'],
  ['sf', '5a1302ec 83f01c25'],
  ['sfsf', 'd22e1590 cd7469d9'],
  ['büro 🙂', 'd343bbe9 ce2476d0'],
])('the key of the name "%s" stays what it was', (name, key) => {
  expect(hex(nameKey(replicationKey(rootKey('1'), 0), name))).toBe(key)
})

test('a root key does not depend on what was seeded before and leaves Math.random alone', () => {
  const random = vi.spyOn(Math, 'random')
  const first = rootKey('1')
  rootKey('other')
  expect(rootKey('1')).toEqual(first)
  expect(random).not.toHaveBeenCalled()
  expect(Math.random).toBe(random)
  random.mockRestore()
})

test('repeated seeds differ from their halves, which they do not in seedrandom', () => {
  expect(seedrandom('sf')()).toBe(seedrandom('sfsf')())
  expect(distinct(['sf', 'sfsf', 'sfsfsf', 'sfsfsfsf'].map(rootKey))).toBe(4)
})

test('seeds that differ in their first characters only have different keys', () => {
  const seeds = Array.from({ length: 5000 }, (_, i) => `${String(i).padStart(7, '0')} and a common ending`)
  expect(distinct(seeds.map(rootKey))).toBe(5000)
})

test('the first words of the keys of neighbouring seeds are not correlated', () => {
  const n = 20_000
  const shares = Array.from({ length: n }, (_, i) => (rootKey(String(i)).k0 >>> 0) / 2 ** 32 - 0.5)
  const sum = shares.reduce((total, share, i) => total + share * shares[(i + 1) % n]!, 0)
  // The product of two centred uniforms has the variance 1/144.
  expect(Math.abs(sum / Math.sqrt(n / 144))).toBeLessThan(4)
})

test('different names have different keys, however they are cut', () => {
  const parent = rootKey('1')
  expect(hex(nameKey(nameKey(parent, 'a'), 'b'))).not.toBe(hex(nameKey(parent, 'ab')))
  expect(hex(nameKey(parent, 'sf'))).not.toBe(hex(nameKey(parent, 'sfsf')))
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
      fc.pre(one !== other)
      expect(hex(nameKey(parent, one))).not.toBe(hex(nameKey(parent, other)))
      expect(hex(nameKey(nameKey(parent, one), other))).not.toBe(hex(nameKey(parent, one + other)))
    }),
  )
})

test('names beyond Latin-1 are told apart by whole UTF-16 units', () => {
  const parent = rootKey('1')
  expect(distinct(['a', '\u0161', '\u1e61', '\ud83d\ude42', '\ud83d\ude43'].map((name) => nameKey(parent, name)))).toBe(
    5,
  )
})

test('100 000 cohort names and replications give as many keys', () => {
  const root = rootKey('1')
  const names = Array.from({ length: 50_000 }, (_, i) => nameKey(root, `cohort ${i}`))
  const replications = Array.from({ length: 50_000 }, (_, i) => replicationKey(root, i))
  expect(distinct([...names, ...replications])).toBe(100_000)
})
