import { ExactSum } from '../engine/exact-sum.ts'
import { DurationBins } from './duration-bins.ts'

/**
 * What a station's line and servers come to.
 *
 * Only one part of a run has customers at a station, in time order: merging partial results takes over the longest line.
 */
export class StationTally {
  /** Changes of the line at the first bucket instant that sees them. */
  readonly changes: Float64Array
  /** Busy time of all servers by bucket, ms. */
  readonly busyTime: Float64Array
  readonly waits = new DurationBins()
  readonly waitTime = new ExactSum()
  /** The longest line that lasted, and since when; one that is gone within its ms does not count. */
  longest = 0
  longestAt = 0
  line = 0
  /** Since when the line is as long as it is. */
  clock = 0
  private readonly bucket: number
  private readonly horizon: number

  constructor(bucket: number, horizon: number) {
    const buckets = Math.ceil(horizon / bucket)
    this.bucket = bucket
    this.horizon = horizon
    this.changes = new Float64Array(buckets + 1)
    this.busyTime = new Float64Array(buckets)
  }

  queue(time: number, by: number): void {
    this.changes[Math.ceil(time / this.bucket)]! += by
    if (time > this.clock) {
      this.settle()
      this.clock = time
    }
    this.line += by
  }

  /** Takes time in the buckets that the service touches only. */
  busy(from: number, to: number): void {
    const end = Math.min(to, this.horizon)
    for (let at = Math.max(0, from); at < end; ) {
      const bucket = Math.floor(at / this.bucket)
      const next = Math.min(end, (bucket + 1) * this.bucket)
      this.busyTime[bucket]! += next - at
      at = next
    }
  }

  waited(spent: number): void {
    this.waits.add(spent)
    this.waitTime.add(1, spent)
  }

  /** Takes the present line into account; to be called at the end. */
  settle(): void {
    this.consider(this.line, this.clock)
  }

  /** Adds what another part of the run has of the station. */
  merge(other: StationTally): void {
    for (let bucket = 0; bucket < this.changes.length; bucket++) this.changes[bucket]! += other.changes[bucket]!
    for (let bucket = 0; bucket < this.busyTime.length; bucket++) this.busyTime[bucket]! += other.busyTime[bucket]!
    this.waits.merge(other.waits)
    this.waitTime.merge(other.waitTime)
    this.consider(other.longest, other.longestAt)
    this.consider(other.line, other.clock)
  }

  private consider(line: number, at: number): void {
    if (line < this.longest || (line === this.longest && at >= this.longestAt)) return
    this.longest = line
    this.longestAt = at
  }
}
