import { PRIORITY } from '../../engine/time.ts'
import { BYTES, ENROLLED, INDEX, INTS, ONLINE, SHOWN } from '../../fleet/device-table.ts'
import { isDrawn } from '../change/support.ts'
import { deleteRecord } from '../contact/records.ts'
import { NOT_ENTERED } from '../coverage.ts'
import { reenrolWhenOnline } from '../enrolment/enrolment.ts'
import { sendMessage } from '../push/push.ts'
import { TIMER } from '../timer-kinds.ts'
import type { World } from '../world.ts'
import { type ActionPlan, suits } from './action-plan.ts'
import { issueAppWipe } from './app-wipe.ts'
import {
  actionAt,
  addPending,
  countDropped,
  countExecuted,
  countIssued,
  pendingAt,
  refuseAction,
  takePending,
} from './pending-actions.ts'

/** Sets the actions of the plan that take the device. Random decision: `actionShare` by action. */
export function planActions(world: World, row: number): void {
  const { actions, key } = world.cohort(row)
  for (let place = 0; place < actions.length; place++) {
    const { at, draw, share, validates } = actions[place]!
    if (validates || !isDrawn(key, world.ints[row * INTS + INDEX]!, draw, share)) continue
    world.set(row, at, PRIORITY.broadcast, TIMER.action, place)
  }
}

/** Sets the lock of the canary, which is enrolled, for when it is visible in the console. */
export function planCanaryLock(world: World, row: number, time: number): void {
  const { canary } = world.plan.scenario
  const { actions } = world.cohort(row)
  if (canary === null || actions.at(-1)?.validates !== true) return
  world.set(row, time + Math.max(1, canary.visibleDelay), PRIORITY.broadcast, TIMER.action, actions.length - 1)
}

/**
 * An action on the device is due, or goes on where it waited for the device to come online.
 *
 * A device that has not arrived has none, and one that is not enrolled none but `reenrol`. Those that are issued are
 * pending until the next successful check-in, for which the device gets a push; `appWipe` and `remoteControl` need none,
 * and `reenrol` is done by a person.
 */
export function issueAction(world: World, row: number, time: number, place: number): void {
  if (world.bytes[row * BYTES + SHOWN] === NOT_ENTERED) return
  const action = actionAt(world, row, place)
  if (action.validates) world.recorder.canary(1, time)
  if (action.kind === 'reenrol') {
    reenrol(world, row, time, place, action)
    return
  }
  if (action.validates && !suits(action, world.cohort(row).cohort)) return
  if (world.bytes[row * BYTES + ENROLLED] === 0) {
    refuseAction(world, row, time, action)
    return
  }
  countIssued(world, row, time, action)
  if (action.kind === 'remoteControl') remoteControl(world, row, time, action)
  else if (action.kind === 'appWipe') issueAppWipe(world, row, time, place)
  else {
    addPending(world, row, time, place)
    announce(world, row, time, action)
    if (action.kind === 'delete') deleteRecord(world, row, time)
  }
}

/** Tells the device of an action. */
function announce(world: World, row: number, time: number, { index }: ActionPlan): void {
  const message = world.plan.actionMessages[index] ?? -1
  if (message < 0) return
  const { at, sendAt } = world.plan.messages[message]!
  sendMessage(world, row, message, time + (sendAt - at))
}

/** A device that is online is controlled now, another one not at all. */
function remoteControl(world: World, row: number, time: number, action: ActionPlan): void {
  if (world.bytes[row * BYTES + ONLINE] === 1) countExecuted(world, row, time, action, time)
  else countDropped(world, row, time, action)
}

/** A person unenrols the device and enrols it again, when it is online. */
function reenrol(world: World, row: number, time: number, place: number, action: ActionPlan): void {
  const node = pendingAt(world, row, place)
  const issued = node < 0 ? time : world.pending.issued(node)
  if (node < 0) {
    countIssued(world, row, time, action)
    if (world.bytes[row * BYTES + ONLINE] === 0) {
      addPending(world, row, time, place)
      return
    }
  } else takePending(world, row, node)
  countExecuted(world, row, time, action, issued)
  reenrolWhenOnline(world, row, time)
}
