import { NEVER } from '../engine/time.ts'
import { BYTES, DOUBLES, ONLINE, PRESENCE_KEY, STRANDED } from '../fleet/device-table.ts'
import { EVENT } from './codes.ts'
import { wentOffline } from './connection.ts'
import { refreshCauses } from './coverage.ts'
import { stopPolling } from './poll-schedule.ts'
import type { World } from './world.ts'

/**
 * The device has lost the profile its network depends on: it is offline from this instant and cannot come back by
 * itself, because the settings that would help can only reach it over that network.
 */
export function strand(world: World, row: number, time: number): void {
  const b = row * BYTES
  if (world.bytes[b + STRANDED] === 1) return
  if (world.bytes[b + ONLINE] === 1) wentOffline(world, row, time)
  world.bytes[b + STRANDED] = 1
  world.doubles[row * DOUBLES + PRESENCE_KEY] = NEVER
  stopPolling(world, row)
  world.recorder.stranded()
  world.note(row, time, EVENT.stranded)
  refreshCauses(world, row, time)
}
