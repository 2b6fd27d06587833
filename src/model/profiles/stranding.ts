import { keyOf, NEVER, PRIORITY } from '../../engine/time.ts'
import { BYTES, DEPENDS, DOUBLES, ONLINE, PRESENCE_KEY, PRESENT, STRANDED } from '../../fleet/device-table.ts'
import { EVENT } from '../codes.ts'
import { connect, dropConnection } from '../contact/connection.ts'
import { resumePolling, stopPolling } from '../contact/poll-schedule.ts'
import { resumePresence } from '../contact/presence.ts'
import type { World } from '../world.ts'

/**
 * The device has lost the profile its network depends on: it is offline from this instant and cannot come back by
 * itself, because the settings that would help can only reach it over that network. The causes of its gaps are the
 * caller's to bring up to date, once no other profile comes or goes at this instant.
 */
export function strand(world: World, row: number, time: number): void {
  const b = row * BYTES
  if (world.bytes[b + STRANDED] === 1) return
  if (world.bytes[b + ONLINE] === 1) dropConnection(world, row, time)
  world.bytes[b + STRANDED] = 1
  world.bytes[b + PRESENT] = 0
  world.doubles[row * DOUBLES + PRESENCE_KEY] = NEVER
  stopPolling(world, row)
  world.recorder.stranded()
  world.note(row, time, EVENT.stranded)
}

/**
 * Somebody gives the device another network: it is back online, and never stranded again. Its presence goes on with a
 * new spell and its polls with a new phase.
 */
export function rescue(world: World, row: number, time: number): void {
  const b = row * BYTES
  if (world.bytes[b + STRANDED] === 0) return
  world.bytes[b + STRANDED] = 0
  world.bytes[b + DEPENDS] = 0
  world.bytes[b + PRESENT] = 1
  world.doubles[row * DOUBLES + PRESENCE_KEY] = keyOf(resumePresence(world, row, time), PRIORITY.offline)
  resumePolling(world, row, time)
  connect(world, row, time)
}
