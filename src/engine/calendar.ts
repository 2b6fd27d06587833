import { EntryHeap } from './entry-heap.ts'
import { NumberLists } from './number-lists.ts'
import { NEVER } from './time.ts'

const DEVICES = 2 ** 24
const MOST_WINDOWS = 2 ** 18
const WIDEST_WINDOW = 2 ** 29

/**
 * The ordered calendar of the instants at which devices meet others: entries (time, device) come out by time, then by
 * device number; equal entries keep count and all come out.
 *
 * Simulated time is cut into windows. An entry of a later window is filed unsorted, in O(1); a window is sorted once,
 * when it opens; an entry made in the open window goes to a small heap that is merged in. A run of n entries, k of them
 * in each window, costs O(n log k) with the constant of a native sort, which on large fleets is several times faster
 * than one heap of all devices. The price: cancelling an entry is not possible (leave it and ignore it when it comes),
 * and a calendar that is almost empty pays for stepping over empty windows.
 *
 * Times are integer ms from 0; device numbers run from 0 to 2²⁴ − 1, so that ms in the window × 2²⁴ + device is an exact
 * double. Memory: 8 bytes per entry, less than one chunk of 256 bytes per window with entries, 8 bytes per window.
 */
export class Calendar {
  private readonly horizon: number
  private readonly window: number
  private readonly windows: number
  private readonly filed: NumberLists
  /** Keys of the open window in ascending order, closed by `NEVER`. */
  private sorted = new Float64Array(1024).fill(NEVER)
  private position = 0
  private readonly late = new EntryHeap()
  private open = -1
  private openStart = 0
  private entries = 0
  private currentTime = 0
  private currentDevice = -1

  /**
   * @param horizon entries at or after it are dropped, ms
   * @param window length of a window, ms; it is widened where the horizon would make more than 2¹⁸ of them
   * @throws RangeError if one of them is not a positive integer, or a window would be longer than 2²⁹ ms (6.2 days)
   */
  constructor(horizon: number, window = 60_000) {
    const wide = Math.max(window, Math.ceil(horizon / MOST_WINDOWS))
    if (!(Number.isSafeInteger(horizon) && horizon > 0 && Number.isInteger(window) && window > 0)) {
      throw new RangeError(`horizon ${horizon} and window ${window} must be positive integers`)
    }
    if (wide > WIDEST_WINDOW) throw new RangeError(`a window of ${wide} ms is longer than ${WIDEST_WINDOW} ms`)
    this.horizon = horizon
    this.window = wide
    this.windows = Math.ceil(horizon / wide)
    this.filed = new NumberLists(this.windows)
  }

  /** Entries that have not come out. */
  get size(): number {
    return this.entries
  }

  /** Time of the current entry; 0 before the first. */
  get time(): number {
    return this.currentTime
  }

  /** Device of the current entry; −1 before the first. */
  get device(): number {
    return this.currentDevice
  }

  /**
   * Enters a meeting. One at the current time comes out next or in its order among what is left, even if its device
   * number is not above the current one. One at or after the horizon, `NEVER` included, is dropped.
   *
   * @throws RangeError if the time is before the current one or not an integer, or the device number is out of range
   */
  add(time: number, device: number): void {
    if ((device & (DEVICES - 1)) !== device) throw new RangeError(`device number ${device} is not in [0, ${DEVICES})`)
    if (time >= this.horizon) return
    if (!(time >= this.currentTime) || Math.floor(time) !== time) {
      throw new RangeError(`time ${time} is not an integer at or after ${this.currentTime}`)
    }
    this.entries++
    const window = Math.floor(time / this.window)
    if (window > this.open) this.filed.append(window, (time - window * this.window) * DEVICES + device)
    else this.late.push(time, device)
  }

  /** Moves to the earliest entry and takes it out; false, and nothing moves, when there is none. */
  next(): boolean {
    if (this.entries === 0) return false
    let key = this.sorted[this.position]!
    const late = this.late.firstTime
    if (key === NEVER && late === NEVER) {
      this.openNext()
      key = this.sorted[0]!
    }
    this.entries--
    const ms = Math.floor(key / DEVICES)
    const time = this.openStart + ms
    const device = key - ms * DEVICES
    if (late < time || (late === time && this.late.firstId < device)) {
      this.currentTime = late
      this.currentDevice = this.late.firstId
      this.late.pop()
    } else {
      this.currentTime = time
      this.currentDevice = device
      this.position++
    }
    return true
  }

  /** Opens the next window that has entries; there must be one. */
  private openNext(): void {
    do this.open++
    while (this.filed.length(this.open) === 0)
    const length = this.filed.length(this.open)
    if (length >= this.sorted.length) this.sorted = new Float64Array(2 * length)
    this.filed.drain(this.open, this.sorted)
    this.sorted.subarray(0, length).sort()
    this.sorted[length] = NEVER
    this.position = 0
    this.openStart = this.open * this.window
  }
}
