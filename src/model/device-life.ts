import { RateStation } from '../engine/rate-station.ts'
import type { Entities } from '../engine/run-loop.ts'
import { keyOf, NEVER, PRIORITY, timeOf } from '../engine/time.ts'
import { KIND_LIMIT } from '../engine/timers.ts'
import * as field from '../fleet/device-table.ts'
import { BYTES, DOUBLES, INTS } from '../fleet/device-table.ts'
import { NOBODY } from '../fleet/users.ts'
import { DECISIONS } from '../random/decisions.ts'
import { uniform } from '../random/uniform.ts'
import { outageEdge, startOutages } from './apns.ts'
import { change, licensed, planChange, switched } from './authority-change.ts'
import { closeBooks } from './books.ts'
import { planRenewal, renewChannel } from './channel-renewal.ts'
import { causedCheckin, meetService, retryCheckin } from './checkin.ts'
import { planCampaigns, userActs } from './company-portal.ts'
import { cameOnline, wentOffline } from './connection.ts'
import { NO_CAUSE, refreshCauses } from './coverage.ts'
import { lastContact } from './history.ts'
import type { CohortPlan, Plan } from './plan.ts'
import { startPolling, stopPolling } from './poll-schedule.ts'
import { poll } from './polling.ts'
import { behaviourIn, firstToggle, isNeverOnline } from './presence.ts'
import { attemptPush, pushArrives, storedActs, storedExpires } from './push.ts'
import { settingsReady } from './readiness.ts'
import type { Recorder } from './recorder.ts'
import { deadlineComes } from './retention.ts'
import { isSteady, liveSteadily } from './steady-life.ts'
import { TIMER } from './timer-kinds.ts'
import { drawTraits } from './traits.ts'
import { STATE_CODE } from './vocabulary.ts'
import { World } from './world.ts'

/**
 * The life of a device, as a table of contents: what it starts with, what each of its timers does, how it ends. Each
 * mechanism has its own file.
 */
export class DeviceLife implements Entities {
  private readonly world: World
  private readonly service: RateStation | null

  constructor(plan: Plan, recorder: Recorder, rows: number) {
    this.world = new World(plan, recorder, rows)
    const { service } = plan.scenario.stations
    this.service = service === null ? null : new RateStation(service.ratePerMinute)
  }

  begin(row: number, number: number): void {
    const { world } = this
    const cohort = cohortOf(world.cohorts, number)
    const index = number - cohort.first
    clear(world, row, cohort, index)
    startPresence(world, row, cohort, index)
    drawTraits(world, row)
    startPolling(world, row)
    if (world.plan.scenario.retention.clock === 'last-contact') {
      world.doubles[row * DOUBLES + field.LAST_CONTACT] = lastContact(world, row)
    }
    if (isNeverOnline(behaviourIn(world, row))) stopPolling(world, row)
    planChange(world, row)
    planCampaigns(world, row)
    planRenewal(world, row)
    enter(world, row, startOutages(world, row))
  }

  advance(row: number, limit: number): number {
    const { world } = this
    const { doubles } = world
    const d = row * DOUBLES
    for (;;) {
      if (isSteady(world, row)) liveSteadily(world, row, limit)
      const presence = doubles[d + field.PRESENCE_KEY]!
      const poll = doubles[d + field.POLL_KEY]!
      const rest = doubles[d + field.REST_KEY]!
      const key = Math.min(presence, poll, rest)
      if (key >= limit) return NEVER
      world.handled++
      world.current = key
      if (this.handle(row, key, presence, poll)) return timeOf(key)
    }
  }

  meet(row: number, time: number): void {
    const { world } = this
    world.current = keyOf(time, PRIORITY.attempt)
    meetService(world, row, time, this.service === null || this.service.admit(time))
  }

  finish(row: number): void {
    closeBooks(this.world, row)
  }

  /** Handles the earliest timer of the row; true when the device now stands at the service. */
  private handle(row: number, key: number, presence: number, pollKey: number): boolean {
    const { world } = this
    const time = timeOf(key)
    if (key === pollKey) return poll(world, row, time)
    if (key === presence) {
      if (world.byte(row, field.ONLINE) === 1) wentOffline(world, row, time)
      else cameOnline(world, row, time)
      return false
    }
    const code = world.timers.code(row)
    const value = world.timers.value(row)
    world.timers.drop(row)
    world.doubles[row * DOUBLES + field.REST_KEY] = world.timers.earliest(row)
    return fire(world, row, time, code % KIND_LIMIT, Math.floor(code / KIND_LIMIT), value)
  }
}

/** What each of the rare timers does; true when the device now stands at the service. */
function fire(world: World, row: number, time: number, kind: number, payload: number, value: number): boolean {
  switch (kind) {
    case TIMER.change:
      change(world, row, time, payload)
      return false
    case TIMER.licence:
      licensed(world, row, time)
      return false
    case TIMER.ready:
      settingsReady(world, row, time)
      return false
    case TIMER.apns:
      outageEdge(world, row, time, payload)
      return false
    case TIMER.send:
      attemptPush(world, row, time, payload)
      return false
    case TIMER.switched:
      switched(world, row, time)
      return false
    case TIMER.arrival:
      pushArrives(world, row, time, payload, value)
      return false
    case TIMER.stored:
      storedActs(world, row, time)
      return false
    case TIMER.act:
      userActs(world, row, time)
      return false
    case TIMER.checkin:
      return causedCheckin(world, row, time, payload)
    case TIMER.renewal:
      return renewChannel(world, row, time)
    case TIMER.retry:
      return retryCheckin(world, row, time, payload)
    case TIMER.storedExpiry:
      storedExpires(world, row, time)
      return false
    default:
      if (!deadlineComes(world, row, time)) world.handled--
      return false
  }
}

function cohortOf(cohorts: readonly CohortPlan[], number: number): CohortPlan {
  let low = 0
  let high = cohorts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (cohorts[middle]!.first <= number) low = middle
    else high = middle - 1
  }
  return cohorts[low]!
}

function clear(world: World, row: number, cohort: CohortPlan, index: number): void {
  const { doubles, ints, bytes } = world
  const d = row * DOUBLES
  const n = row * INTS
  for (let i = d; i < d + DOUBLES; i++) doubles[i] = 0
  for (let i = d + field.OWN_CHANGE; i <= d + field.PROTECTED_AT; i++) doubles[i] = Number.NaN
  doubles[d + field.REST_KEY] = NEVER
  world.timers.clear(row)
  const { users } = world.plan
  const user = users.ownerOf(cohort.index, index)
  ints[n + field.INDEX] = index
  ints[n + field.COHORT] = cohort.index
  ints[n + field.USER] = user
  ints[n + field.WAVE] = user === NOBODY || cohort.cohort.enrolment !== 'user' ? -1 : users.waveOf(cohort.home, user)
  ints[n + field.HASH_A] = cohort.key.k0 ^ index
  ints[n + field.HASH_B] = cohort.key.k1
  bytes[row * BYTES + field.MANAGEMENT_CAUSE] = NO_CAUSE
  bytes[row * BYTES + field.PROTECTION_CAUSE] = NO_CAUSE
}

function startPresence(world: World, row: number, cohort: CohortPlan, index: number): void {
  const { of, upTo } = cohort.behaviours
  let behaviour = 0
  if (of.length > 1) {
    const u = uniform(cohort.key.k0, cohort.key.k1, index, DECISIONS.mixture, 0)
    while (u >= upTo[behaviour]!) behaviour++
  }
  world.bytes[row * BYTES + field.BEHAVIOUR] = behaviour
  const toggle = firstToggle(world, row, of[behaviour]!, cohort.key)
  const online = toggle < 0
  world.bytes[row * BYTES + field.ONLINE] = online ? 1 : 0
  world.doubles[row * DOUBLES + field.PRESENCE_KEY] = online
    ? keyOf(-toggle, PRIORITY.offline)
    : keyOf(toggle, PRIORITY.online)
}

/** The device enters the run under the old authority. */
function enter(world: World, row: number, blocked: boolean): void {
  const b = row * BYTES
  const shown = blocked ? STATE_CODE.apns_blocked : STATE_CODE.managed_old
  world.bytes[b + field.BLOCKED] = blocked ? 1 : 0
  world.bytes[b + field.STATE] = STATE_CODE.managed_old
  world.bytes[b + field.SHOWN] = shown
  world.recorder.enter(world.ints[row * INTS + field.COHORT]!, shown)
  if (blocked) refreshCauses(world, row, 0)
}
