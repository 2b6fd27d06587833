import { BYTES, STALE } from '../../fleet/device-table.ts'
import { enterState } from '../coverage.ts'
import { TIMER } from '../timer-kinds.ts'
import { STATE_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'
import { awaitReadiness } from './readiness.ts'
import { cancelDeadline, holdsAnyOld } from './retention.ts'
import { dueKinds } from './settings.ts'

/** After a delivery: the device is managed by the new authority, or registered with it as long as settings are to come. */
export function settle(world: World, row: number, time: number): void {
  world.bytes[row * BYTES + STALE] = 0
  world.cancel(row, TIMER.ready)
  if (!holdsAnyOld(world, row)) cancelDeadline(world, row)
  if (dueKinds(world, row, time) !== 0) {
    enterState(world, row, time, STATE_CODE.registered)
    awaitReadiness(world, row, time)
  } else enterState(world, row, time, STATE_CODE.managed_new)
}
