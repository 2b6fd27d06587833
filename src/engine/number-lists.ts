const CHUNK_BITS = 5
const CHUNK = 1 << CHUNK_BITS
const BLOCK_BITS = 10
const CHUNKS_PER_BLOCK = 1 << BLOCK_BITS

/**
 * A fixed number of growing lists of numbers that share one pool of storage.
 *
 * A list is a chain of chunks of 32 numbers; a drained list's chunks serve the others. The pool grows by blocks of
 * 256 KiB that are never moved, so growth copies no numbers. A list that is not empty wastes less than one chunk; an
 * empty one costs 8 bytes. `append` takes O(1), `drain` O(length).
 */
export class NumberLists {
  private readonly lengths: Int32Array
  /** Each list's newest chunk. */
  private readonly heads: Int32Array
  private readonly blocks: Float64Array[] = []
  /** For each chunk the next older one of its list, or the next free one; −1: none. */
  private links = new Int32Array(CHUNKS_PER_BLOCK)
  private free = -1

  constructor(lists: number) {
    this.lengths = new Int32Array(lists)
    this.heads = new Int32Array(lists).fill(-1)
  }

  length(list: number): number {
    return this.lengths[list]!
  }

  append(list: number, value: number): void {
    const length = this.lengths[list]!
    const slot = length & (CHUNK - 1)
    if (slot === 0) this.extend(list)
    const chunk = this.heads[list]!
    this.blocks[chunk >> BLOCK_BITS]![((chunk & (CHUNKS_PER_BLOCK - 1)) << CHUNK_BITS) | slot] = value
    this.lengths[list] = length + 1
  }

  /** Moves a list's numbers to the start of `target`, in no particular order, and leaves the list empty. */
  drain(list: number, target: Float64Array): void {
    let left = this.lengths[list]!
    let filled = left & (CHUNK - 1) || CHUNK
    let chunk = this.heads[list]!
    while (chunk >= 0) {
      const block = this.blocks[chunk >> BLOCK_BITS]!
      const start = (chunk & (CHUNKS_PER_BLOCK - 1)) << CHUNK_BITS
      for (let slot = filled - 1; slot >= 0; slot--) target[--left] = block[start + slot]!
      filled = CHUNK
      const older = this.links[chunk]!
      this.links[chunk] = this.free
      this.free = chunk
      chunk = older
    }
    this.lengths[list] = 0
    this.heads[list] = -1
  }

  private extend(list: number): void {
    if (this.free < 0) this.grow()
    const chunk = this.free
    this.free = this.links[chunk]!
    this.links[chunk] = this.heads[list]!
    this.heads[list] = chunk
  }

  private grow(): void {
    const first = this.blocks.length << BLOCK_BITS
    this.blocks.push(new Float64Array(CHUNKS_PER_BLOCK << CHUNK_BITS))
    if (first === this.links.length) {
      const links = new Int32Array(2 * first)
      links.set(this.links)
      this.links = links
    }
    for (let chunk = first + CHUNKS_PER_BLOCK - 1; chunk >= first; chunk--) {
      this.links[chunk] = this.free
      this.free = chunk
    }
  }
}
