/** Index of the date that gave a licence, where none did. */
export const NO_DATE = -1

/**
 * A user's licence as a function of time: whether they have one before all dates, and the dates at which that changes,
 * each the contrary of the one before.
 */
export class Licences {
  initially = false
  private count = 0
  private readonly at: number[] = []
  private readonly which: number[] = []
  /** Index of the date that gave the licence `firstFrom` found, or `NO_DATE`. */
  found = NO_DATE

  /** Begins a new function. */
  reset(initially: boolean): void {
    this.initially = initially
    this.count = 0
  }

  /** Whether the user has a licence after the dates so far. */
  get finally(): boolean {
    return this.initially !== (this.count % 2 === 1)
  }

  /** Changes it at `at`, which is not before the last change, because of the date with index `which`. */
  change(at: number, which: number): void {
    this.at[this.count] = at
    this.which[this.count] = which
    this.count++
  }

  /** Number of changes. */
  get changes(): number {
    return this.count
  }

  /** When change `k` is; after it the user has a licence if they have none before it. */
  changeAt(k: number): number {
    return this.at[k]!
  }

  /** Whether the user has a licence at `time`, after its changes. */
  isLicensed(time: number): boolean {
    let licensed = this.initially
    for (let k = 0; k < this.count && this.at[k]! <= time; k++) licensed = !licensed
    return licensed
  }

  /** The first instant from `since` on at which the user has a licence, before the changes of `since` itself or after a later one; ∞: never. */
  firstFrom(since: number): number {
    let licensed = this.initially
    let k = 0
    for (; k < this.count && this.at[k]! < since; k++) licensed = !licensed
    this.found = NO_DATE
    if (licensed) return since
    if (k === this.count) return Number.POSITIVE_INFINITY
    this.found = this.which[k]!
    return this.at[k]!
  }
}
