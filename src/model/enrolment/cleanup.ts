import { PRIORITY } from '../../engine/time.ts'
import { BYTES, COHORT, DOUBLES, ENROLLED, HIDDEN, INTS, LAST_CONTACT, STATE } from '../../fleet/device-table.ts'
import { deleteRecord } from '../contact/records.ts'
import { TIMER } from '../timer-kinds.ts'
import { STATE_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'

/**
 * Tidies away records of enrolled devices that have not been in contact for so long. Source: the vendor's clean-up rule,
 * which hides the record until the device checks in again; it formerly removed it as an administrator would.
 *
 * The rule waits from the last contact when it is set, and looks again from a later one when it comes. What was due
 * before the start happens at the start.
 */
export function startCleanup(world: World, row: number, time: number): void {
  if (world.plan.scenario.cleanup === null || world.bytes[row * BYTES + HIDDEN] === 1) return
  world.cancel(row, TIMER.cleanup)
  awaitSilence(world, row, time)
}

function awaitSilence(world: World, row: number, time: number): void {
  const due = Math.max(time, silentAt(world, row))
  if (due < world.horizon) world.set(row, due, PRIORITY.expiry, TIMER.cleanup)
}

/** When the last contact will have been too long ago; `NEVER` without a rule. */
function silentAt(world: World, row: number): number {
  const after = world.plan.scenario.cleanup?.after ?? Number.POSITIVE_INFINITY
  return world.doubles[row * DOUBLES + LAST_CONTACT]! + after
}

/** The rule comes to the device; false if it has been in contact since, has left the service, or its record has gone. */
export function cleanupComes(world: World, row: number, time: number): boolean {
  const b = row * BYTES
  if (world.bytes[b + ENROLLED] === 0 || world.bytes[b + STATE] === STATE_CODE.removed) return false
  if (silentAt(world, row) > time) {
    awaitSilence(world, row, time)
    return false
  }
  if (world.plan.scenario.cleanup?.mode === 'remove') deleteRecord(world, row, time)
  else hide(world, row, time)
  return true
}

function hide(world: World, row: number, time: number): void {
  world.bytes[row * BYTES + HIDDEN] = 1
  world.recorder.hide(world.ints[row * INTS + COHORT]!, time, 1)
}

/** A successful check-in brings the record back, and leaving the service ends it. */
export function unhide(world: World, row: number, time: number): void {
  if (world.bytes[row * BYTES + HIDDEN] === 0) return
  world.bytes[row * BYTES + HIDDEN] = 0
  world.recorder.hide(world.ints[row * INTS + COHORT]!, time, -1)
  awaitSilence(world, row, time)
}
