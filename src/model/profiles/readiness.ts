import { PRIORITY } from '../../engine/time.ts'
import { STATE } from '../../fleet/device-table.ts'
import { refreshCauses } from '../coverage.ts'
import { sendMessage } from '../push/push.ts'
import { TIMER } from '../timer-kinds.ts'
import { STATE_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'
import { dueKinds, groupOf, readinessFor } from './settings.ts'

/** Sets the timer of the next readiness date of a kind that the device waits for, or will by then. */
export function awaitReadiness(world: World, row: number, time: number): void {
  const { ready } = readinessFor(world, row)
  let next = Number.POSITIVE_INFINITY
  for (let kind = 0; kind < 5; kind++) {
    const date = ready[kind]!
    if (date > time && date < next && ((dueKinds(world, row, date) >> kind) & 1) === 1) next = date
  }
  world.set(row, next, PRIORITY.broadcast, TIMER.ready)
}

/** Settings that a registered device waits for are ready: the service tells it by a push. */
export function settingsReady(world: World, row: number, time: number): void {
  if (world.byte(row, STATE) !== STATE_CODE.registered) return
  const message = world.cohort(row).readyMessages[groupOf(world, row)]!.get(time)
  if (message !== undefined) sendMessage(world, row, message, world.plan.messages[message]!.sendAt)
  refreshCauses(world, row, time)
  awaitReadiness(world, row, time)
}
