import { NEVER } from './time.ts'

/** When a station starts services: windows [from, to) of simulated time in ms. It does not change, so stations share it. */
export class OpeningHours {
  private readonly from: Float64Array
  private readonly to: Float64Array

  /**
   * @param windows ascending; they may touch, and the last may end at `NEVER`. None: never open.
   * @throws RangeError if a window is empty or starts before the one before it ends
   */
  constructor(windows: readonly (readonly [from: number, to: number])[]) {
    this.from = Float64Array.from(windows, (window) => window[0])
    this.to = Float64Array.from(windows, (window) => window[1])
    let end = 0
    for (const [from, to] of windows) {
      if (!(from >= end && to > from)) throw new RangeError(`window [${from}, ${to}) is empty or out of order`)
      end = to
    }
  }

  /** The first open instant at or after `time`; `NEVER` if there is none. Takes O(log windows). */
  nextOpen(time: number): number {
    let low = 0
    let high = this.to.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.to[middle]! > time) high = middle
      else low = middle + 1
    }
    return low === this.to.length ? NEVER : Math.max(time, this.from[low]!)
  }
}

/** Open at every instant. */
export const ALWAYS_OPEN = new OpeningHours([[0, NEVER]])
