import { CalendarSort } from './calendar-sort.ts'
import { CalendarWindows, DEVICES } from './calendar-windows.ts'
import { EntryHeap } from './entry-heap.ts'
import { NEVER } from './time.ts'

/** Entries that insertion into the open window may have to move; one further behind goes to the heap. */
const REACH = 64
/** Free places before the open window's first entry, for late ones. */
const GAP = 64
/** The width of the windows is looked at when so many entries have passed, and half as many as are pending. */
const SOON = 256

/**
 * The ordered calendar of the instants at which devices meet others: entries (time, device) come out by time, then by
 * device number; equal entries keep count and all come out.
 *
 * Simulated time is cut into windows of a few dozen entries, whose width follows the traffic. An entry of a later window
 * is filed unsorted; a window is sorted once, when it opens; an entry made in the open window is inserted near its
 * front, or else goes to a small heap that is merged in. All but the heap costs O(1) per entry where traffic is steady,
 * however many are pending. The price: cancelling an entry is not possible (leave it and ignore it when it comes).
 *
 * The order does not depend on the windows. Times are whole numbers from 0, in ms or any other unit; device numbers run from 0 to 2²⁴ − 1, so that
 * ms in the window × 2²⁴ + device is an exact double. Memory: that of `CalendarWindows`, and at most 20 bytes per
 * entry of the fullest window so far.
 */
export class Calendar {
  private readonly horizon: number
  private readonly windows: CalendarWindows
  private readonly sorter = new CalendarSort()
  /** Keys of the open window in ascending order, from `position` to `end`, where `NEVER` closes them. */
  private sorted = new Float64Array(4 * GAP).fill(NEVER)
  private position = 0
  private end = 0
  /** Keys of the open window that could not be inserted, as times of entries with id 0. */
  private readonly late = new EntryHeap()
  private openFrom = 0
  /** End of the open window: entries at or after it are filed. */
  private openTo = 0
  /** Since the windows were last fitted: entries that were there then or came in, those that went out, and when it was. */
  private added = 0
  private gone = 0
  private fittedAt = 0
  private currentTime = 0
  private currentDevice = -1

  /**
   * @param horizon entries at or after it are dropped, ms
   * @param window length of a window in the beginning, ms; the calendar rounds it up to a power of two, and widens it
   * where the horizon would make more than 2¹⁸ of them
   * @throws RangeError if one of them is not a positive integer, or a window would be longer than 2²⁹ ms (6.2 days)
   */
  constructor(horizon: number, window = 60_000) {
    this.horizon = horizon
    this.windows = new CalendarWindows(horizon, window)
  }

  /** Entries that have not come out. */
  get size(): number {
    return this.added - this.gone
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
    this.added++
    if (time >= this.openTo) this.windows.file(time, device)
    else this.insert((time - this.openFrom) * DEVICES + device)
  }

  /** Moves to the earliest entry and takes it out; false, and nothing moves, when there is none. */
  next(): boolean {
    let key = this.sorted[this.position]!
    const late = this.late.firstTime
    if (key === NEVER && late === NEVER) {
      if (this.added === this.gone) return false
      this.openNext()
      key = this.sorted[this.position]!
    }
    if (late < key) {
      key = late
      this.late.pop()
    } else {
      this.position++
    }
    this.gone++
    const ms = Math.floor(key / DEVICES)
    this.currentTime = this.openFrom + ms
    this.currentDevice = key - ms * DEVICES
    return true
  }

  /** Puts a key into the open window: those before it move towards the gap. */
  private insert(key: number): void {
    const { sorted, position } = this
    if (position === 0 || (this.end - position > REACH && key > sorted[position + REACH]!)) {
      this.late.push(key, 0)
      return
    }
    let at = position
    for (let before = sorted[at]!; before < key; before = sorted[++at]!) sorted[at - 1] = before
    sorted[at - 1] = key
    this.position = position - 1
  }

  /** Opens the next window that has entries; there must be one. */
  private openNext(): void {
    const { windows } = this
    this.fitWindows()
    const window = windows.firstFrom(this.openTo)
    const length = windows.length(window)
    this.end = GAP + length
    if (this.end >= this.sorted.length) this.sorted = new Float64Array(GAP + Math.ceil(1.25 * length))
    this.sorter.sort(windows.take(window), length, windows.ms * DEVICES, this.sorted, GAP)
    this.sorted[this.end] = NEVER
    this.position = GAP
    this.openFrom = window * windows.ms
    this.openTo = this.openFrom + windows.ms
  }

  /** Fits the width of the windows to the traffic, the next window's entries included, once enough have passed. */
  private fitWindows(): void {
    const { windows } = this
    const window = windows.firstFrom(this.openTo)
    const passed = this.gone + windows.length(window)
    const pending = this.size
    if (passed <= Math.max(SOON, pending / 2)) return
    windows.fit(passed, (window + 1) * windows.ms - this.fittedAt, pending)
    this.fittedAt = this.openTo
    this.added = pending
    this.gone = 0
  }
}
