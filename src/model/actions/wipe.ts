import { BYTES, DELIVERED, STALE, STATE } from '../../fleet/device-table.ts'
import { enterState, refreshCauses } from '../coverage.ts'
import { awaitReadiness } from '../profiles/readiness.ts'
import { loseKind } from '../profiles/retention.ts'
import { isSwitched } from '../profiles/settings.ts'
import { TIMER } from '../timer-kinds.ts'
import { STATE_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'

const { managed_old: MANAGED_OLD, pending: PENDING, registered: REGISTERED, removed: REMOVED } = STATE_CODE

/**
 * The device is reset but stays enrolled: without a profile until the next successful check-in gives them back. Under
 * its new authority, or coming to it with this check-in, it is registered meanwhile; if its record is deleted it stays
 * removed.
 */
export function wipeProfiles(world: World, row: number, time: number): void {
  const { bytes } = world
  const b = row * BYTES
  const state = bytes[b + STATE]!
  for (let kind = 0; kind < 5; kind++) {
    loseKind(world, row, time, kind, state === MANAGED_OLD || !isSwitched(world, row, time, kind))
  }
  bytes[b + DELIVERED] = 0
  const followsLicence = state === PENDING && world.plan.scenario.change.kind === 'coexistence'
  if (state === MANAGED_OLD || state === REMOVED || followsLicence) refreshCauses(world, row, time)
  else {
    world.cancel(row, TIMER.ready)
    enterState(world, row, time, REGISTERED)
    awaitReadiness(world, row, time)
  }
  bytes[b + STALE] = 1
}
