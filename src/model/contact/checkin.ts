import { PRIORITY } from '../../engine/time.ts'
import {
  AT_REFUSALS,
  AT_TRIGGER,
  BLOCKED,
  BYTES,
  DOUBLES,
  ENROLLED,
  EXPIRED,
  FIRST_CHECKIN,
  HIDDEN,
  INDEX,
  INTS,
  KIND,
  LAPSED,
  LAST_CONTACT,
  ONLINE,
  PENDING as PENDING_ACTIONS,
  REFUSALS,
  RENEWABLE,
  STALE,
  STATE,
  THROTTLED,
} from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import { uniform } from '../../random/uniform.ts'
import { endLapse } from '../access/compliance.ts'
import { executeActions } from '../actions/execute-actions.ts'
import { takeOver } from '../change/co-management.ts'
import { differs, followTarget } from '../change/coexistence.ts'
import { EVENT } from '../codes.ts'
import { hasChanged, refreshCauses } from '../coverage.ts'
import { unhide } from '../enrolment/cleanup.ts'
import { renewCertificate } from '../enrolment/identity-certificate.ts'
import { leaveService } from '../enrolment/unenrolment.ts'
import { queueCategory, wouldQueueCategory } from '../people/categories.ts'
import { deliverAll } from '../profiles/delivery.ts'
import { endExpired, endOld, hadKind, holdsAnyOld, setKind } from '../profiles/retention.ts'
import { settle } from '../profiles/settle.ts'
import { stopRetries } from '../push/push.ts'
import { wouldRequest } from '../stations/scep.ts'
import { TIMER } from '../timer-kinds.ts'
import { KIND_STATE_CODE, OUTCOME_CODE, STATE_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'

/** A device that stands at no station. */
const NOWHERE = -1
/** Refusals that a retry's payload can number. */
const REFUSAL_LIMIT = 64
/** The longest wait between retries of a refused check-in (an assumption). */
const LONGEST_RETRY = 3_600_000

/**
 * A device that is online, and reports to the service, attempts a check-in. Outcomes are tested in this order: the
 * identity certificate, the APNs certificate, admission by the service, the licence or the ticket, success. Returns true
 * when a station must be asked: the device then stands there until `meetStations`.
 */
export function attemptCheckin(world: World, row: number, time: number, trigger: number, refusals = 0): boolean {
  const b = row * BYTES
  const { bytes } = world
  if (bytes[b + ENROLLED] === 0) return false
  world.attempts++
  if (bytes[b + EXPIRED] === 1) {
    countAttempt(world, row, time, trigger, OUTCOME_CODE.identity_expired)
    return false
  }
  if (bytes[b + BLOCKED] === 1) {
    countAttempt(world, row, time, trigger, OUTCOME_CODE.apns_blocked)
    return false
  }
  if (world.plan.coupled && (world.plan.throttled || asksStations(world, row, time))) {
    bytes[b + AT_TRIGGER] = trigger
    bytes[b + AT_REFUSALS] = refusals
    return true
  }
  checkIn(world, row, time, trigger)
  return false
}

/** Whether a successful check-in would ask for a certificate or for work on a category. */
function asksStations(world: World, row: number, time: number): boolean {
  return wouldQueueCategory(world, row) || wouldRequest(world, row, time)
}

/** A check-in that something else has caused at this instant. */
export function causedCheckin(world: World, row: number, time: number, trigger: number): boolean {
  return world.bytes[row * BYTES + ONLINE] === 1 && attemptCheckin(world, row, time, trigger)
}

/** Whether the device stands at a station with a check-in. */
export function standsAtStation(world: World, row: number): boolean {
  return world.bytes[row * BYTES + AT_REFUSALS] !== NOWHERE
}

/** The service admits the device, or refuses it until later. */
export function meetStations(world: World, row: number, time: number): void {
  const b = row * BYTES
  const { service } = world.stations
  const trigger = world.bytes[b + AT_TRIGGER]!
  const refusals = world.bytes[b + AT_REFUSALS]!
  world.bytes[b + AT_REFUSALS] = NOWHERE
  if (service === null || service.admit(time)) checkIn(world, row, time, trigger)
  else refuse(world, row, time, trigger, refusals)
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
  const { bytes, doubles } = world
  const b = row * BYTES
  const d = row * DOUBLES
  const state = bytes[b + STATE]!
  doubles[d + LAST_CONTACT] = time
  const lapsed = bytes[b + LAPSED] === 1
  if (lapsed) endLapse(world, row, time)
  if (state === STATE_CODE.unlicensed || state === STATE_CODE.needs_ticket) {
    const outcome = state === STATE_CODE.unlicensed ? OUTCOME_CODE.unlicensed : OUTCOME_CODE.not_migrated
    countAttempt(world, row, time, trigger, outcome)
    if (suspendedRemoval(world, row, time)) refreshCauses(world, row, time)
  } else {
    countAttempt(world, row, time, trigger, OUTCOME_CODE.ok)
    stopRetries(world, row, time)
    succeed(world, row, time, state)
  }
  if (lapsed) refreshCauses(world, row, time)
}

/** What a successful check-in does, one thing after the other. */
function succeed(world: World, row: number, time: number, state: number): void {
  const { bytes, doubles, ints } = world
  const b = row * BYTES
  const d = row * DOUBLES
  if (bytes[b + HIDDEN] === 1) unhide(world, row, time)
  const acts = ints[row * INTS + PENDING_ACTIONS]! >= 0
  if (state === STATE_CODE.removed) {
    if (acts) executeActions(world, row, time)
    if (bytes[b + ENROLLED] === 1) leaveService(world, row, time)
    refreshCauses(world, row, time)
  } else {
    if (bytes[b + RENEWABLE] === 1) renewCertificate(world, row, time)
    if (acts && executeActions(world, row, time)) queueCategory(world, row, time)
    else applySettings(world, row, time)
  }
  if (Number.isNaN(doubles[d + FIRST_CHECKIN]!) && hasChanged(world, row)) doubles[d + FIRST_CHECKIN] = time
}

function applySettings(world: World, row: number, time: number): void {
  const b = row * BYTES
  const state = world.bytes[b + STATE]!
  const stale = world.bytes[b + STALE] === 1
  const managed = state === STATE_CODE.managed_old || state === STATE_CODE.managed_new
  if (managed && !stale) {
    if (state === STATE_CODE.managed_new && suspendedRemoval(world, row, time)) refreshCauses(world, row, time)
    return
  }
  const { kind } = world.plan.scenario.change
  if (kind === 'coexistence' && differs(world, row)) followTarget(world, row, time)
  else if (state === STATE_CODE.managed_old) restoreOld(world, row, time)
  else if (kind === 'co-management') takeOver(world, row, time)
  else bringNew(world, row, time, state === STATE_CODE.pending)
}

/**
 * A successful check-in after the device's own change. The first brings it under the new authority; each delivers the
 * assigned kinds whose settings are ready.
 */
function bringNew(world: World, row: number, time: number, first: boolean): void {
  deliverAll(world, row, time)
  if (first && world.plan.scenario.retention.endsAt === 'first-contact') endWithoutSuccessor(world, row, time)
  suspendedRemoval(world, row, time)
  settle(world, row, time)
  if (wouldQueueCategory(world, row)) queueCategory(world, row, time)
}

/** The old authority brings its profiles again, to a device that was wiped but stayed enrolled. */
function restoreOld(world: World, row: number, time: number): void {
  const b = row * BYTES
  for (let kind = 0; kind < 5; kind++) {
    if (hadKind(world, row, kind)) setKind(world, row, time, kind, KIND_STATE_CODE.old)
  }
  world.bytes[b + STALE] = 0
  refreshCauses(world, row, time)
}

/** Where old settings end at the first contact, those without a successor go now. */
function endWithoutSuccessor(world: World, row: number, time: number): void {
  for (let kind = 0; kind < 5; kind++) {
    if (world.bytes[row * BYTES + KIND + kind] === KIND_STATE_CODE.retained) endOld(world, row, time, kind)
  }
}

/** Where the service removes old profiles, it does so at the first contact at or after their deadline; false if there are none. */
function suspendedRemoval(world: World, row: number, time: number): boolean {
  if (world.plan.scenario.retention.model !== 'server-suspension' || !holdsAnyOld(world, row)) return false
  endExpired(world, row, time)
  return true
}

function countAttempt(world: World, row: number, time: number, trigger: number, outcome: number): void {
  const { recorder } = world
  recorder.checkins[(trigger * 6 + outcome) * recorder.buckets + Math.floor(time / recorder.bucket)]!++
  world.note(row, time, EVENT.checkin + trigger * 8 + outcome)
}
