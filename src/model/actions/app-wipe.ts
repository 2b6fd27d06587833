import { PRIORITY } from '../../engine/time.ts'
import { BYTES, INTS, ONLINE, PENDING } from '../../fleet/device-table.ts'
import { TIMER } from '../timer-kinds.ts'
import type { World } from '../world.ts'
import { actionAt, addPending, countExecuted, pendingAt, takePending } from './pending-actions.ts'

/** Time online after which a protected app has met its service. Microsoft: about every 30 minutes while it is in use. */
const APP_CONTACT = 30 * 60_000

/** An app wipe is issued: it needs no check-in, but the device must be online for 30 minutes in sum. */
export function issueAppWipe(world: World, row: number, time: number, place: number): void {
  const online = world.bytes[row * BYTES + ONLINE] === 1
  addPending(world, row, time, place, online ? time + APP_CONTACT : APP_CONTACT)
  if (online) world.set(row, time + APP_CONTACT, PRIORITY.completion, TIMER.appWipe, place)
}

/** The device has been online long enough for the app wipe. */
export function appWipeComes(world: World, row: number, time: number, place: number): void {
  const node = pendingAt(world, row, place)
  const issued = world.pending.issued(node)
  takePending(world, row, node)
  countExecuted(world, row, time, actionAt(world, row, place), issued)
}

/** The device comes online: app wipes go on with the time that they still need, and a person who waited re-enrols it. */
export function appWipeOnline(world: World, row: number, time: number): void {
  const { pending } = world
  for (let node = world.ints[row * INTS + PENDING]!; node >= 0; node = pending.after(node)) {
    const place = pending.place(node)
    const { kind } = actionAt(world, row, place)
    if (kind === 'reenrol') world.set(row, time, PRIORITY.act, TIMER.action, place)
    if (kind !== 'appWipe') continue
    const end = time + pending.wait(node)
    pending.setWait(node, end)
    world.set(row, end, PRIORITY.completion, TIMER.appWipe, place)
  }
}

/** The device goes offline: app wipes keep the time that they still need. */
export function appWipeOffline(world: World, row: number, time: number): void {
  const { pending } = world
  world.cancel(row, TIMER.appWipe)
  for (let node = world.ints[row * INTS + PENDING]!; node >= 0; node = pending.after(node)) {
    if (actionAt(world, row, pending.place(node)).kind !== 'appWipe') continue
    pending.setWait(node, pending.wait(node) - time)
  }
}
