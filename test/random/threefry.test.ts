import fc from 'fast-check'
import { expect, test } from 'vitest'
import { threefry } from '../../src/random/threefry.ts'

const out = new Int32Array(2)

function block(k0: number, k1: number, c0: number, c1: number): [number, number] {
  threefry(k0, k1, c0, c1, out)
  return [out[0]! >>> 0, out[1]! >>> 0]
}

// kat_vectors of Random123, threefry2x32 with 20 rounds: counter, key, result.
test.each([
  [0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x6b200159, 0x99ba4efe],
  [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x1cb996fc, 0xbb002be7],
  [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xc4923a9c, 0x483df7a0],
])('the published vector of counter %i %i comes out', (c0, c1, k0, k1, x0, x1) => {
  expect(block(k0, k1, c0, c1)).toEqual([x0, x1])
})

test('words count modulo 2³²: signed and unsigned readings give one result', () => {
  const word = fc.integer({ min: 0, max: 0xffffffff })
  fc.assert(
    fc.property(word, word, word, word, (k0, k1, c0, c1) => {
      expect(block(k0 | 0, k1 | 0, c0 | 0, c1 | 0)).toEqual(block(k0, k1, c0, c1))
    }),
  )
})

test('every bit of key and counter changes about half of the result', () => {
  const input = [0x01234567, 0x89abcdef, 0x0f1e2d3c, 0x4b5a6978] as const
  const plain = block(...input)
  const flips: number[] = []
  for (let bit = 0; bit < 128; bit++) {
    const [k0, k1, c0, c1] = input.map((word, i) => (i === bit >>> 5 ? word ^ (1 << (bit & 31)) : word))
    const other = block(k0!, k1!, c0!, c1!)
    flips.push(ones(plain[0] ^ other[0]) + ones(plain[1] ^ other[1]))
  }
  expect(Math.min(...flips)).toBeGreaterThan(16)
  expect(Math.max(...flips)).toBeLessThan(48)
})

function ones(word: number): number {
  return (word >>> 0).toString(2).replaceAll('0', '').length
}
