import { CHUNK, ChunkPool } from './chunk-pool.ts'

/**
 * A fixed number of growing lists of numbers that share one pool of storage, in which other lists may have a part.
 *
 * A list that is not empty wastes less than one chunk of 32 numbers; an empty one costs 8 bytes. `append` takes O(1),
 * `drain` O(length), `firstFrom` one step for 32 empty lists.
 */
export class NumberLists {
  readonly pool: ChunkPool
  private readonly lengths: Int32Array
  /** Each list's newest chunk. */
  private readonly heads: Int32Array
  /** A bit for each list, set when it is not empty. */
  private readonly filled: Int32Array

  constructor(lists: number, pool = new ChunkPool()) {
    this.pool = pool
    this.lengths = new Int32Array(lists)
    this.heads = new Int32Array(lists).fill(-1)
    this.filled = new Int32Array((lists + 31) >> 5)
  }

  length(list: number): number {
    return this.lengths[list]!
  }

  append(list: number, value: number): void {
    const length = this.lengths[list]!
    const slot = length & (CHUNK - 1)
    if (slot === 0) this.extend(list)
    const chunk = this.heads[list]!
    this.pool.block(chunk)[this.pool.start(chunk) | slot] = value
    this.lengths[list] = length + 1
  }

  /** Moves a list's numbers to the start of `target`, in the order in which they came, and leaves the list empty. */
  drain(list: number, target: Float64Array): void {
    const { pool } = this
    let left = this.lengths[list]!
    let count = left & (CHUNK - 1) || CHUNK
    let chunk = this.heads[list]!
    while (chunk >= 0) {
      const block = pool.block(chunk)
      const start = pool.start(chunk)
      for (let slot = count - 1; slot >= 0; slot--) target[--left] = block[start + slot]!
      count = CHUNK
      chunk = pool.giveBack(chunk)
    }
    this.lengths[list] = 0
    this.heads[list] = -1
    this.filled[list >> 5]! &= ~(1 << (list & 31))
  }

  /** The first list from `list` on that is not empty; −1: there is none. */
  firstFrom(list: number): number {
    const { filled } = this
    let word = list >> 5
    if (word >= filled.length) return -1
    let bits = filled[word]! & (-1 << (list & 31))
    while (bits === 0) {
      if (++word === filled.length) return -1
      bits = filled[word]!
    }
    return (word << 5) + 31 - Math.clz32(bits & -bits)
  }

  private extend(list: number): void {
    this.heads[list] = this.pool.take(this.heads[list]!)
    this.filled[list >> 5]! |= 1 << (list & 31)
  }
}
