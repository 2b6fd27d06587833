import type { ActiveStation } from '../../engine/entities.ts'
import { keyOf, NEVER, PRIORITY } from '../../engine/time.ts'
import type { Scenario } from '../../scenario/scenario.ts'

/** The bit of `HELD` by which the station holds a device. */
export const HELD_BY_PUSHES = 1

export type PushLimits = NonNullable<Scenario['stations']['push']>

/** Where pushes leave in batches, one batch each tick. */
export interface PushStation extends ActiveStation {
  /** Whether devices wait here rather than attempts: then an attempt counts as due when it is sent, and is not repeated. */
  readonly pools: boolean
  /** An attempt of a message is due on a device that reports to the service; `payload` is the timer's. */
  offer(row: number, time: number, payload: number): void
  /** What waits for the device is not sent: its attempts meet this fate. */
  withdraw(row: number, time: number, fate: number): void
  /** Attempts that wait for the device. */
  waiting(row: number): number
}

/** Ticks at the whole multiples of an interval, from the first on; they take place only while somebody waits. */
export class Ticks {
  private readonly every: number
  private next = NEVER
  private last = 0

  constructor(every: number) {
    this.every = every
  }

  /** Key of the next tick; `NEVER`: nobody waits. */
  get key(): number {
    return this.next === NEVER ? NEVER : keyOf(this.next, PRIORITY.grant)
  }

  /** Somebody waits from `time` on. A tick that has taken place at this ms does not do so again. */
  awake(time: number): void {
    if (this.next === NEVER) this.next = Math.max(Math.ceil(time / this.every) * this.every, this.last + this.every)
  }

  /** Nobody waits any more. */
  sleep(): void {
    this.next = NEVER
  }

  /** Makes the next tick take place and returns its time. */
  strike(): number {
    this.last = this.next
    this.next += this.every
    return this.last
  }

  /** Number of the last tick. */
  get number(): number {
    return this.last / this.every
  }
}
