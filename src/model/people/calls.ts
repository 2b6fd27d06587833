import { PRIORITY } from '../../engine/time.ts'
import { ACCESS_CAUSE, BYTES, CALL, CALLS, INDEX, INTS, PROTECTION_CAUSE } from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import type { Sampler } from '../../random/sampler.ts'
import { uniform } from '../../random/uniform.ts'
import { behaviourIn, isNeverOnline } from '../contact/presence.ts'
import { TIMER } from '../timer-kinds.ts'
import type { World } from '../world.ts'

/** Where a device's call stands: the lower bits of `CALL`. A gap period is a time with a gap in protection or access. */
export const CALL_STATE = {
  /** No gap is open that the user would notice. */
  none: 0,
  /** A gap is open; the next call is set. */
  quiet: 1,
  waiting: 2,
  served: 3,
  /** In service, but the gap period of the call is over; or it is over and another has begun. */
  outlived: 4,
  reopened: 5,
} as const
/** Bit of `CALL`: a call of this gap period has been answered. */
export const ANSWERED = 8

/**
 * Follows the gaps of a device, whenever one may have opened or closed: sets the next call when a gap period begins; at
 * its end a call that has not been made is not made, and one that waits is given up.
 *
 * Users do not call for devices that are never online; devices without a user have nobody to call.
 */
export function refreshCalls(world: World, row: number, time: number): void {
  const { bytes } = world
  const b = row * BYTES
  const open = bytes[b + PROTECTION_CAUSE]! >= 0 || bytes[b + ACCESS_CAUSE]! >= 0
  switch (bytes[b + CALL]! % ANSWERED) {
    case CALL_STATE.none:
      if (!open || world.cohort(row).cohort.enrolment === 'userless' || isNeverOnline(behaviourIn(world, row))) return
      bytes[b + CALL] = CALL_STATE.quiet
      setCall(world, row, time)
      return
    case CALL_STATE.quiet:
      if (open) return
      bytes[b + CALL] = CALL_STATE.none
      world.cancel(row, TIMER.call)
      return
    case CALL_STATE.waiting:
      if (open) return
      bytes[b + CALL] = CALL_STATE.none
      world.stations.helpDesk!.giveUp(row, time)
      return
    case CALL_STATE.outlived:
      if (open) bytes[b + CALL] = CALL_STATE.reopened
      return
    default:
      if (!open) bytes[b + CALL] = CALL_STATE.outlived
  }
}

/** Sets the next call of the device. Random decision: `callAfter`, by call. */
export function setCall(world: World, row: number, time: number): void {
  const { callAfter } = world.stations.helpDesk!
  const at = time + drawCall(world, row, callAfter, DECISIONS.callAfter, world.ints[row * INTS + CALLS]!)
  if (at < world.horizon) world.set(row, at, PRIORITY.act, TIMER.call)
}

/** A duration that belongs to one of the calls of the device. */
export function drawCall(world: World, row: number, sampler: Sampler, decision: number, call: number): number {
  if (sampler.isConstant) return sampler.draw(0.5)
  const { k0, k1 } = world.cohort(row).key
  return sampler.draw(uniform(k0, k1, world.ints[row * INTS + INDEX]!, decision, call))
}

/** Whether the device has a call that waits or is in service. */
export function hasCall(world: World, row: number): boolean {
  return world.bytes[row * BYTES + CALL]! % ANSWERED >= CALL_STATE.waiting
}
