import { NEVER } from './time.ts'

/**
 * A binary min-heap of entries (time, id), ordered by time, then by id; equal entries keep count.
 *
 * `push` and `pop` take O(log n), reading the first entry O(1). Ids are 32-bit integers. The arrays double when full and
 * never shrink.
 */
export class EntryHeap {
  private times = new Float64Array(16).fill(NEVER)
  private ids = new Int32Array(16)
  private count = 0

  get size(): number {
    return this.count
  }

  /** Time of the first entry; `NEVER` when there is none. */
  get firstTime(): number {
    return this.times[0]!
  }

  /** Id of the first entry; meaningless when there is none. */
  get firstId(): number {
    return this.ids[0]!
  }

  push(time: number, id: number): void {
    if (this.count === this.times.length) this.grow()
    const { times, ids } = this
    let at = this.count++
    while (at > 0) {
      const parent = (at - 1) >> 1
      const parentTime = times[parent]!
      if (parentTime < time || (parentTime === time && ids[parent]! <= id)) break
      times[at] = parentTime
      ids[at] = ids[parent]!
      at = parent
    }
    times[at] = time
    ids[at] = id
  }

  /** Removes the first entry; does nothing when there is none. */
  pop(): void {
    if (this.count === 0) return
    const { times, ids } = this
    const last = --this.count
    const time = times[last]!
    const id = ids[last]!
    times[last] = NEVER
    if (last > 0) this.sink(time, id)
  }

  /** Puts an entry where the first one was taken away. */
  private sink(time: number, id: number): void {
    const { times, ids, count } = this
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= count) break
      const right = child + 1
      if (
        right < count &&
        (times[right]! < times[child]! || (times[right]! === times[child]! && ids[right]! < ids[child]!))
      ) {
        child = right
      }
      const childTime = times[child]!
      if (time < childTime || (time === childTime && id <= ids[child]!)) break
      times[at] = childTime
      ids[at] = ids[child]!
      at = child
    }
    times[at] = time
    ids[at] = id
  }

  private grow(): void {
    const times = new Float64Array(2 * this.times.length).fill(NEVER)
    times.set(this.times)
    this.times = times
    const ids = new Int32Array(2 * this.ids.length)
    ids.set(this.ids)
    this.ids = ids
  }
}
