const MINUTE = 60_000

/** Without a refusal for so long, ms, the gate is likely to have room for everyone for a while. */
const CALM = 10 * MINUTE

/**
 * A gate that admits at most `ratePerMinute` customers in each whole minute since time 0, in the order in which they come,
 * and refuses the others. Passing it takes no time; customers must come in time order.
 *
 * Where a minute has room for all of its customers their order makes no difference: they may then pass without asking, as
 * long as they are counted in `passing`, and nobody who asks before them in that minute is refused because of them.
 */
export class RateGate {
  private readonly ratePerMinute: number
  /** By minute, those who pass without asking; entries up to the horizon. */
  readonly passing: Int32Array
  private time = 0
  /** The minute of the last customer who asked, and how many of those who asked in it were admitted. */
  private minute = 0
  private used = 0
  private lastRefusal = Number.NEGATIVE_INFINITY

  /** @throws RangeError if the rate is not a positive integer */
  constructor(ratePerMinute: number, horizon: number) {
    if (!(Number.isInteger(ratePerMinute) && ratePerMinute > 0)) {
      throw new RangeError(`rate ${ratePerMinute} per minute is not a positive integer`)
    }
    this.ratePerMinute = ratePerMinute
    this.passing = new Int32Array(Math.ceil(horizon / MINUTE))
  }

  /** Whether the customer who asks at `time` is admitted. */
  admit(time: number): boolean {
    if (!(time >= this.time)) throw new RangeError(`a customer comes at ${time}, before ${this.time}`)
    this.time = time
    if (this.isFull(time)) {
      this.lastRefusal = time
      return false
    }
    const minute = Math.floor(time / MINUTE)
    this.used = this.usedIn(minute) + 1
    this.minute = minute
    return true
  }

  /** Whether the minute has no room for one more, those who pass in all of it counted. */
  isFull(time: number): boolean {
    const minute = Math.floor(time / MINUTE)
    return this.usedIn(minute) + this.passing[minute]! >= this.ratePerMinute
  }

  /** Start of the first minute from that of `from` on, before `to`, in which more pass than there is room for; `to`: none. */
  overfull(from: number, to: number): number {
    const end = Math.ceil(to / MINUTE)
    for (let minute = Math.floor(from / MINUTE); minute < end; minute++) {
      if (this.usedIn(minute) + this.passing[minute]! > this.ratePerMinute) return minute * MINUTE
    }
    return to
  }

  /** Whether nobody has been refused for a while. */
  isCalm(time: number): boolean {
    return time - this.lastRefusal >= CALM
  }

  private usedIn(minute: number): number {
    return minute === this.minute ? this.used : 0
  }
}
