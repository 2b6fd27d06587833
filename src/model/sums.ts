const NONE = -1

/**
 * Sparse sums per row: a device has few of the possible gap causes, so that each row is a short list of (slot, sum) in
 * one pool of nodes.
 */
export class Sums {
  private readonly head: Int32Array
  private next: Int32Array
  private slots: Int32Array
  private sums: Float64Array
  private used = 0
  private free = NONE

  constructor(rows: number) {
    this.head = new Int32Array(rows).fill(NONE)
    const capacity = Math.max(16, rows * 2)
    this.next = new Int32Array(capacity)
    this.slots = new Int32Array(capacity)
    this.sums = new Float64Array(capacity)
  }

  add(row: number, slot: number, amount: number): void {
    let node = this.head[row]!
    while (node !== NONE && this.slots[node] !== slot) node = this.next[node]!
    if (node === NONE) {
      node = this.allocate()
      this.slots[node] = slot
      this.sums[node] = 0
      this.next[node] = this.head[row]!
      this.head[row] = node
    }
    this.sums[node] = this.sums[node]! + amount
  }

  /** The first sum of the row as a node for `slot`, `sum` and `after`; −1 when there is none. */
  first(row: number): number {
    return this.head[row]!
  }

  after(node: number): number {
    return this.next[node]!
  }

  slot(node: number): number {
    return this.slots[node]!
  }

  sum(node: number): number {
    return this.sums[node]!
  }

  /** Forgets the sums of the row. */
  clear(row: number): void {
    let node = this.head[row]!
    while (node !== NONE) {
      const after = this.next[node]!
      this.next[node] = this.free
      this.free = node
      node = after
    }
    this.head[row] = NONE
  }

  private allocate(): number {
    if (this.free !== NONE) {
      const node = this.free
      this.free = this.next[node]!
      return node
    }
    if (this.used === this.sums.length) {
      const capacity = this.sums.length * 2
      const next = new Int32Array(capacity)
      const slots = new Int32Array(capacity)
      const sums = new Float64Array(capacity)
      next.set(this.next)
      slots.set(this.slots)
      sums.set(this.sums)
      Object.assign(this, { next, slots, sums })
    }
    return this.used++
  }
}
