import { PRIORITY } from '../../engine/time.ts'
import {
  ATTEMPT_AT,
  BYTES,
  DENIED,
  DOUBLES,
  ENROLLED,
  ENROLMENTS,
  INDEX,
  INTS,
  ONLINE,
  REFUSED,
  STATE,
  USER,
  WAITING,
} from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import type { Sampler } from '../../random/sampler.ts'
import { uniform } from '../../random/uniform.ts'
import { targetAt } from '../change/targets.ts'
import { EVENT } from '../codes.ts'
import { isOut } from '../contact/apns.ts'
import { enterState, REFUSAL, refreshCauses } from '../coverage.ts'
import { WAIT } from '../people/waiting.ts'
import { TIMER } from '../timer-kinds.ts'
import { REFUSAL_CODE, STATE_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'

const { unenrolled: UNENROLLED, enrolling: ENROLLING } = STATE_CODE
const FAILED = 1
const REFUSED_AT_ONCE = 2

/** Whether the device is attempting to enrol, or is going to. */
export function isAttempting(world: World, row: number): boolean {
  return !Number.isNaN(world.doubles[row * DOUBLES + ATTEMPT_AT]!)
}

/**
 * The device attempts to enrol at `at`, or at the first instant online from then. If it is going to anyway, the earlier
 * time counts; nothing changes during an attempt.
 */
export function planAttempt(world: World, row: number, at: number): void {
  const d = row * DOUBLES
  const planned = world.doubles[d + ATTEMPT_AT]!
  if (planned <= at || (!Number.isNaN(planned) && world.bytes[row * BYTES + STATE] === ENROLLING)) return
  forgetAttempt(world, row)
  world.doubles[d + ATTEMPT_AT] = at
  world.set(row, at, PRIORITY.attempt, TIMER.enrol)
}

/** The device gives up its attempt to enrol, or its intention to. */
export function forgetAttempt(world: World, row: number): void {
  world.doubles[row * DOUBLES + ATTEMPT_AT] = Number.NaN
  world.bytes[row * BYTES + WAITING]! &= ~WAIT.attempt
  world.cancel(row, TIMER.enrol)
  world.cancel(row, TIMER.enrolEnd)
}

/** Somebody unenrols the device as soon as it is online, now or later, and enrols it again. */
export function reenrolWhenOnline(world: World, row: number, time: number): void {
  if (world.bytes[row * BYTES + ONLINE] === 1) world.set(row, time, PRIORITY.act, TIMER.moment, WAIT.again)
  else world.bytes[row * BYTES + WAITING]! |= WAIT.again
}

/**
 * The attempt begins, if the device is online: it is refused at once, or takes a while. Refused are, in this order,
 * devices of a tenant without authority, Apple devices while the tenant has no valid push certificate, those of users
 * without a licence, and those kept out by rules that cover the enrolment app. A device that its agent enrols silently
 * takes no time. Random decision: `enrolmentDuration` by attempt.
 */
export function beginAttempt(world: World, row: number, time: number): void {
  const b = row * BYTES
  if (world.bytes[b + ONLINE] === 0) {
    world.bytes[b + WAITING]! |= WAIT.attempt
    return
  }
  const reason = refusalOf(world, row, time)
  if (reason >= 0) {
    world.bytes[b + REFUSED] = REFUSED_FOR[reason]!
    world.note(row, time, EVENT.enrolRefused + reason)
    world.recorder.enrolment(REFUSED_AT_ONCE, time)
    tryAgain(world, row, time)
    refreshCauses(world, row, time)
    return
  }
  world.doubles[row * DOUBLES + ATTEMPT_AT] = time
  const silent = world.bytes[b + STATE] === STATE_CODE.managed_old
  const takes = silent ? 0 : draw(world, row, world.cohort(row).enrolling.duration, DECISIONS.enrolmentDuration)
  world.set(row, time + takes, PRIORITY.completion, TIMER.enrolEnd)
  if (world.bytes[b + STATE] === UNENROLLED) enterState(world, row, time, ENROLLING)
}

/**
 * The attempt comes to its end; true if it succeeds. It fails by chance, or where two services coexist and the user has
 * come to belong to neither. Random decision: `enrolmentFailure` by attempt.
 */
export function endAttempt(world: World, row: number, time: number): boolean {
  const { failure } = world.cohort(row).enrolling
  const { k0, k1 } = world.cohort(row).key
  const n = row * INTS
  const attempt = world.ints[n + ENROLMENTS]!
  if (world.plan.scenario.change.kind === 'coexistence' && !mayUse(world, row, time)) {
    attemptFails(world, row, time, REFUSAL.licence)
    return false
  }
  if (failure > 0 && uniform(k0, k1, world.ints[n + INDEX]!, DECISIONS.enrolmentFailure, attempt) < failure) {
    attemptFails(world, row, time)
    return false
  }
  world.ints[n + ENROLMENTS] = attempt + 1
  world.doubles[row * DOUBLES + ATTEMPT_AT] = Number.NaN
  return true
}

/** The device goes offline: an attempt that is under way fails. */
export function attemptInterrupted(world: World, row: number, time: number): void {
  if (world.bytes[row * BYTES + STATE] !== ENROLLING) return
  world.cancel(row, TIMER.enrolEnd)
  attemptFails(world, row, time)
}

function attemptFails(world: World, row: number, time: number, cause: number = REFUSAL.other): void {
  const b = row * BYTES
  world.bytes[b + REFUSED] = cause
  world.note(row, time, EVENT.enrolFailed)
  world.recorder.enrolment(FAILED, time)
  tryAgain(world, row, time)
  if (world.bytes[b + STATE] === ENROLLING) enterState(world, row, time, UNENROLLED)
}

/** Random decision: `enrolmentRetry` by attempt. */
function tryAgain(world: World, row: number, time: number): void {
  const { retry } = world.cohort(row).enrolling
  const wait = draw(world, row, retry, DECISIONS.enrolmentRetry)
  world.ints[row * INTS + ENROLMENTS]!++
  world.doubles[row * DOUBLES + ATTEMPT_AT] = Number.NaN
  planAttempt(world, row, time + Math.max(1, wait))
}

function draw(world: World, row: number, sampler: Sampler, decision: number): number {
  if (sampler.isConstant) return sampler.draw(0.5)
  const n = row * INTS
  const { k0, k1 } = world.cohort(row).key
  return sampler.draw(uniform(k0, k1, world.ints[n + INDEX]!, decision, world.ints[n + ENROLMENTS]!))
}

/** Cause of a gap, by reason of a refusal. */
const REFUSED_FOR: readonly number[] = [REFUSAL.other, REFUSAL.apns, REFUSAL.licence, REFUSAL.other]

/** Index of the first reason that applies; −1: the attempt is not refused. */
function refusalOf(world: World, row: number, time: number): number {
  const cohort = world.cohort(row)
  const { change, conditionalAccess } = world.plan.scenario
  if (change.kind === 'set' && time < change.at) return REFUSAL_CODE.authority
  if (cohort.apple && isOut(world.plan.tenantOutages, time)) return REFUSAL_CODE.apns
  if (!mayUse(world, row, time)) return REFUSAL_CODE.licence
  const blocked = world.bytes[row * BYTES + DENIED] === 1
  return blocked && conditionalAccess?.coversEnrolment === true ? REFUSAL_CODE.access : -1
}

/** Whether the user has the licence of a service to enrol with; devices without a user need none. */
function mayUse(world: World, row: number, time: number): boolean {
  const user = world.ints[row * INTS + USER]!
  if (user < 0) return true
  const licensed = world.plan.users.licencesOf(world.cohort(row).home, user).isLicensed(time)
  const { kind } = world.plan.scenario.change
  return kind === 'coexistence' ? targetAt(world.plan.scenario, licensed, time) !== 0 : licensed
}

/** Whether the device must leave a service before it can enrol: the simulated one, or another vendor's. */
export function isEnrolledSomewhere(world: World, row: number): boolean {
  const state = world.bytes[row * BYTES + STATE]!
  if (world.bytes[row * BYTES + ENROLLED] === 1 || state === STATE_CODE.orphaned) return true
  return state === STATE_CODE.managed_old && world.plan.scenario.change.kind === 'third-party'
}
