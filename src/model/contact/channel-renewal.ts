import { PRIORITY } from '../../engine/time.ts'
import { BYTES, ENROLLED, INDEX, INTS, ONLINE, WAITING_RENEWAL } from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import { uniform } from '../../random/uniform.ts'
import { TIMER } from '../timer-kinds.ts'
import { TRIGGER_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'
import { attemptCheckin } from './checkin.ts'

/** Sets the first renewal of a Windows device's push channel on its fixed grid. Random decision: `channelPhase`. */
export function planRenewal(world: World, row: number): void {
  const { channelRenewal, key } = world.cohort(row)
  if (channelRenewal === 0) return
  const u = uniform(key.k0, key.k1, world.ints[row * INTS + INDEX]!, DECISIONS.channelPhase, 0)
  world.set(row, Math.floor(u * channelRenewal), PRIORITY.attempt, TIMER.renewal)
}

/** The channel is renewed, which is a session with the service: now, or as soon as the device is online. */
export function renewChannel(world: World, row: number, time: number): boolean {
  world.set(row, time + world.cohort(row).channelRenewal, PRIORITY.attempt, TIMER.renewal)
  if (world.bytes[row * BYTES + ENROLLED] === 0) return false
  if (world.bytes[row * BYTES + ONLINE] === 1) return attemptCheckin(world, row, time, TRIGGER_CODE.channel_renewal)
  world.bytes[row * BYTES + WAITING_RENEWAL] = 1
  return false
}
