import { BYTES, ENROLLED, INDEX, INTS, PENDING, RETIRED } from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import { uniform } from '../../random/uniform.ts'
import { pauseOf } from '../change/migration.ts'
import { planAttempt } from '../enrolment/enrolment.ts'
import { unenrol } from '../enrolment/unenrolment.ts'
import type { World } from '../world.ts'
import type { ActionPlan } from './action-plan.ts'
import { actionAt, countExecuted, takePending, waitsOnline } from './pending-actions.ts'
import { restart } from './restart.ts'
import { wipeProfiles } from './wipe.ts'

/**
 * Executes what is pending at a successful check-in, in the order of issue; true when the settings of this check-in are
 * not to be applied: the device is unenrolled, wiped, or its record deleted.
 */
export function executeActions(world: World, row: number, time: number): boolean {
  const { pending } = world
  let skips = false
  let node = world.ints[row * INTS + PENDING]!
  while (node >= 0) {
    const after = pending.after(node)
    const action = actionAt(world, row, pending.place(node))
    if (!waitsOnline(action)) {
      const issued = pending.issued(node)
      takePending(world, row, node)
      countExecuted(world, row, time, action, issued)
      if (execute(world, row, time, action)) skips = true
      if (action.kind === 'delete' || world.bytes[row * BYTES + ENROLLED] === 0) return true
    }
    node = after
  }
  return skips
}

/** What an action does to the device; true when settings are not to be applied now. */
function execute(world: World, row: number, time: number, action: ActionPlan): boolean {
  switch (action.kind) {
    case 'restart':
      restart(world, row, time, action)
      return false
    case 'retire':
      leave(world, row, time, action)
      return true
    case 'wipe':
      if (action.keep) wipeProfiles(world, row, time)
      else leave(world, row, time, action)
      return true
    case 'freshStart':
      if (!action.keep) leave(world, row, time, action)
      return !action.keep
    default:
      return false
  }
}

/**
 * The device leaves the service, for good unless it is one of those that enrol again after a pause. Random decision:
 * `actionReturn` by action.
 */
function leave(world: World, row: number, time: number, { returns, draw }: ActionPlan): void {
  const n = row * INTS
  const { k0, k1 } = world.cohort(row).key
  const index = world.ints[n + INDEX]!
  const comesBack = returns >= 1 || (returns > 0 && uniform(k0, k1, index, DECISIONS.actionReturn, draw) < returns)
  world.bytes[row * BYTES + RETIRED] = comesBack ? 0 : 1
  unenrol(world, row, time)
  if (comesBack) planAttempt(world, row, time + pauseOf(world, row))
}
