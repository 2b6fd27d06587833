import { BYTES, INTS, PENDING, WAITING } from '../../fleet/device-table.ts'
import { EVENT } from '../codes.ts'
import { WAIT } from '../people/waiting.ts'
import { TIMER } from '../timer-kinds.ts'
import type { World } from '../world.ts'
import type { ActionPlan } from './action-plan.ts'

const NONE = -1
const ISSUED = 0
const EXECUTED = 1
const NOT_ISSUED = 2
const DROPPED = 3

/** The action at this place among those of the device's cohort. */
export function actionAt(world: World, row: number, place: number): ActionPlan {
  return world.cohort(row).actions[place]!
}

/** Whether an action waits for the device to be online, rather than for its next check-in. */
export function waitsOnline({ kind }: ActionPlan): boolean {
  return kind === 'appWipe' || kind === 'reenrol'
}

/** The administrator issues an action to the device. */
export function countIssued(world: World, row: number, time: number, { code }: ActionPlan): void {
  world.recorder.action(ISSUED, time)
  world.note(row, time, EVENT.actionIssued + code)
}

/** An action comes to nothing because the device is not one of the service's. */
export function refuseAction(world: World, row: number, time: number, { code }: ActionPlan): void {
  world.recorder.action(NOT_ISSUED, time)
  world.note(row, time, EVENT.actionDropped + code)
}

/** An action that was issued comes to nothing. */
export function countDropped(world: World, row: number, time: number, { code }: ActionPlan): void {
  world.recorder.action(DROPPED, time)
  world.note(row, time, EVENT.actionDropped + code)
}

/** The device executes an action issued at `issued`. */
export function countExecuted(world: World, row: number, time: number, action: ActionPlan, issued: number): void {
  world.recorder.action(EXECUTED, time)
  world.recorder.actionTime(time - issued)
  world.note(row, time, EVENT.actionExecuted + action.code)
  if (action.validates) world.recorder.canary(2, time)
}

/** An action that was issued waits for its execution; `wait` is what it is still in need of. */
export function addPending(world: World, row: number, time: number, place: number, wait = 0): void {
  const n = row * INTS
  world.ints[n + PENDING] = world.pending.append(world.ints[n + PENDING]!, place, time, wait)
  if (waitsOnline(actionAt(world, row, place))) {
    world.bytes[row * BYTES + WAITING] = world.bytes[row * BYTES + WAITING]! | WAIT.appWipe
  }
}

/** The node of the pending action at this place; −1: it is not pending. */
export function pendingAt(world: World, row: number, place: number): number {
  let node = world.ints[row * INTS + PENDING]!
  while (node !== NONE && world.pending.place(node) !== place) node = world.pending.after(node)
  return node
}

/** Takes an action out of those that are pending. */
export function takePending(world: World, row: number, node: number): void {
  const n = row * INTS
  const online = waitsOnline(actionAt(world, row, world.pending.place(node)))
  world.ints[n + PENDING] = world.pending.remove(world.ints[n + PENDING]!, node)
  if (!online) return
  for (let other = world.ints[n + PENDING]!; other !== NONE; other = world.pending.after(other)) {
    if (waitsOnline(actionAt(world, row, world.pending.place(other)))) return
  }
  world.bytes[row * BYTES + WAITING] = world.bytes[row * BYTES + WAITING]! & ~WAIT.appWipe
}

/** The device is unenrolled: what the service had asked of it is dropped; `reenrol` is a person's work and is not. */
export function dropActions(world: World, row: number, time: number): void {
  let node = world.ints[row * INTS + PENDING]!
  if (node === NONE) return
  world.cancel(row, TIMER.appWipe)
  while (node !== NONE) {
    const after = world.pending.after(node)
    const action = actionAt(world, row, world.pending.place(node))
    if (action.kind !== 'reenrol') {
      takePending(world, row, node)
      countDropped(world, row, time, action)
    }
    node = after
  }
}

/** Forgets what is pending at the horizon; returns how many actions that were. */
export function closeActions(world: World, row: number): number {
  let open = 0
  for (let node = world.ints[row * INTS + PENDING]!; node !== NONE; open++) {
    const after = world.pending.after(node)
    world.pending.remove(node, node)
    node = after
  }
  world.ints[row * INTS + PENDING] = NONE
  return open
}
