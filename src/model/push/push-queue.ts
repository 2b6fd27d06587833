import { BLOCKED, BYTES, HELD, INTS, PUSH_PLACE } from '../../fleet/device-table.ts'
import { FATE_CODE, STATION_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'
import { launchPush } from './push.ts'
import { HELD_BY_PUSHES, type PushLimits, type PushStation, Ticks } from './push-station.ts'

const GONE = -1

/**
 * Attempts to push that leave in the order in which they are due, a batch at every tick. One whose device has checked in
 * meanwhile, or can no longer be pushed to, does not use a place in a batch.
 *
 * A ring of waiting attempts, each known by its ticket 0, 1, 2, …; those of one device are chained backwards from
 * `PUSH_PLACE`. Every step costs O(1) for an attempt; the ring doubles when full and never shrinks.
 */
export class PushQueue implements PushStation {
  readonly pools = false
  private readonly world: World
  private readonly batch: number
  private readonly every: number
  private readonly ticks: Ticks
  private rows = new Int32Array(64)
  private payloads = new Int32Array(64)
  private dues = new Float64Array(64)
  /** Ticket of the attempt of the same device before; one that is not in the ring any more ends the chain. */
  private befores = new Int32Array(64)
  private head = 0
  private tail = 0
  private present = 0
  /** Devices that the present tick sends to. */
  private readonly touched = new Set<number>()

  constructor(world: World, { batch, every }: PushLimits) {
    this.world = world
    this.batch = batch
    this.every = every
    this.ticks = new Ticks(every)
  }

  offer(row: number, time: number, payload: number): void {
    const { ints, bytes, recorder } = this.world
    if (this.tail - this.head === this.rows.length) this.grow()
    const at = this.tail & (this.rows.length - 1)
    const n = row * INTS
    this.rows[at] = row
    this.payloads[at] = payload
    this.dues[at] = time
    this.befores[at] = ints[n + PUSH_PLACE]!
    ints[n + PUSH_PLACE] = this.tail++
    this.present++
    bytes[row * BYTES + HELD]! |= HELD_BY_PUSHES
    recorder.queue(STATION_CODE.push, time, 1)
    this.ticks.awake(time)
  }

  withdraw(row: number, time: number, fate: number): void {
    const { ints, recorder } = this.world
    const first = ints[row * INTS + PUSH_PLACE]!
    if (first < 0) return
    for (let ticket = first; ticket >= this.head; ticket = this.befores[ticket & (this.rows.length - 1)]!) {
      this.rows[ticket & (this.rows.length - 1)] = GONE
      this.present--
      recorder.push(fate, time)
      recorder.queue(STATION_CODE.push, time, -1)
    }
    this.release(row)
    this.skipGone()
    if (this.present === 0) this.ticks.sleep()
  }

  waiting(row: number): number {
    let found = 0
    let ticket = this.world.ints[row * INTS + PUSH_PLACE]!
    for (; ticket >= this.head; ticket = this.befores[ticket & (this.rows.length - 1)]!) found++
    return found
  }

  peek(): number {
    return this.ticks.key
  }

  step(key: number): void {
    const { world } = this
    const { recorder } = world
    const time = this.ticks.strike()
    world.current = key
    let sent = 0
    while (this.present > 0 && sent < this.batch) {
      const at = this.head & (this.rows.length - 1)
      const row = this.rows[at]!
      recorder.queue(STATION_CODE.push, time, -1)
      if (world.ints[row * INTS + PUSH_PLACE] === this.head) this.release(row)
      this.head++
      this.present--
      this.skipGone()
      if (world.bytes[row * BYTES + BLOCKED] === 1) recorder.push(FATE_CODE.suppressed, time)
      else {
        sent++
        recorder.waited(STATION_CODE.push, time - this.dues[at]!)
        launchPush(world, row, time, this.payloads[at]!)
      }
      this.touched.add(row)
    }
    for (const row of this.touched) world.disturb(row)
    this.touched.clear()
    if (sent > 0) recorder.busy(STATION_CODE.push, time, time + Math.floor((this.every * sent) / this.batch + 0.5))
    if (this.present === 0) this.ticks.sleep()
  }

  private release(row: number): void {
    this.world.ints[row * INTS + PUSH_PLACE] = -1
    this.world.bytes[row * BYTES + HELD]! &= ~HELD_BY_PUSHES
  }

  private skipGone(): void {
    while (this.head < this.tail && this.rows[this.head & (this.rows.length - 1)] === GONE) this.head++
  }

  private grow(): void {
    const old = this.rows.length
    const rows = new Int32Array(2 * old)
    const payloads = new Int32Array(2 * old)
    const dues = new Float64Array(2 * old)
    const befores = new Int32Array(2 * old)
    for (let ticket = this.head; ticket < this.tail; ticket++) {
      const from = ticket & (old - 1)
      const to = ticket & (2 * old - 1)
      rows[to] = this.rows[from]!
      payloads[to] = this.payloads[from]!
      dues[to] = this.dues[from]!
      befores[to] = this.befores[from]!
    }
    Object.assign(this, { rows, payloads, dues, befores })
  }
}
