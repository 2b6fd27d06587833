import { keyOf, PRIORITY } from '../../engine/time.ts'
import {
  BLOCKED,
  BY_WAVE,
  BYTES,
  CERTIFICATE_END,
  DELIVERED,
  DOUBLES,
  DUE,
  ENROLLED,
  EXPIRED,
  INTS,
  OVERDUE,
  OWN_CHANGE,
  POLL_KEY,
  REFUSED,
  STALE,
  THROTTLED,
  WAITING_ACTS,
  WAITING_RENEWAL,
  WAVE,
} from '../../fleet/device-table.ts'
import { dropActions } from '../actions/pending-actions.ts'
import { EVENT } from '../codes.ts'
import { enterState, REFUSAL } from '../coverage.ts'
import { dropCategory } from '../people/categories.ts'
import { loseKind } from '../profiles/retention.ts'
import { dropPushes } from '../push/push.ts'
import { dropRequest } from '../stations/scep.ts'
import { TIMER } from '../timer-kinds.ts'
import { STATE_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'
import { unhide } from './cleanup.ts'
import { forgetAttempt } from './enrolment.ts'
import { voidCertificate } from './identity-certificate.ts'

/** Timers that have no meaning without the service. */
const VOID = [TIMER.retention, TIMER.ready, TIMER.checkin, TIMER.retry, TIMER.burst] as const

/**
 * The device, which is online, leaves the service, or the one before it: at once it is without profiles, and nothing of
 * what was on its way to it arrives. Leaving a third-party service is the device's own change.
 */
export function unenrol(world: World, row: number, time: number): void {
  const { bytes, doubles } = world
  const b = row * BYTES
  const d = row * DOUBLES
  if (world.plan.scenario.change.kind === 'third-party' && Number.isNaN(doubles[d + OWN_CHANGE]!)) {
    doubles[d + OWN_CHANGE] = time
    bytes[b + BY_WAVE] = world.ints[row * INTS + WAVE]! >= 0 ? 1 : 0
    world.note(row, time, EVENT.change)
  }
  leaveService(world, row, time)
  bytes[b + REFUSED] = REFUSAL.none
  forgetAttempt(world, row)
  enterState(world, row, time, STATE_CODE.unenrolled)
}

/** Ends everything between the device and the service, and takes its profiles; its management state is the caller's. */
export function leaveService(world: World, row: number, time: number): void {
  const { bytes, doubles, ints } = world
  const b = row * BYTES
  const d = row * DOUBLES
  const n = row * INTS
  dropPushes(world, row, time)
  dropActions(world, row, time)
  dropRequest(world, row)
  dropCategory(world, row)
  voidCertificate(world, row)
  unhide(world, row, time)
  for (const kind of VOID) world.cancel(row, kind)
  bytes[b + ENROLLED] = 0
  bytes[b + BLOCKED] = 0
  bytes[b + EXPIRED] = 0
  bytes[b + STALE] = 0
  bytes[b + DELIVERED] = 0
  bytes[b + OVERDUE] = 0
  bytes[b + WAITING_RENEWAL] = 0
  ints[n + WAITING_ACTS] = 0
  ints[n + THROTTLED] = 0
  doubles[d + CERTIFICATE_END] = Number.NaN
  doubles[d + POLL_KEY] = keyOf(doubles[d + DUE]!, PRIORITY.attempt)
  for (let kind = 0; kind < 5; kind++) loseKind(world, row, time, kind)
}
