const CHUNK_BITS = 5
const BLOCK_BITS = 10
const CHUNKS_PER_BLOCK = 1 << BLOCK_BITS

/** Numbers in a chunk. */
export const CHUNK = 1 << CHUNK_BITS

/**
 * Storage for chains of chunks of 32 numbers; a chunk that is given back serves other chains.
 *
 * The pool grows by blocks of 256 KiB that are never moved, so growth copies no numbers.
 */
export class ChunkPool {
  private readonly blocks: Float64Array[] = []
  /** For each chunk the next older one of its chain, or the next free one; −1: none. */
  private links = new Int32Array(CHUNKS_PER_BLOCK)
  private free = -1

  /** The block in which a chunk lies, from `start(chunk)` on. */
  block(chunk: number): Float64Array {
    return this.blocks[chunk >> BLOCK_BITS]!
  }

  start(chunk: number): number {
    return (chunk & (CHUNKS_PER_BLOCK - 1)) << CHUNK_BITS
  }

  /** A free chunk, as the head of the chain that had the head `older` (−1: a new chain). */
  take(older: number): number {
    if (this.free < 0) this.grow()
    const chunk = this.free
    this.free = this.links[chunk]!
    this.links[chunk] = older
    return chunk
  }

  /** Takes back the head of a chain; the next older chunk, −1: that was the last. */
  giveBack(chunk: number): number {
    const older = this.links[chunk]!
    this.links[chunk] = this.free
    this.free = chunk
    return older
  }

  private grow(): void {
    const first = this.blocks.length << BLOCK_BITS
    this.blocks.push(new Float64Array(CHUNKS_PER_BLOCK << CHUNK_BITS))
    if (first === this.links.length) {
      const links = new Int32Array(2 * first)
      links.set(this.links)
      this.links = links
    }
    for (let chunk = first + CHUNKS_PER_BLOCK - 1; chunk >= first; chunk--) this.giveBack(chunk)
  }
}
