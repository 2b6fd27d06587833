const FEW = 12
const MOST_BUCKETS = 2 ** 15
/** Places that a number may move on average before insertion costs more than the native sort. */
const PATIENCE = 16

/**
 * Sorts a window's keys, numbers in a known range: in linear time if they are spread evenly.
 *
 * Each number goes to the one of about as many buckets as there are numbers in which its value lies, and insertion
 * settles the order within the buckets (Dobosiewicz, "Sorting by distributive partitioning", Information Processing
 * Letters 7, 1978). Where many numbers crowd into few buckets, insertion gives up and the native sort takes over.
 */
export class CalendarSort {
  private places = new Int32Array(64)

  /**
   * Puts the first `length` numbers of `source`, integers in [0, `range`), into `target` from `at` on, in ascending
   * order. `range` is a power of two, so that no rounding moves a number to the next bucket.
   */
  sort(source: Float64Array, length: number, range: number, target: Float64Array, at: number): void {
    if (length > FEW) this.spread(source, length, range, target, at)
    else for (let i = 0; i < length; i++) target[at + i] = source[i]!
    if (!sortByInsertion(target, at, at + length)) target.subarray(at, at + length).sort()
  }

  /** Moves the numbers so that those of a lower bucket stand before those of a higher one. */
  private spread(source: Float64Array, length: number, range: number, target: Float64Array, at: number): void {
    const buckets = Math.min(1 << (32 - Math.clz32(length - 1)), MOST_BUCKETS)
    if (buckets > this.places.length) this.places = new Int32Array(buckets)
    const { places } = this
    const perUnit = buckets / range
    places.fill(0, 0, buckets)
    for (let i = 0; i < length; i++) {
      const bucket = (source[i]! * perUnit) | 0
      places[bucket] = places[bucket]! + 1
    }
    let place = at
    for (let bucket = 0; bucket < buckets; bucket++) {
      const count = places[bucket]!
      places[bucket] = place
      place += count
    }
    for (let i = 0; i < length; i++) {
      const value = source[i]!
      const bucket = (value * perUnit) | 0
      const free = places[bucket]!
      target[free] = value
      places[bucket] = free + 1
    }
  }
}

/** Sorts `values` in [`from`, `to`); false when it gave up halfway. */
function sortByInsertion(values: Float64Array, from: number, to: number): boolean {
  let moves = PATIENCE * (to - from)
  for (let i = from + 1; i < to; i++) {
    const value = values[i]!
    let at = i
    while (at > from) {
      const before = values[at - 1]!
      if (before <= value) break
      values[at] = before
      at--
    }
    values[at] = value
    moves -= i - at
    if (moves < 0) return false
  }
  return true
}
