import { PRIORITY } from '../../engine/time.ts'
import {
  BY_WAVE,
  BYTES,
  CHANGED,
  DELIVERED,
  DOUBLES,
  ENROLLED,
  ENROLLED_AT,
  INTS,
  LAST_CONTACT,
  ONLINE,
  OWN_CHANGE,
  REFUSED,
  RETIRED,
  TARGET,
  USER,
  WAVE,
} from '../../fleet/device-table.ts'
import { freezeReport, startCompliance } from '../access/compliance.ts'
import { planCanaryLock } from '../actions/remote-actions.ts'
import { TARGETS } from '../change/targets.ts'
import { EVENT } from '../codes.ts'
import { takeTopic } from '../contact/apns.ts'
import { attemptCheckin } from '../contact/checkin.ts'
import { enterState, hasChanged, REFUSAL } from '../coverage.ts'
import { awaitReadiness } from '../profiles/readiness.ts'
import { hadKind, setKind } from '../profiles/retention.ts'
import { TIMER } from '../timer-kinds.ts'
import { KIND_STATE_CODE, STATE_CODE, TRIGGER_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'
import { startCleanup } from './cleanup.ts'
import { newCertificate } from './identity-certificate.ts'

const MINUTE = 60_000
const SUCCEEDED = 0

/**
 * Minutes after an enrolment at which the device checks in besides its polls. Source: Microsoft: every 15 minutes for an
 * hour on Apple devices, else every 3 minutes for 15 minutes and every 15 minutes for 2 hours.
 */
const APPLE_BURST: readonly number[] = [15, 30, 45, 60]
const OTHER_BURST: readonly number[] = [3, 6, 9, 12, 15, 30, 45, 60, 75, 90, 105, 120, 135]

/**
 * The device is enrolled, with the user's authority of this instant, the topic of the tenant's push certificate and a new
 * certificate of its own, and checks in at once; true when it then stands at a station. More check-ins follow soon.
 */
export function enrolled(world: World, row: number, time: number): boolean {
  const { bytes, doubles } = world
  const b = row * BYTES
  const d = row * DOUBLES
  const first = Number.isNaN(doubles[d + ENROLLED_AT]!)
  bytes[b + ENROLLED] = 1
  bytes[b + REFUSED] = REFUSAL.none
  bytes[b + RETIRED] = 0
  bytes[b + DELIVERED] = 0
  if (first) doubles[d + ENROLLED_AT] = time
  doubles[d + LAST_CONTACT] = time
  takeTopic(world, row, time)
  newCertificate(world, row, time)
  // Before the state, which brings access up to date with it.
  startCompliance(world, row, time)
  world.note(row, time, EVENT.enrolled)
  world.recorder.enrolment(SUCCEEDED, time)
  if (isNew(world, row)) {
    if (!hasChanged(world, row)) takeAsChange(world, row, time)
    enterState(world, row, time, STATE_CODE.registered)
    awaitReadiness(world, row, time)
  } else {
    for (let kind = 0; kind < 5; kind++) {
      if (hadKind(world, row, kind)) setKind(world, row, time, kind, KIND_STATE_CODE.old)
    }
    enterState(world, row, time, STATE_CODE.managed_old)
  }
  startCleanup(world, row, time)
  burst(world, row, time, 0)
  if (first && world.cohort(row).canary) {
    world.recorder.canary(0, time)
    planCanaryLock(world, row, time)
  }
  return attemptCheckin(world, row, time, TRIGGER_CODE.enrolment_burst)
}

/** A check-in of the burst, skipped while the device is offline; true when the device then stands at a station. */
export function burstCheckin(world: World, row: number, time: number, place: number): boolean {
  burst(world, row, time, place + 1)
  return world.bytes[row * BYTES + ONLINE] === 1 && attemptCheckin(world, row, time, TRIGGER_CODE.enrolment_burst)
}

/** Sets the timer of the check-in with this place in the burst. */
function burst(world: World, row: number, time: number, place: number): void {
  const minutes = world.cohort(row).apple ? APPLE_BURST : OTHER_BURST
  if (place >= minutes.length) return
  const before = place === 0 ? 0 : minutes[place - 1]!
  world.set(row, time + (minutes[place]! - before) * MINUTE, PRIORITY.attempt, TIMER.burst, place)
}

/** Whether the device comes under the new authority. */
function isNew(world: World, row: number): boolean {
  const b = row * BYTES
  const { kind } = world.plan.scenario.change
  if (kind === 'coexistence' && world.ints[row * INTS + USER]! >= 0) return world.bytes[b + TARGET] === TARGETS.new
  return kind === 'in-place' || kind === 'coexistence' ? world.bytes[b + CHANGED] === 1 : true
}

/** Where devices change by enrolling, the first enrolment under the new authority is the own change. */
function takeAsChange(world: World, row: number, time: number): void {
  freezeReport(world, row)
  world.doubles[row * DOUBLES + OWN_CHANGE] = time
  const announced = world.plan.scenario.change.kind !== 'in-place' && world.ints[row * INTS + WAVE]! >= 0
  world.bytes[row * BYTES + BY_WAVE] = announced ? 1 : 0
  world.note(row, time, EVENT.change)
}
