import type { ActiveStation, LoneEntities, MeetingEntities, Speculation } from '../engine/entities.ts'
import { keyOf, NEVER, PRIORITY, timeOf } from '../engine/time.ts'
import { KIND_LIMIT } from '../engine/timers.ts'
import * as field from '../fleet/device-table.ts'
import { BYTES, DOUBLES, INTS } from '../fleet/device-table.ts'
import { NOBODY } from '../fleet/users.ts'
import { DECISIONS } from '../random/decisions.ts'
import { uniform } from '../random/uniform.ts'
import { RULES } from '../scenario/scenario.ts'
import { startCompliance } from './access/compliance.ts'
import { startAccess } from './access/conditional-access.ts'
import { planActions } from './actions/remote-actions.ts'
import { closeBooks } from './books.ts'
import { planChange } from './change/change.ts'
import { awaitArrival, enterRun } from './change/new-devices.ts'
import { startOutages } from './contact/apns.ts'
import { planRenewal } from './contact/channel-renewal.ts'
import { meetStations, standsAtStation } from './contact/checkin.ts'
import { planCampaigns } from './contact/company-portal.ts'
import { presenceComes, presenceGoes } from './contact/connection.ts'
import { lastContact } from './contact/history.ts'
import { startPolling, stopPolling } from './contact/poll-schedule.ts'
import { poll } from './contact/polling.ts'
import { behaviourIn, firstToggle, isNeverOnline } from './contact/presence.ts'
import { PollSpeculation } from './contact/speculation.ts'
import { isSteady, liveSteadily } from './contact/steady-life.ts'
import { NO_CAUSE, NOT_ENTERED } from './coverage.ts'
import { type DeviceFacts, factsOf } from './device-facts.ts'
import { startCleanup } from './enrolment/cleanup.ts'
import { startCertificate } from './enrolment/identity-certificate.ts'
import { fire } from './fire.ts'
import type { CohortPlan, Plan } from './plan.ts'
import type { Recorder } from './recorder.ts'
import { TIMER } from './timer-kinds.ts'
import { drawTraits } from './traits.ts'
import { KIND_STATE_CODE, STATE_CODE } from './vocabulary.ts'
import { World } from './world.ts'

const DROPPED = RULES.indexOf('dropped')

/**
 * The life of a device, as a table of contents: what it starts with, how it goes from timer to timer, how it ends. What
 * each of the rare timers does is in `fire.ts`, each mechanism in a file of its own.
 */
export class DeviceLife implements LoneEntities, MeetingEntities {
  readonly stations: readonly ActiveStation[]
  readonly speculation: Speculation | null
  private readonly world: World
  /** Of devices that live alone, by row, the latest key so far: what is due in a class that is past takes place then. */
  private readonly latest: Float64Array
  /** Key of what a station has just done to a row: what comes of it in a class that is past takes place with it. */
  private met = 0

  constructor(plan: Plan, recorder: Recorder, rows: number) {
    this.world = new World(plan, recorder, rows)
    this.latest = new Float64Array(plan.coupled ? 0 : rows)
    const { active, service } = this.world.stations
    this.stations = active
    const speculates = service !== null && this.world.steady
    this.speculation = speculates ? new PollSpeculation(this.world, service, rows) : null
  }

  begin(row: number, number: number, count: number): void {
    const { world } = this
    const end = row + count
    world.doubles.fill(0, row * DOUBLES, end * DOUBLES)
    for (let at = row; at < end; at++) {
      const cohort = cohortOf(world.cohorts, number + at - row)
      place(world, at, cohort, number + at - row - cohort.first)
    }
    this.latest.fill(0, row, end)
    for (let at = row; at < end; at++) startPresence(world, at)
    for (let at = row; at < end; at++) drawTraits(world, at)
    for (let at = row; at < end; at++) startContact(world, at)
    for (let at = row; at < end; at++) startEnrolment(world, at)
    for (let at = row; at < end; at++) planChange(world, at)
    for (let at = row; at < end; at++) {
      planCampaigns(world, at)
      planRenewal(world, at)
      planActions(world, at)
      startAccess(world, at)
      if (world.byte(at, field.ENROLLED) === 1) startUpkeep(world, at)
    }
    for (let at = row; at < end; at++) {
      if (world.cohort(at).inFleet) enterRun(world, at, 0)
      else awaitArrival(world, at)
    }
  }

  coast(row: number, limit: number): void {
    if (isSteady(this.world, row)) liveSteadily(this.world, row, limit)
  }

  step(row: number, limit: number): boolean {
    const { world, latest } = this
    const { doubles } = world
    const d = row * DOUBLES
    const presence = doubles[d + field.PRESENCE_KEY]!
    const poll = doubles[d + field.POLL_KEY]!
    const key = Math.min(presence, poll, doubles[d + field.REST_KEY]!)
    if (key >= limit) return false
    latest[row] = Math.max(latest[row]!, key)
    world.current = latest[row]!
    world.handled++
    if (this.handle(row, key, presence, poll)) throw new Error('a device that lives alone stands at a station')
    return true
  }

  advance(row: number, limit: number): number {
    const { world } = this
    const { doubles } = world
    const d = row * DOUBLES
    let last = this.met
    this.met = 0
    for (;;) {
      const steady = isSteady(world, row)
      if (steady) liveSteadily(world, row, limit)
      const presence = doubles[d + field.PRESENCE_KEY]!
      const poll = doubles[d + field.POLL_KEY]!
      const key = Math.min(presence, poll, doubles[d + field.REST_KEY]!)
      if (key >= limit) return NEVER
      last = Math.max(last, key)
      if (this.waitsItsTurn(row, key, presence, poll)) return last
      if (world.plan.throttled && steady && key === poll) return last
      world.handled++
      world.current = last
      if (this.handle(row, key, presence, poll)) return last
    }
  }

  meet(row: number, key: number): void {
    const { world } = this
    world.current = key
    this.met = key
    if (standsAtStation(world, row)) {
      meetStations(world, row, timeOf(key))
      return
    }
    const d = row * DOUBLES
    const presence = world.doubles[d + field.PRESENCE_KEY]!
    const poll = world.doubles[d + field.POLL_KEY]!
    const due = Math.min(presence, poll, world.doubles[d + field.REST_KEY]!)
    world.handled++
    if (this.handle(row, due, presence, poll)) meetStations(world, row, timeOf(key))
  }

  finish(row: number): void {
    closeBooks(this.world, row)
  }

  /** What is known of the device in the row, if nothing has happened to it yet. */
  facts(row: number): DeviceFacts {
    return factsOf(this.world, row)
  }

  disturbed(): number {
    const row = this.world.takeDisturbed()
    if (row >= 0) this.met = this.world.disturbedAt
    return row
  }

  /** Whether the next timer must wait until it is earliest in the fleet: a station holds the device, or will meet it. */
  private waitsItsTurn(row: number, key: number, presence: number, poll: number): boolean {
    const { world } = this
    if (world.byte(row, field.HELD) !== 0) return true
    if (key === presence || key === poll) return false
    const kind = world.timers.code(row) % KIND_LIMIT
    return kind === TIMER.call || (kind === TIMER.send && world.stations.push !== null)
  }

  /** Handles the earliest timer of the row; true when the device now stands at a station. */
  private handle(row: number, key: number, presence: number, pollKey: number): boolean {
    const { world } = this
    const time = timeOf(key)
    if (key === pollKey) return poll(world, row, time)
    if (key === presence) {
      if (world.byte(row, field.PRESENT) === 1) presenceGoes(world, row, time)
      else presenceComes(world, row, time)
      return false
    }
    const code = world.timers.code(row)
    const value = world.timers.value(row)
    world.timers.drop(row)
    world.doubles[row * DOUBLES + field.REST_KEY] = world.timers.earliest(row)
    return fire(world, row, time, code % KIND_LIMIT, Math.floor(code / KIND_LIMIT), value)
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

/** Puts a device into a row whose record is all zeros. */
function place(world: World, row: number, cohort: CohortPlan, index: number): void {
  const { doubles, ints, bytes } = world
  const d = row * DOUBLES
  const n = row * INTS
  for (let i = d + field.OWN_CHANGE; i <= d + field.PROTECTED_AT; i++) doubles[i] = Number.NaN
  doubles[d + field.FIRST_CHECKIN] = Number.NaN
  doubles[d + field.CERTIFICATE_END] = Number.NaN
  doubles[d + field.ENROLLED_AT] = Number.NaN
  doubles[d + field.ATTEMPT_AT] = Number.NaN
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
  ints[n + field.CALL_TICKET] = -1
  ints[n + field.PENDING] = -1
  ints[n + field.PUSH_PLACE] = -1
  bytes[row * BYTES + field.MANAGEMENT_CAUSE] = NO_CAUSE
  bytes[row * BYTES + field.PROTECTION_CAUSE] = NO_CAUSE
  bytes[row * BYTES + field.ACCESS_CAUSE] = NO_CAUSE
  bytes[row * BYTES + field.AT_REFUSALS] = -1
  bytes[row * BYTES + field.SHOWN] = NOT_ENTERED
}

function startPresence(world: World, row: number): void {
  const cohort = world.cohort(row)
  const index = world.ints[row * INTS + field.INDEX]!
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
  world.bytes[row * BYTES + field.PRESENT] = online ? 1 : 0
  world.doubles[row * DOUBLES + field.PRESENCE_KEY] = online
    ? keyOf(-toggle, PRIORITY.offline)
    : keyOf(toggle, PRIORITY.online)
}

function startContact(world: World, row: number): void {
  startPolling(world, row)
  if (world.cohort(row).readsHistory) world.doubles[row * DOUBLES + field.LAST_CONTACT] = lastContact(world, row)
  if (isNeverOnline(behaviourIn(world, row))) stopPolling(world, row)
}

/** Under whom the device is at the start: the old authority, or nobody. */
function startEnrolment(world: World, row: number): void {
  const { inFleet } = world.cohort(row)
  const { bytes } = world
  const b = row * BYTES
  const { kind } = world.plan.scenario.change
  const reports = inFleet && (kind === 'in-place' || kind === 'coexistence')
  const blocked = startOutages(world, row)
  bytes[b + field.ENROLLED] = reports ? 1 : 0
  bytes[b + field.BLOCKED] = reports && blocked ? 1 : 0
  bytes[b + field.STATE] = inFleet && kind !== 'set' ? STATE_CODE.managed_old : STATE_CODE.unenrolled
  if (bytes[b + field.STATE] === STATE_CODE.managed_old) return
  for (let kind = 0; kind < 5; kind++) {
    if (bytes[b + field.KIND + kind] !== KIND_STATE_CODE.old) continue
    const dropped = bytes[b + field.RULE + kind] === DROPPED
    bytes[b + field.KIND + kind] = dropped ? KIND_STATE_CODE.none : KIND_STATE_CODE.missing
    if (!dropped) bytes[b + field.LACKING] = bytes[b + field.LACKING]! | (1 << kind)
  }
}

/** What a service keeps of a device that reports to it. */
function startUpkeep(world: World, row: number): void {
  startCertificate(world, row)
  startCleanup(world, row, 0)
  startCompliance(world, row, 0)
}
