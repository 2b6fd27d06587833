import type { ActiveStation } from '../../engine/entities.ts'
import { ALWAYS_OPEN, OpeningHours } from '../../engine/opening-hours.ts'
import { ServerStation } from '../../engine/server-station.ts'
import { keyOf, NEVER, PRIORITY, timeOf } from '../../engine/time.ts'
import { BYTES, CALL, CALL_TICKET, CALLS, HELD, INTS } from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import { Sampler } from '../../random/sampler.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { EVENT } from '../codes.ts'
import { TIMER } from '../timer-kinds.ts'
import { STATION_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'
import { ANSWERED, CALL_STATE, drawCall, setCall } from './calls.ts'
import { cure } from './cure.ts'

/** The bit of `HELD` by which the help desk holds a device, from the call to its end. */
const HELD_BY_CALL = 2
const OPENED = 0
const CLOSED = 1
const ABANDONED = 2

/**
 * The people whom users call about gaps: agents who take calls first come, first served, in opening hours; a call that
 * has begun is finished after closing time. A user has one call at a time.
 *
 * All its methods are to be called in the order of time; a device's timers that concern it are therefore meetings.
 */
export class HelpDesk implements ActiveStation {
  readonly callAfter: Sampler
  private readonly world: World
  private readonly line: ServerStation
  private readonly handling: Sampler
  private readonly patience: Sampler | null
  /** Devices with a call that begins or ends at the present instant. */
  private readonly touched = new Set<number>()

  constructor(world: World, { agents, handling, hours, patience, callAfter }: NonNullable<Scenario['helpDesk']>) {
    this.world = world
    const open = hours?.filter(([, to]) => to > 0).map(([from, to]): [number, number] => [Math.max(0, from), to])
    this.line = new ServerStation(agents, open === undefined ? ALWAYS_OPEN : new OpeningHours(open))
    this.handling = new Sampler(handling)
    this.patience = patience === null ? null : new Sampler(patience)
    this.callAfter = new Sampler(callAfter)
  }

  /**
   * The user calls. Random decisions: `callHandling` and, where patience ends, `callPatience`, by call.
   *
   * The end of patience comes last in its ms, so that somebody without any is served where an agent is free.
   */
  call(row: number, time: number): void {
    const { world, patience } = this
    const { bytes, ints, recorder } = world
    const b = row * BYTES
    const number = ints[row * INTS + CALLS]!++
    const handling = drawCall(world, row, this.handling, DECISIONS.callHandling, number)
    bytes[b + CALL] = (bytes[b + CALL]! & ANSWERED) | CALL_STATE.waiting
    bytes[b + HELD]! |= HELD_BY_CALL
    ints[row * INTS + CALL_TICKET] = this.line.arrive(time, row, handling)
    recorder.call(OPENED, time)
    recorder.queue(STATION_CODE.help_desk, time, 1)
    world.note(row, time, EVENT.callOpened)
    if (patience === null) return
    const end = time + drawCall(world, row, patience, DECISIONS.callPatience, number)
    if (end < world.horizon) world.set(row, end, PRIORITY.expiry, TIMER.hangUp)
  }

  /** The caller in the line leaves it. */
  giveUp(row: number, time: number): void {
    const { world } = this
    this.line.leave(time, world.ints[row * INTS + CALL_TICKET]!)
    if (this.patience !== null) world.cancel(row, TIMER.hangUp)
    world.recorder.queue(STATION_CODE.help_desk, time, -1)
    world.recorder.call(ABANDONED, time)
    world.note(row, time, EVENT.callAbandoned)
    this.release(row)
  }

  peek(): number {
    const time = this.line.peek()
    return time === NEVER ? NEVER : keyOf(time, PRIORITY.grant)
  }

  step(key: number): void {
    const { line, world } = this
    const now = timeOf(key)
    world.current = key
    while (line.peek() <= now) {
      line.step()
      if (line.event === 'start') this.begins(line.customer, now, line.wait)
      else this.ends(line.customer, now)
      this.touched.add(line.customer)
    }
    for (const row of this.touched) world.disturb(row)
    this.touched.clear()
  }

  private begins(row: number, time: number, wait: number): void {
    const { world } = this
    const { bytes, recorder, ints } = world
    const b = row * BYTES
    const number = ints[row * INTS + CALLS]! - 1
    const handling = drawCall(world, row, this.handling, DECISIONS.callHandling, number)
    bytes[b + CALL] = (bytes[b + CALL]! & ANSWERED) | CALL_STATE.served
    if (this.patience !== null) world.cancel(row, TIMER.hangUp)
    recorder.queue(STATION_CODE.help_desk, time, -1)
    recorder.waited(STATION_CODE.help_desk, wait)
    recorder.busy(STATION_CODE.help_desk, time, time + handling)
  }

  private ends(row: number, time: number): void {
    const { world } = this
    const { bytes } = world
    const b = row * BYTES
    const state = bytes[b + CALL]! & ~ANSWERED
    const again = (bytes[b + CALL]! & ANSWERED) !== 0
    world.recorder.call(CLOSED, time)
    world.note(row, time, EVENT.callClosed)
    this.release(row)
    if (state === CALL_STATE.outlived) {
      bytes[b + CALL] = CALL_STATE.none
      return
    }
    // Before the cure, which may end the gap and with it the next call.
    bytes[b + CALL] = CALL_STATE.quiet | (state === CALL_STATE.served ? ANSWERED : 0)
    setCall(world, row, time)
    if (state === CALL_STATE.served) cure(world, row, time, again)
  }

  private release(row: number): void {
    const { bytes, ints } = this.world
    bytes[row * BYTES + HELD]! &= ~HELD_BY_CALL
    ints[row * INTS + CALL_TICKET] = -1
  }
}

/** The user calls the help desk, while a gap is open. */
export function callHelpDesk(world: World, row: number, time: number): void {
  world.stations.helpDesk!.call(row, time)
}

/** The caller's patience is over: the next call follows as after one that was answered. */
export function hangUp(world: World, row: number, time: number): void {
  const b = row * BYTES
  world.stations.helpDesk!.giveUp(row, time)
  world.bytes[b + CALL] = (world.bytes[b + CALL]! & ANSWERED) | CALL_STATE.quiet
  setCall(world, row, time)
}
