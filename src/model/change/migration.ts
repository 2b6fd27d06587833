import { PRIORITY } from '../../engine/time.ts'
import {
  ATTEMPT_AT,
  BYTES,
  DOUBLES,
  ENROLMENTS,
  INDEX,
  INTS,
  ONLINE,
  OWN_CHANGE,
  RETIRED,
  STATE,
  USER,
  WAITING,
  WAVE,
} from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import { uniform } from '../../random/uniform.ts'
import { EVENT } from '../codes.ts'
import { enterState, refreshCauses } from '../coverage.ts'
import { isEnrolledSomewhere, planAttempt } from '../enrolment/enrolment.ts'
import { unenrol } from '../enrolment/unenrolment.ts'
import { WAIT } from '../people/waiting.ts'
import { startRetention } from '../profiles/retention.ts'
import { TIMER } from '../timer-kinds.ts'
import { STATE_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'

/**
 * Sets the moment at which the user moves the device, and the end of the old service. A user answers the announcement,
 * and every later campaign, or not; the earliest answer counts. Random decisions: `migrateResponse`, `migrateDelay`,
 * `campaignResponse`, `campaignDelay`, by user.
 */
export function planMigration(world: World, row: number): void {
  const cohort = world.cohort(row)
  const { change } = world.plan.scenario
  if (change.decommission !== null) world.set(row, change.decommission, PRIORITY.broadcast, TIMER.decommission)
  const n = row * INTS
  const user = world.ints[n + USER]!
  if (user < 0 || cohort.cohort.enrolment !== 'user' || !cohort.inFleet) return
  const { homeKey, campaigns } = cohort
  const answer = (response: number, place: number, decisions: readonly [number, number]): number =>
    uniform(homeKey.k0, homeKey.k1, user, decisions[0], place) < response
      ? uniform(homeKey.k0, homeKey.k1, user, decisions[1], place)
      : Number.NaN
  const wave = world.ints[n + WAVE]!
  const announced = wave < 0 ? change.at : change.waves[wave]!.at
  let moment = Number.POSITIVE_INFINITY
  const u = answer(change.migrate.response, 0, [DECISIONS.migrateResponse, DECISIONS.migrateDelay])
  if (u >= 0) moment = announced + world.plan.migrateDelay.draw(u)
  for (const { at, response, delay, ordinal } of campaigns) {
    if (at < announced) continue
    const v = answer(response, ordinal, [DECISIONS.campaignResponse, DECISIONS.campaignDelay])
    if (v >= 0) moment = Math.min(moment, at + delay.draw(v))
  }
  world.set(row, Math.max(0, moment), PRIORITY.act, TIMER.moment, WAIT.moment)
}

/** The old third-party service is switched off: devices still with it keep their profiles up to the deadline. */
export function decommission(world: World, row: number, time: number): void {
  if (world.bytes[row * BYTES + STATE] !== STATE_CODE.managed_old) return
  if (Number.isNaN(world.doubles[row * DOUBLES + OWN_CHANGE]!)) {
    world.doubles[row * DOUBLES + OWN_CHANGE] = time
    world.note(row, time, EVENT.change)
  }
  startRetention(world, row, time, 'change')
  enterState(world, row, time, STATE_CODE.orphaned)
}

/**
 * Somebody moves the device, now or when it is online: unenrols it, then enrols it. Of their own accord users do so
 * with devices of the old service and with those not enrolled; `again` does it with any device, without a pause. Random
 * decision: `migratePause` by attempt.
 */
export function momentComes(world: World, row: number, time: number, why: number): void {
  const { bytes } = world
  const b = row * BYTES
  if (bytes[b + ONLINE] === 0) {
    bytes[b + WAITING]! |= why
    return
  }
  const state = bytes[b + STATE]!
  const again = why === WAIT.again
  if (again) bytes[b + RETIRED] = 0
  const leaves = again
    ? isEnrolledSomewhere(world, row)
    : state === STATE_CODE.orphaned ||
      (state === STATE_CODE.managed_old && world.plan.scenario.change.kind === 'third-party')
  if (leaves) {
    world.note(row, time, EVENT.acted)
    unenrol(world, row, time)
    planAttempt(world, row, again ? time : time + pauseOf(world, row))
    return
  }
  const free = state === STATE_CODE.unenrolled || (again && state !== STATE_CODE.enrolling)
  if (!free || !(again || bytes[b + RETIRED] === 0)) return
  if (world.doubles[row * DOUBLES + ATTEMPT_AT]! <= time) return
  world.note(row, time, EVENT.acted)
  if (state === STATE_CODE.removed) unenrol(world, row, time)
  planAttempt(world, row, time)
  refreshCauses(world, row, time)
}

/** How long a device lies between its unenrolment and the first attempt to enrol. */
export function pauseOf(world: World, row: number): number {
  const { migratePause } = world.plan
  if (migratePause.isConstant) return migratePause.draw(0.5)
  const n = row * INTS
  const { k0, k1 } = world.cohort(row).key
  return migratePause.draw(uniform(k0, k1, world.ints[n + INDEX]!, DECISIONS.migratePause, world.ints[n + ENROLMENTS]!))
}
