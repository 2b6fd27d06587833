import { NEVER } from './time.ts'

const NONE = -1
/** Codes below this are the kind of a timer; what stands above is its payload. */
export const KIND_LIMIT = 64

/**
 * The rare timers of many entities: one sorted list per row, all lists in one pool of nodes.
 *
 * Order within a row: key, then kind, then first set first. A row holds few timers at a time, so that `set` walks a
 * handful of nodes; memory grows with the number of timers pending, not with rows × kinds, and is allocated only when
 * the pool doubles.
 */
export class Timers {
  private readonly head: Int32Array
  private next: Int32Array
  private keys: Float64Array
  private codes: Int32Array
  private values: Float64Array
  private free = NONE
  private used = 0

  constructor(rows: number) {
    this.head = new Int32Array(rows).fill(NONE)
    const capacity = Math.max(32, rows * 4)
    this.next = new Int32Array(capacity)
    this.keys = new Float64Array(capacity)
    this.codes = new Int32Array(capacity)
    this.values = new Float64Array(capacity)
  }

  /** Sets a timer; `code` is its kind plus payload · `KIND_LIMIT`, `value` any number that belongs to it. */
  set(row: number, key: number, code: number, value: number): void {
    const node = this.allocate()
    const { next, keys, codes } = this
    keys[node] = key
    codes[node] = code
    this.values[node] = value
    const kind = code % KIND_LIMIT
    let before = NONE
    let after = this.head[row]!
    while (after !== NONE && (keys[after]! < key || (keys[after]! === key && codes[after]! % KIND_LIMIT <= kind))) {
      before = after
      after = next[after]!
    }
    next[node] = after
    if (before === NONE) this.head[row] = node
    else next[before] = node
  }

  /** The key of the row's earliest timer, `NEVER` when it has none. */
  earliest(row: number): number {
    const node = this.head[row]!
    return node === NONE ? NEVER : this.keys[node]!
  }

  /** The code of the row's earliest timer, which must exist. */
  code(row: number): number {
    return this.codes[this.head[row]!]!
  }

  /** The value of the row's earliest timer, which must exist. */
  value(row: number): number {
    return this.values[this.head[row]!]!
  }

  /** Removes the row's earliest timer, which must exist. */
  drop(row: number): void {
    const node = this.head[row]!
    this.head[row] = this.next[node]!
    this.release(node)
  }

  /** Removes the row's timers of this kind, or those whose payload is not a multiple of `spare`. */
  cancel(row: number, kind: number, spare = 0): void {
    const { next, codes } = this
    let before = NONE
    let node = this.head[row]!
    while (node !== NONE) {
      const after = next[node]!
      const code = codes[node]!
      if (code % KIND_LIMIT === kind && (spare === 0 || ((code - kind) / KIND_LIMIT) % spare !== 0)) {
        if (before === NONE) this.head[row] = after
        else next[before] = after
        this.release(node)
      } else before = node
      node = after
    }
  }

  /** How many timers of this kind the row has. */
  pending(row: number, kind: number): number {
    let found = 0
    for (let node = this.head[row]!; node !== NONE; node = this.next[node]!) {
      if (this.codes[node]! % KIND_LIMIT === kind) found++
    }
    return found
  }

  /** Removes all timers of the row. */
  clear(row: number): void {
    while (this.head[row] !== NONE) this.drop(row)
  }

  private release(node: number): void {
    this.next[node] = this.free
    this.free = node
  }

  private allocate(): number {
    if (this.free !== NONE) {
      const node = this.free
      this.free = this.next[node]!
      return node
    }
    if (this.used === this.keys.length) this.grow()
    return this.used++
  }

  private grow(): void {
    const capacity = this.keys.length * 2
    const next = new Int32Array(capacity)
    const keys = new Float64Array(capacity)
    const codes = new Int32Array(capacity)
    const values = new Float64Array(capacity)
    next.set(this.next)
    keys.set(this.keys)
    codes.set(this.codes)
    values.set(this.values)
    Object.assign(this, { next, keys, codes, values })
  }
}
