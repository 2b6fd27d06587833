import { ExactSum } from './exact-sum.ts'

const MINUTE = 60_000

/**
 * A station with a rate: it serves at most `ratePerMinute` customers in each whole minute since time 0, in the order in
 * which they come. A customer beyond that waits for the next minute with room.
 *
 * A service takes no time. Every call takes O(1) and no memory, however long the queue. Customers must come in time order.
 */
export class RateStation {
  readonly ratePerMinute: number
  /** Customers served, those who wait for a later minute included. */
  admitted = 0
  /** Their waits, ms. */
  readonly waitTime = new ExactSum()
  longestWait = 0
  longestQueue = 0
  private time = 0
  /** The last minute in which somebody is served, and how many are. */
  private minute = 0
  private used = 0

  /** @throws RangeError if the rate is not a positive integer */
  constructor(ratePerMinute: number) {
    if (!(Number.isInteger(ratePerMinute) && ratePerMinute > 0)) {
      throw new RangeError(`rate ${ratePerMinute} per minute is not a positive integer`)
    }
    this.ratePerMinute = ratePerMinute
  }

  /** The time at which a customer who comes at `time` is served: at once, or at the start of the first minute with room. */
  grant(time: number): number {
    this.advance(time)
    if (this.used === this.ratePerMinute) {
      this.minute++
      this.used = 0
    }
    this.used++
    this.admitted++
    const served = Math.max(time, this.minute * MINUTE)
    this.waitTime.add(1, served - time)
    this.longestWait = Math.max(this.longestWait, served - time)
    this.longestQueue = Math.max(this.longestQueue, this.waiting(time))
    return served
  }

  /** Place, from 0, of the last customer served among those of the same minute. */
  get lastPlace(): number {
    return this.used - 1
  }

  /** How many of the granted are still waiting just after `time`, which must not be before the last customer came. */
  waiting(time: number): number {
    const fullMinutes = this.minute - Math.floor(time / MINUTE) - 1
    return fullMinutes < 0 ? 0 : fullMinutes * this.ratePerMinute + this.used
  }

  private advance(time: number): void {
    if (!(time >= this.time)) throw new RangeError(`a customer comes at ${time}, before ${this.time}`)
    this.time = time
    const minute = Math.floor(time / MINUTE)
    if (minute > this.minute) {
      this.minute = minute
      this.used = 0
    }
  }
}
