import { keyOf, NEVER, PRIORITY } from '../engine/time.ts'
import {
  BYTES,
  DEAF,
  DOUBLES,
  DUE,
  INDEX,
  INTS,
  ONLINE,
  OVERDUE,
  POLL_KEY,
  POLL_STREAM,
} from '../fleet/device-table.ts'
import { DECISIONS } from '../random/decisions.ts'
import { next32, seedStream, unit32 } from '../random/stream.ts'
import { uniform } from '../random/uniform.ts'
import { attemptCheckin } from './checkin.ts'
import { behaviourIn, isNeverOnline } from './presence.ts'
import { TRIGGER_CODE } from './vocabulary.ts'
import type { World } from './world.ts'

/**
 * Sets the first due time: the equilibrium residual of the interval, as of a schedule that began long ago. Random
 * decisions: `pollPhase`, and the stream `pollIntervals` for the intervals after it.
 */
export function startPolling(world: World, row: number): void {
  const { ints, doubles } = world
  const d = row * DOUBLES
  const n = row * INTS
  const cohort = world.cohort(row)
  const deaf = world.bytes[row * BYTES + DEAF] === 1
  doubles[d + DUE] = NEVER
  doubles[d + POLL_KEY] = NEVER
  if (cohort.interval === 0 || (deaf && !cohort.deafPolls) || isNeverOnline(behaviourIn(world, row))) return
  const { k0, k1 } = cohort.key
  const index = ints[n + INDEX]!
  seedStream(ints, n + POLL_STREAM, k0, k1, index, DECISIONS.pollIntervals)
  doubles[d + DUE] = cohort.pollPhase.draw(uniform(k0, k1, index, DECISIONS.pollPhase, 0))
  doubles[d + POLL_KEY] = keyOf(doubles[d + DUE]!, PRIORITY.attempt)
}

/**
 * The poll timer fires: because a poll is due, or because one that fell due offline is made up for. Due times follow one
 * another whatever happens in between.
 */
export function poll(world: World, row: number, time: number): boolean {
  const { bytes, doubles } = world
  const b = row * BYTES
  const d = row * DOUBLES
  if (time === doubles[d + DUE]) doubles[d + DUE] = time + nextInterval(world, row)
  doubles[d + POLL_KEY] = keyOf(doubles[d + DUE]!, PRIORITY.attempt)
  if (bytes[b + ONLINE] === 0) {
    if (world.plan.scenario.poll.onReconnect === 'overdue-poll') bytes[b + OVERDUE] = 1
    return false
  }
  bytes[b + OVERDUE] = 0
  return attemptCheckin(world, row, time, TRIGGER_CODE.poll)
}

/** The next interval of the device's schedule, at least one millisecond. */
export function nextInterval(world: World, row: number): number {
  const { intervals, interval } = world.cohort(row)
  if (intervals.isConstant) return interval
  return Math.max(1, intervals.draw(unit32(next32(world.ints, row * INTS + POLL_STREAM))))
}
