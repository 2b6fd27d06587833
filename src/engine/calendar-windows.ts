import { NumberLists } from './number-lists.ts'

/** Device numbers are below it; a key is ms in the window × `DEVICES` + device, an exact double. */
export const DEVICES = 2 ** 24

const MOST_WINDOWS = 2 ** 18
const MOST_WINDOWS_PER_ENTRY = 64
const WIDEST = 2 ** 29
/** Entries of a window that cost least: fewer pay for opening it, and with more too many come late. */
const FEWEST = 32
/** Where many are pending, windows are no more than so many times fewer, so that the ends of their lists stay in the cache. */
const SHARE = 1024

/**
 * Entries (time, device) filed unsorted by windows of simulated time, whose width follows the traffic.
 *
 * Widths are powers of two. `file` and `take` cost O(1) per entry, finding a window one step for 32 empty ones. Memory:
 * 8 bytes per entry, less than one chunk of 256 bytes per window with entries, 8 bytes per window.
 */
export class CalendarWindows {
  private readonly horizon: number
  private width: number
  private perMs: number
  private lists: NumberLists
  private taken = new Float64Array(64)

  /**
   * @param horizon all entries are before it, ms
   * @param width width of a window in the beginning, ms; it is rounded up to a power of two, and widened where the
   * horizon would make more than 2¹⁸ of them
   * @throws RangeError if one of them is not a positive integer, or a window would be longer than 2²⁹ ms (6.2 days)
   */
  constructor(horizon: number, width: number) {
    if (!(Number.isSafeInteger(horizon) && horizon > 0 && Number.isInteger(width) && width > 0)) {
      throw new RangeError(`horizon ${horizon} and window ${width} must be positive integers`)
    }
    const least = Math.max(width, Math.ceil(horizon / MOST_WINDOWS))
    if (least > WIDEST) throw new RangeError(`a window of ${least} ms is longer than ${WIDEST} ms`)
    this.horizon = horizon
    this.width = powerFrom(least)
    this.perMs = 1 / this.width
    this.lists = new NumberLists(Math.ceil(horizon / this.width))
  }

  /** Width of a window, ms. */
  get ms(): number {
    return this.width
  }

  file(time: number, device: number): void {
    const window = (time * this.perMs) | 0
    this.lists.append(window, (time - window * this.width) * DEVICES + device)
  }

  /** The first window with entries from the one of `time` on; −1: there is none. */
  firstFrom(time: number): number {
    return this.lists.firstFrom(Math.floor(time * this.perMs))
  }

  length(window: number): number {
    return this.lists.length(window)
  }

  /** Takes a window's entries out; their keys are the first numbers of what it returns, until the next call. */
  take(window: number): Float64Array {
    return this.drain(this.lists, window)
  }

  private drain(lists: NumberLists, window: number): Float64Array {
    const length = lists.length(window)
    if (length > this.taken.length) this.taken = new Float64Array(Math.ceil(1.25 * length))
    lists.drain(window, this.taken)
    return this.taken
  }

  /**
   * Changes the width if it is far from the best for `pending` entries of which `passed` have passed in `ms`: takes
   * O(pending) then.
   */
  fit(passed: number, ms: number, pending: number): void {
    const best = Math.max(FEWEST, pending / SHARE)
    let mean = (passed * this.width) / ms
    if (mean > best / 2.5 && mean < best * 3) return
    const windows = Math.min(MOST_WINDOWS, MOST_WINDOWS_PER_ENTRY * pending)
    const narrowest = powerFrom(Math.min(WIDEST, Math.ceil(this.horizon / windows)))
    let { width } = this
    for (; mean < best / 1.5 && width < WIDEST; mean *= 2) width *= 2
    for (; mean > best * 1.5 && width > narrowest; mean /= 2) width /= 2
    if (width !== this.width) this.refile(width)
  }

  private refile(width: number): void {
    const { lists, width: before } = this
    this.width = width
    this.perMs = 1 / width
    this.lists = new NumberLists(Math.ceil(this.horizon / width), lists.pool)
    for (let window = lists.firstFrom(0); window >= 0; window = lists.firstFrom(window + 1)) {
      const length = lists.length(window)
      const keys = this.drain(lists, window)
      for (let i = 0; i < length; i++) {
        const key = keys[i]!
        const ms = Math.floor(key / DEVICES)
        this.file(window * before + ms, key - ms * DEVICES)
      }
    }
  }
}

/** The least power of two from `value` on, which is at most 2³⁰. */
function powerFrom(value: number): number {
  return 1 << (32 - Math.clz32(value - 1))
}
