import { keyOf, PRIORITY } from '../../engine/time.ts'
import { BYTES, DOUBLES, DUE, ENROLLED, ONLINE, OVERDUE, POLL_KEY } from '../../fleet/device-table.ts'
import { TRIGGER_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'
import { attemptCheckin } from './checkin.ts'
import { nextInterval } from './poll-schedule.ts'

/**
 * The poll timer fires: because a poll is due, or because one that fell due offline is made up for. Due times follow one
 * another whatever happens in between, and come to nothing on a device that reports to nobody.
 */
export function poll(world: World, row: number, time: number): boolean {
  const { bytes, doubles } = world
  const b = row * BYTES
  const d = row * DOUBLES
  if (time === doubles[d + DUE]) doubles[d + DUE] = time + nextInterval(world, row)
  doubles[d + POLL_KEY] = keyOf(doubles[d + DUE]!, PRIORITY.attempt)
  if (bytes[b + ENROLLED] === 0) return false
  if (bytes[b + ONLINE] === 0) {
    if (world.plan.scenario.poll.onReconnect === 'overdue-poll') bytes[b + OVERDUE] = 1
    return false
  }
  bytes[b + OVERDUE] = 0
  return attemptCheckin(world, row, time, TRIGGER_CODE.poll)
}
