import { threefry } from './threefry.ts'

const block = new Int32Array(2)
/** 9 · this is 1 modulo 2³²; a step makes b of 9 · c. */
const INVERSE_OF_9 = 0x38e38e39

/**
 * Starts the random sequence of (key, entity, decision) in the four words from `words[at]`.
 *
 * For dense sequences, where a step costs a quarter of a keyed draw. The state is two Threefry blocks, those of the draws
 * 0 and 1 of the decision: a decision is a stream or drawn directly, never both.
 */
export function seedStream(
  words: Int32Array,
  at: number,
  key0: number,
  key1: number,
  entity: number,
  decision: number,
): void {
  threefry(key0, key1, entity, decision << 24, block)
  words[at] = block[0]!
  words[at + 1] = block[1]!
  threefry(key0, key1, entity, (decision << 24) | 1, block)
  words[at + 2] = block[0]!
  words[at + 3] = block[1]!
}

/**
 * Steps the sequence at `words[at]` and returns 32 unsigned random bits.
 *
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand): period at least 2³² from any state. Its usual warm-up of a
 * dozen steps spreads a short seed; here all 128 bits are random, the step is a bijection of them and the output a sum
 * of three of the words, so the first outputs are as good as any.
 */
export function next32(words: Int32Array, at: number): number {
  const b = words[at + 1]!
  const c = words[at + 2]!
  const counter = words[at + 3]!
  const result = (words[at]! + b + counter) | 0
  words[at] = b ^ (b >>> 9)
  words[at + 1] = (c + (c << 3)) | 0
  words[at + 2] = (((c << 21) | (c >>> 11)) + result) | 0
  words[at + 3] = (counter + 1) | 0
  return result >>> 0
}

/** Takes back the last step of the sequence at `words[at]`. */
export function back32(words: Int32Array, at: number): void {
  const counter = (words[at + 3]! - 1) | 0
  const c = Math.imul(words[at + 1]!, INVERSE_OF_9)
  const result = (words[at + 2]! - ((c << 21) | (c >>> 11))) | 0
  const shifted = words[at]!
  const b = shifted ^ (shifted >>> 9) ^ (shifted >>> 18) ^ (shifted >>> 27)
  words[at] = (result - b - counter) | 0
  words[at + 1] = b
  words[at + 2] = c
  words[at + 3] = counter
}

/** Maps 32 unsigned random bits to the midpoint of their cell in (0, 1); exact, never 0 or 1. */
export function unit32(h: number): number {
  return (h + 0.5) * 2 ** -32
}
