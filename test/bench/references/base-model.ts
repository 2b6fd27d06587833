/** What the JavaScript references share: the base model's numbers, a generator, what is recorded. Times are ms. */
const HOUR = 3_600_000
const MINUTE = 60_000
export const HORIZON = 14 * 24 * HOUR
export const CHANGE = 24 * HOUR
export const RETENTION = 7 * 24 * HOUR
export const INTERVAL = 8 * HOUR
export const MEAN_ONLINE = 16 * HOUR
export const MEAN_OFFLINE = 8 * HOUR
const BUCKET = HOUR / 4
const BUCKETS = HORIZON / BUCKET

export const MANAGED_OLD = 0
export const PENDING = 1
export const MANAGED_NEW = 2
export const POLL = 0
export const PUSH = 1

/** sfc32 (Doty-Humphrey, PractRand), one sequence for the whole run. */
export class Random {
  private a = 0
  private b: number
  private c = 0
  private counter = 1

  constructor(seed: number) {
    this.b = seed | 0
    for (let i = 0; i < 16; i++) this.next()
  }

  /** In (0, 1), from 32 bits. */
  uniform(): number {
    return ((this.next() >>> 0) + 0.5) * 2 ** -32
  }

  exponential(mean: number): number {
    return Math.floor(-Math.log(this.uniform()) * mean + 0.5)
  }

  private next(): number {
    const { b, c, counter } = this
    const result = (((this.a + b) | 0) + counter) | 0
    this.counter = (counter + 1) | 0
    this.a = b ^ (b >>> 9)
    this.b = (c + (c << 3)) | 0
    this.c = (((c << 21) | (c >>> 11)) + result) | 0
    return result
  }
}

/** Counts per bucket and sums over devices. */
export class Records {
  private readonly states = new Float64Array(3 * (BUCKETS + 1))
  private readonly unprotected = new Float64Array(BUCKETS + 1)
  private readonly checkins = new Float64Array(2 * BUCKETS)
  private readonly minutes = new Float64Array(HORIZON / MINUTE + 1)
  private readonly gaps = new Float64Array(2)
  private devices = 0
  private events = 0
  private eventsSquared = 0
  private checkinCount = 0
  private checkinsSquared = 0
  private gapSquared = 0

  enter(): void {
    this.states[MANAGED_OLD * (BUCKETS + 1)]!++
  }

  show(time: number, from: number, to: number): void {
    const bucket = Math.ceil(time / BUCKET)
    this.states[from * (BUCKETS + 1) + bucket]!--
    this.states[to * (BUCKETS + 1) + bucket]!++
  }

  lack(time: number, by: number): void {
    this.unprotected[Math.ceil(time / BUCKET)]! += by
  }

  checkin(time: number, trigger: number): void {
    this.checkins[trigger * BUCKETS + Math.floor(time / BUCKET)]!++
  }

  moved(time: number): void {
    this.minutes[Math.ceil(time / MINUTE)]!++
  }

  finish(events: number, checkins: number, offlineGap: number, awaitingGap: number): void {
    const gap = offlineGap + awaitingGap
    this.devices++
    this.events += events
    this.eventsSquared += events * events
    this.checkinCount += checkins
    this.checkinsSquared += checkins * checkins
    this.gaps[0]! += offlineGap
    this.gaps[1]! += awaitingGap
    this.gapSquared += gap * gap
  }

  report(seconds: number): string {
    const { devices, events, eventsSquared, checkinCount: checkins, checkinsSquared, gaps, gapSquared } = this
    const timeToMinutes = Object.fromEntries([50, 90, 95, 99].map((percent) => [percent, this.timeTo(percent)]))
    const gapMs = gaps[0]! + gaps[1]!
    return JSON.stringify({
      ...{ devices, seconds, events, eventsSquared, checkins, checkinsSquared },
      ...{ gapMs, gapMsSquared: gapSquared, timeToMinutes },
    })
  }

  /** Minutes from the change until at least this share has moved; −1: not reached. */
  private timeTo(percent: number): number {
    let seen = 0
    for (let minute = 0; minute < this.minutes.length; minute++) {
      seen += this.minutes[minute]!
      if (seen * 100 >= this.devices * percent) return minute - CHANGE / MINUTE
    }
    return -1
  }
}
