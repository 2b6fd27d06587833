const NONE = -1
const FIRST_CAPACITY = 16

/**
 * The actions that are pending for many devices: lists in order of issue that share one pool of nodes. Who owns a list
 * keeps its first node; −1 is the empty list.
 */
export class ActionQueue {
  private next = new Int32Array(FIRST_CAPACITY)
  private places = new Int32Array(FIRST_CAPACITY)
  private issues = new Float64Array(FIRST_CAPACITY)
  private waits = new Float64Array(FIRST_CAPACITY)
  private used = 0
  private free = NONE

  /** Adds an action at the end of a list; returns the list's first node. */
  append(first: number, place: number, issued: number, wait = 0): number {
    const node = this.allocate()
    this.next[node] = NONE
    this.places[node] = place
    this.issues[node] = issued
    this.waits[node] = wait
    if (first === NONE) return node
    let last = first
    while (this.next[last] !== NONE) last = this.next[last]!
    this.next[last] = node
    return first
  }

  /** Takes a node out of a list that holds it; returns the list's first node. */
  remove(first: number, node: number): number {
    const after = this.next[node]!
    let head = first
    if (node === first) head = after
    else {
      let before = first
      while (this.next[before] !== node) before = this.next[before]!
      this.next[before] = after
    }
    this.next[node] = this.free
    this.free = node
    return head
  }

  after(node: number): number {
    return this.next[node]!
  }

  /** Which action of its cohort it is. */
  place(node: number): number {
    return this.places[node]!
  }

  /** When it was issued, ms. */
  issued(node: number): number {
    return this.issues[node]!
  }

  /** What it still waits for, in the terms of who set it. */
  wait(node: number): number {
    return this.waits[node]!
  }

  setWait(node: number, wait: number): void {
    this.waits[node] = wait
  }

  private allocate(): number {
    if (this.free !== NONE) {
      const node = this.free
      this.free = this.next[node]!
      return node
    }
    if (this.used === this.next.length) this.grow()
    return this.used++
  }

  private grow(): void {
    const capacity = this.next.length * 2
    const next = new Int32Array(capacity)
    const places = new Int32Array(capacity)
    const issues = new Float64Array(capacity)
    const waits = new Float64Array(capacity)
    next.set(this.next)
    places.set(this.places)
    issues.set(this.issues)
    waits.set(this.waits)
    Object.assign(this, { next, places, issues, waits })
  }
}
