import { PRIORITY } from '../../engine/time.ts'
import { BYTES, DELIVERED, STATE } from '../../fleet/device-table.ts'
import { refreshCauses } from '../coverage.ts'
import { sendMessage } from '../push/push.ts'
import { TIMER } from '../timer-kinds.ts'
import { STATE_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'
import { groupOf, isDue, readinessFor } from './settings.ts'

/** Sets the timer of the next readiness date of a kind that the device waits for, or will by then. */
export function awaitReadiness(world: World, row: number, time: number): void {
  const { ready } = readinessFor(world, row)
  const delivered = world.bytes[row * BYTES + DELIVERED]!
  let next = Number.POSITIVE_INFINITY
  for (let kind = 0; kind < 5; kind++) {
    const date = ready[kind]!
    if (((delivered >> kind) & 1) === 1 || !isDue(world, row, date, kind)) continue
    if (date > time && date < next) next = date
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
