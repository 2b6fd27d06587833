import { PRIORITY } from '../../engine/time.ts'
import {
  BYTES,
  CERTIFICATE_END,
  DOUBLES,
  EXPIRED,
  INDEX,
  INTS,
  LAST_CONTACT,
  RENEWABLE,
  STATE,
} from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import { uniform } from '../../random/uniform.ts'
import { upkeepOf } from '../access/upkeep.ts'
import { EVENT } from '../codes.ts'
import { enterState, refreshShown } from '../coverage.ts'
import { TIMER } from '../timer-kinds.ts'
import { STATE_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'

const DAY = 86_400_000
/** From the end of the certificate to the removal of the record. Microsoft: the device is removed 180 days after it. */
const KEPT_AFTER_EXPIRY = 180 * DAY

/**
 * Gives a device that is enrolled from the start a certificate that has so much life left since its last contact. Only
 * one that ends before the horizon is followed. One that ended before the start cannot be renewed any more.
 *
 * Random decision: `certificateRemaining`, where the certificate could end before the horizon.
 */
export function startCertificate(world: World, row: number): void {
  const cohort = world.cohort(row)
  if (!cohort.readsHistory) return
  const { remaining, leastRemaining } = upkeepOf(world.plan.scenario)
  const contact = world.doubles[row * DOUBLES + LAST_CONTACT]!
  if (contact + leastRemaining >= world.horizon) return
  const { k0, k1 } = cohort.key
  const index = world.ints[row * INTS + INDEX]!
  const u = remaining.isConstant ? 0.5 : uniform(k0, k1, index, DECISIONS.certificateRemaining, 0)
  follow(world, row, 0, contact + remaining.draw(u))
}

/** A certificate issued at `time`, by an enrolment. */
export function newCertificate(world: World, row: number, time: number): void {
  follow(world, row, time, time + world.plan.scenario.identityCertificate.life)
}

/** Sets the timers of a certificate that ends at `end`; those of one that outlives the run are not set, nor is its end known. */
function follow(world: World, row: number, time: number, end: number): void {
  const { bytes, doubles, horizon } = world
  if (end >= horizon) {
    doubles[row * DOUBLES + CERTIFICATE_END] = Number.NaN
    return
  }
  doubles[row * DOUBLES + CERTIFICATE_END] = end
  if (end < time) {
    bytes[row * BYTES + EXPIRED] = 1
    world.set(row, time, PRIORITY.broadcast, TIMER.identityExpiry)
    return
  }
  const window = end - world.plan.scenario.identityCertificate.renewBefore
  if (window <= time) mayRenew(world, row)
  else world.set(row, window, PRIORITY.broadcast, TIMER.renewable)
}

/** The device leaves the service, and its certificate is worth nothing any more. */
export function voidCertificate(world: World, row: number): void {
  const d = row * DOUBLES
  const b = row * BYTES
  if (Number.isNaN(world.doubles[d + CERTIFICATE_END]!)) return
  world.doubles[d + CERTIFICATE_END] = Number.NaN
  world.bytes[b + EXPIRED] = 0
  world.bytes[b + RENEWABLE] = 0
  world.cancel(row, TIMER.renewable)
  world.cancel(row, TIMER.identityExpiry)
  world.cancel(row, TIMER.removal)
}

/** From now on a successful check-in renews the certificate; without one it ends in its time. */
export function mayRenew(world: World, row: number): void {
  world.bytes[row * BYTES + RENEWABLE] = 1
  world.set(row, world.doubles[row * DOUBLES + CERTIFICATE_END]!, PRIORITY.expiry, TIMER.identityExpiry)
}

/** A successful check-in renews the certificate. Microsoft: it renews itself while the device communicates. */
export function renewCertificate(world: World, row: number, time: number): void {
  world.bytes[row * BYTES + RENEWABLE] = 0
  world.cancel(row, TIMER.identityExpiry)
  world.note(row, time, EVENT.certificateRenewed)
  follow(world, row, time, time + world.plan.scenario.identityCertificate.life)
}

/** The certificate has ended: the service does not know the device any more, whose profiles stay as they are. */
export function identityExpires(world: World, row: number, time: number): void {
  const b = row * BYTES
  world.bytes[b + EXPIRED] = 1
  world.bytes[b + RENEWABLE] = 0
  const removed = Math.max(time, world.doubles[row * DOUBLES + CERTIFICATE_END]! + KEPT_AFTER_EXPIRY)
  if (removed < world.horizon) world.set(row, removed, PRIORITY.expiry, TIMER.removal)
  refreshShown(world, row, time)
}

/** Long after the end of the certificate the record goes. The device knows nothing of it, and goes on trying. */
export function removeRecord(world: World, row: number, time: number): void {
  if (world.bytes[row * BYTES + STATE] !== STATE_CODE.removed) enterState(world, row, time, STATE_CODE.removed)
}
