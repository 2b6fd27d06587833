import { EntryHeap } from '../../engine/entry-heap.ts'
import { BLOCKED, BYTES, HELD, INDEX, INTS, PUSH_PLACE } from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import { uniform } from '../../random/uniform.ts'
import { STATION_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'
import { countDue, launchPooled, messageOf } from './push.ts'
import { HELD_BY_PUSHES, type PushLimits, type PushStation, Ticks } from './push-station.ts'

/** What numbers a draw stays below this. */
const DRAWS = 2 ** 24

/**
 * Devices to be pushed to, from the first due attempt until they check in: at every tick a push goes to a batch of them,
 * either to the first by number, again and again, or to some drawn anew. `PUSH_PLACE` of a device in the pool is the
 * message that brought it there.
 *
 * A pool as one bit per row: a tick costs O(rows / 32) and, where the batch is drawn, a draw per device in the pool
 * if there are more than a batch. Random decision: `poolOrder`, by tick.
 */
export class PushPool implements PushStation {
  readonly pools = true
  private readonly world: World
  private readonly batch: number
  private readonly every: number
  private readonly drawn: boolean
  private readonly ticks: Ticks
  private readonly words: Int32Array
  private size = 0
  /** Rows to which the present tick sends. */
  private readonly chosen: number[] = []
  private readonly lowest = new EntryHeap()

  constructor(world: World, { batch, every, order }: PushLimits, rows: number) {
    this.world = world
    this.batch = batch
    this.every = every
    this.drawn = order === 'random'
    this.ticks = new Ticks(every)
    this.words = new Int32Array((rows + 31) >> 5)
  }

  offer(row: number, time: number, payload: number): void {
    const { world } = this
    const n = row * INTS
    if (world.ints[n + PUSH_PLACE]! >= 0) return
    if (world.bytes[row * BYTES + BLOCKED] === 1) {
      countDue(world, row, time)
      return
    }
    world.ints[n + PUSH_PLACE] = messageOf(payload)
    world.bytes[row * BYTES + HELD]! |= HELD_BY_PUSHES
    this.words[row >> 5]! |= 1 << (row & 31)
    this.size++
    world.recorder.queue(STATION_CODE.push, time, 1)
    this.ticks.awake(time)
  }

  withdraw(row: number, time: number): void {
    const { world } = this
    if (world.ints[row * INTS + PUSH_PLACE]! < 0) return
    world.ints[row * INTS + PUSH_PLACE] = -1
    world.bytes[row * BYTES + HELD]! &= ~HELD_BY_PUSHES
    this.words[row >> 5]! &= ~(1 << (row & 31))
    this.size--
    world.recorder.queue(STATION_CODE.push, time, -1)
    if (this.size === 0) this.ticks.sleep()
  }

  waiting(): number {
    return 0
  }

  peek(): number {
    return this.ticks.key
  }

  step(key: number): void {
    const { world, chosen } = this
    const time = this.ticks.strike()
    world.current = key
    chosen.length = 0
    if (this.drawn) this.chooseDrawn(time)
    else this.chooseFirst(time)
    for (const row of chosen) {
      countDue(world, row, time)
      launchPooled(world, row, time, world.ints[row * INTS + PUSH_PLACE]!, this.ticks.number % DRAWS)
      world.disturb(row)
    }
    const used = Math.floor((this.every * chosen.length) / this.batch + 0.5)
    if (used > 0) world.recorder.busy(STATION_CODE.push, time, time + used)
  }

  private chooseFirst(time: number): void {
    const { chosen, batch } = this
    for (let row = this.after(-1); row >= 0 && chosen.length < batch; row = this.after(row)) {
      if (!this.suppress(row, time)) chosen.push(row)
    }
  }

  private chooseDrawn(time: number): void {
    const { world, chosen, batch, lowest } = this
    for (let row = this.after(-1); row >= 0; row = this.after(row)) {
      if (!this.suppress(row, time)) chosen.push(row)
    }
    if (chosen.length <= batch) return
    const tick = this.ticks.number % DRAWS
    for (const row of chosen) {
      const { k0, k1 } = world.cohort(row).key
      // Negated, so that the highest of those kept is the first to go.
      const rank = -uniform(k0, k1, world.ints[row * INTS + INDEX]!, DECISIONS.poolOrder, tick)
      if (lowest.size === batch) {
        if (rank < lowest.firstTime) continue
        lowest.pop()
      }
      lowest.push(rank, row)
    }
    chosen.length = 0
    for (; lowest.size > 0; lowest.pop()) chosen.push(lowest.firstId)
  }

  /** No push can be sent to the device: this one is suppressed, and the device is in the pool no longer. */
  private suppress(row: number, time: number): boolean {
    if (this.world.bytes[row * BYTES + BLOCKED] === 0) return false
    countDue(this.world, row, time)
    this.withdraw(row, time)
    this.world.disturb(row)
    return true
  }

  /** The first row of the pool after `row`; −1: there is none. */
  private after(row: number): number {
    const { words } = this
    const from = row + 1
    let word = from >> 5
    if (word >= words.length) return -1
    let bits = words[word]! & (-1 << (from & 31))
    while (bits === 0) {
      if (++word === words.length) return -1
      bits = words[word]!
    }
    return (word << 5) + 31 - Math.clz32(bits & -bits)
  }
}
