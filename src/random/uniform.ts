import { threefry } from './threefry.ts'

const words = new Int32Array(2)

/**
 * Draws a number in (0, 1): a pure function of its five arguments.
 *
 * `entity` is an index under the key (a device in its cohort), `decision` a number of `DECISIONS` and `index` counts the
 * draws of that decision, below 2²⁴. All three are in the counter, so no draw depends on how many others were made.
 */
export function uniform(key0: number, key1: number, entity: number, decision: number, index: number): number {
  threefry(key0, key1, entity, (decision << 24) | index, words)
  return unit53(words[0]!, words[1]!)
}

/**
 * Maps two random words to an odd multiple of 2⁻⁵³ in (0, 1), using the top 26 bits of each.
 *
 * Odd multiples, because the midpoints of 2⁵³ cells would need a 54th bit and round to 1 at the upper end. 1 − u is
 * exact and of the same form.
 */
export function unit53(high: number, low: number): number {
  return ((high >>> 6) * 2 ** 26 + (low >>> 6) + 0.5) * 2 ** -52
}
