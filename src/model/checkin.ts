import { PRIORITY } from '../engine/time.ts'
import {
  AT_REFUSALS,
  AT_TRIGGER,
  BLOCKED,
  BYTES,
  DELIVERED,
  DOUBLES,
  FIRST_CHECKIN,
  INDEX,
  INTS,
  KIND,
  LAST_CONTACT,
  MANAGED_AT,
  ONLINE,
  REFUSALS,
  STATE,
  THROTTLED,
} from '../fleet/device-table.ts'
import { DECISIONS } from '../random/decisions.ts'
import { uniform } from '../random/uniform.ts'
import { EVENT } from './codes.ts'
import { enterState, hasChanged, refreshCauses } from './coverage.ts'
import { stopRetries } from './push.ts'
import { awaitReadiness } from './readiness.ts'
import { deliverKind, endExpired, endOld, holdsOld } from './retention.ts'
import { awaitsSettings, isAssigned, readinessFor } from './settings.ts'
import { TIMER } from './timer-kinds.ts'
import { KIND_STATE_CODE, OUTCOME_CODE, STATE_CODE } from './vocabulary.ts'
import type { World } from './world.ts'

/** Refusals that a retry's payload can number. */
const REFUSAL_LIMIT = 64
/** The longest wait between retries of a refused check-in (an assumption). */
const LONGEST_RETRY = 3_600_000

/**
 * A device that is online attempts a check-in. Outcomes are tested in this order: the APNs certificate, admission by the
 * service, the licence or the ticket, success. Returns true when the service must be asked first: the device then stands
 * at it until `meetService`.
 */
export function attemptCheckin(world: World, row: number, time: number, trigger: number, refusals = 0): boolean {
  const b = row * BYTES
  world.attempts++
  if (world.bytes[b + BLOCKED] === 1) {
    countAttempt(world, row, time, trigger, OUTCOME_CODE.apns_blocked)
    return false
  }
  if (world.plan.throttled) {
    world.bytes[b + AT_TRIGGER] = trigger
    world.bytes[b + AT_REFUSALS] = refusals
    return true
  }
  checkIn(world, row, time, trigger)
  return false
}

/** A check-in that something else has caused at this instant. */
export function causedCheckin(world: World, row: number, time: number, trigger: number): boolean {
  return world.bytes[row * BYTES + ONLINE] === 1 && attemptCheckin(world, row, time, trigger)
}

/** The service admits the device, or refuses it until later. */
export function meetService(world: World, row: number, time: number, admitted: boolean): void {
  const b = row * BYTES
  const trigger = world.bytes[b + AT_TRIGGER]!
  if (admitted) checkIn(world, row, time, trigger)
  else refuse(world, row, time, trigger, world.bytes[b + AT_REFUSALS]!)
}

/** A refused check-in comes again after `retryAfter` · 2^refusals, up to an hour, times U(0.5, 1.5). Random decisions: `throttleRetry`, `throttleJitter`. */
function refuse(world: World, row: number, time: number, trigger: number, refusals: number): void {
  const n = row * INTS
  const { k0, k1 } = world.cohort(row).key
  const index = world.ints[n + INDEX]!
  const refusal = world.ints[n + REFUSALS]!
  world.ints[n + REFUSALS] = refusal + 1
  const { retryAfter } = world.plan
  let wait = retryAfter.draw(retryAfter.isConstant ? 0.5 : uniform(k0, k1, index, DECISIONS.throttleRetry, refusal))
  const u = uniform(k0, k1, index, DECISIONS.throttleJitter, refusal)
  for (let k = 0; k < refusals && wait < LONGEST_RETRY; k++) wait *= 2
  const jittered = Math.floor(Math.min(wait, LONGEST_RETRY) * (0.5 + u) + 0.5)
  countAttempt(world, row, time, trigger, OUTCOME_CODE.throttled)
  world.ints[row * INTS + THROTTLED]!++
  const payload = trigger * REFUSAL_LIMIT + Math.min(refusals + 1, REFUSAL_LIMIT - 1)
  world.set(row, time + Math.max(1, jittered), PRIORITY.attempt, TIMER.retry, payload)
  refreshCauses(world, row, time)
}

/** A refused attempt's retry is due: it keeps its first trigger, and is dropped while the device is offline. */
export function retryCheckin(world: World, row: number, time: number, payload: number): boolean {
  const b = row * BYTES
  world.ints[row * INTS + THROTTLED]!--
  if (world.bytes[b + ONLINE] === 0) return false
  const trigger = Math.floor(payload / REFUSAL_LIMIT)
  const stands = attemptCheckin(world, row, time, trigger, payload - trigger * REFUSAL_LIMIT)
  if (!stands) refreshCauses(world, row, time)
  return stands
}

/** The device is in contact with a service: what that means depends on its state. */
function checkIn(world: World, row: number, time: number, trigger: number): void {
  const state = world.bytes[row * BYTES + STATE]!
  world.doubles[row * DOUBLES + LAST_CONTACT] = time
  if (state === STATE_CODE.unlicensed || state === STATE_CODE.needs_ticket) {
    const outcome = state === STATE_CODE.unlicensed ? OUTCOME_CODE.unlicensed : OUTCOME_CODE.not_migrated
    countAttempt(world, row, time, trigger, outcome)
    suspendedRemoval(world, row, time)
    return
  }
  countAttempt(world, row, time, trigger, OUTCOME_CODE.ok)
  stopRetries(world, row)
  if (hasChanged(world, row)) checkInAfterChange(world, row, time)
}

/**
 * A successful check-in after the device's own change. The first brings it under the new authority; each delivers the
 * assigned kinds whose settings are ready.
 */
function checkInAfterChange(world: World, row: number, time: number): void {
  const { bytes, doubles } = world
  const b = row * BYTES
  const d = row * DOUBLES
  const state = bytes[b + STATE]!
  if (state === STATE_CODE.managed_new) {
    suspendedRemoval(world, row, time)
    return
  }
  const first = state === STATE_CODE.pending
  if (first) {
    doubles[d + FIRST_CHECKIN] = time
    world.recorder.moved(time)
  }
  deliverReady(world, row, time)
  if (first && world.plan.scenario.retention.endsAt === 'first-contact') endWithoutSuccessor(world, row, time)
  suspendedRemoval(world, row, time)
  if (!first) world.cancel(row, TIMER.ready)
  if (awaitsSettings(world, row)) {
    enterState(world, row, time, STATE_CODE.registered)
    awaitReadiness(world, row, time)
  } else {
    doubles[d + MANAGED_AT] = time
    enterState(world, row, time, STATE_CODE.managed_new)
  }
}

function deliverReady(world: World, row: number, time: number): void {
  const { ready } = readinessFor(world, row)
  for (let kind = 0; kind < 5; kind++) {
    if (((world.bytes[row * BYTES + DELIVERED]! >> kind) & 1) === 1 || !isAssigned(world, row, kind)) continue
    if (ready[kind]! <= time) deliverKind(world, row, time, kind)
  }
}

/** Where old settings end at the first contact, those without a successor go now. */
function endWithoutSuccessor(world: World, row: number, time: number): void {
  for (let kind = 0; kind < 5; kind++) {
    if (world.bytes[row * BYTES + KIND + kind] === KIND_STATE_CODE.retained) endOld(world, row, time, kind)
  }
}

/** Where the service removes old profiles, it does so at the first contact at or after their deadline. */
function suspendedRemoval(world: World, row: number, time: number): void {
  if (world.plan.scenario.retention.model !== 'server-suspension') return
  for (let kind = 0; kind < 5; kind++) {
    if (holdsOld(world, row, kind)) {
      endExpired(world, row, time)
      return
    }
  }
}

function countAttempt(world: World, row: number, time: number, trigger: number, outcome: number): void {
  const { recorder } = world
  recorder.checkins[(trigger * 6 + outcome) * recorder.buckets + Math.floor(time / recorder.bucket)]!++
  world.note(row, time, EVENT.checkin + trigger * 8 + outcome)
}
