import { NEVER, PRIORITY } from '../engine/time.ts'
import { BY_WAVE, BYTES, DOUBLES, INDEX, INTS, OWN_CHANGE, STATE, USER, WAVE } from '../fleet/device-table.ts'
import { LICENSED, UNLICENSED as NO_LICENCE } from '../fleet/users.ts'
import { EVENT } from './codes.ts'
import { enterState } from './coverage.ts'
import type { CohortPlan } from './plan.ts'
import { sendMessage } from './push.ts'
import { startRetention } from './retention.ts'
import { isDrawn, switchDate } from './support.ts'
import { TIMER } from './timer-kinds.ts'
import { STATE_CODE } from './vocabulary.ts'
import type { World } from './world.ts'

const { pending: PENDING, unlicensed: UNLICENSED, needs_ticket: NEEDS_TICKET } = STATE_CODE

/** The dates of one device's change, all known before it starts to run; `NEVER` where there is none. */
interface Dates {
  /** The own change, and the state it brings. */
  changedAt: number
  state: number
  /** When an unlicensed user gets a licence after the switch. */
  licensedAt: number
  /** When support switches a device that waits for it. */
  switchedAt: number
  /** When the wave, a licence, the administrator or support moved it. */
  byWave: number
  /** Index of the licence that moved it. */
  byLicence: number
  /** Index of the draw of the action that moved it; −1: none. */
  byAction: number
  bySupport: number
}

/** Used again for every device. */
const dates: Dates = {
  changedAt: NEVER,
  state: PENDING,
  licensedAt: NEVER,
  switchedAt: NEVER,
  byWave: NEVER,
  byLicence: NO_LICENCE,
  byAction: -1,
  bySupport: NEVER,
}

/**
 * Sets the timers of a device's change and the messages that announce it.
 *
 * A user's devices move together: with their wave, or when a user of an earlier wave gets a licence, or at the tenant
 * switch, unlicensed users then being left without a service. Devices without a user and those of enrolment managers
 * move only by `switchDevices` before the switch or by support.
 */
export function planChange(world: World, row: number): void {
  const cohort = world.cohort(row)
  const { change } = world.plan.scenario
  const { enrolment } = cohort.cohort
  dates.changedAt = change.at
  dates.state = PENDING
  dates.licensedAt = NEVER
  dates.switchedAt = NEVER
  dates.byWave = NEVER
  dates.byLicence = NO_LICENCE
  dates.byAction = -1
  dates.bySupport = NEVER
  if (enrolment === 'userless' || (enrolment === 'dem' && change.dem === 'stays')) dateTicket(world, row, cohort)
  else dateUser(world, row, cohort)
  world.set(row, dates.changedAt, PRIORITY.broadcast, TIMER.change, dates.state)
  world.set(row, dates.licensedAt, PRIORITY.broadcast, TIMER.licence)
  world.set(row, dates.switchedAt, PRIORITY.grant, TIMER.switched)
  addressMessages(world, row, cohort)
}

/** A device that somebody must switch: the administrator before the tenant switch, or support. */
function dateTicket(world: World, row: number, cohort: CohortPlan): void {
  const { at } = world.plan.scenario.change
  const index = world.ints[row * INTS + INDEX]!
  const action = switchDate(cohort.switchDates, cohort.key, index)
  if (action !== null && action.at < at) {
    dates.changedAt = action.at
    dates.byAction = action.draw
    return
  }
  const switchedAt = world.plan.tickets.switchedAt(cohort.index, index)
  if (switchedAt < at) {
    dates.changedAt = switchedAt
    dates.bySupport = switchedAt
    return
  }
  dates.state = NEEDS_TICKET
  dates.switchedAt = switchedAt
}

/** A device that moves with its user. At one instant waves come before the switch and the switch before licences. */
function dateUser(world: World, row: number, cohort: CohortPlan): void {
  const { change } = world.plan.scenario
  const n = row * INTS
  const wave = world.ints[n + WAVE]!
  const licence = world.plan.users.licenceOf(cohort.home, world.ints[n + USER]!)
  const licensed = licence === LICENSED ? -NEVER : licence === NO_LICENCE ? NEVER : change.licences[licence]!.at
  const waveAt = wave < 0 ? NEVER : change.waves[wave]!.at
  const withWave = Math.max(waveAt, licensed)
  const action = switchDate(cohort.switchDates, cohort.key, world.ints[n + INDEX]!, licensed)
  if (action !== null && action.at < change.at && action.at < withWave) {
    dates.changedAt = action.at
    dates.byAction = action.draw
  } else if (withWave < change.at || (waveAt === change.at && licensed < change.at)) {
    dates.changedAt = withWave
    world.bytes[row * BYTES + BY_WAVE] = 1
    if (licensed < waveAt) dates.byWave = waveAt
    else dates.byLicence = licence
  } else if (licensed >= change.at) {
    dates.state = UNLICENSED
    dates.licensedAt = licensed
    dates.byLicence = licence
  }
}

function addressMessages(world: World, row: number, cohort: CohortPlan): void {
  const wave = world.ints[row * INTS + WAVE]!
  const index = world.ints[row * INTS + INDEX]!
  for (const entry of cohort.addressed) {
    const { sendAt } = world.plan.messages[entry.message]!
    if (entry.to === 'moved-by-wave' && (entry.which !== wave || dates.byWave === NEVER)) continue
    if (entry.to === 'licensed-then' && entry.which !== dates.byLicence) continue
    if (entry.to === 'switched' && entry.which !== dates.byAction) continue
    if (entry.share < 1 && !isDrawn(cohort.key, index, entry.which, entry.share)) continue
    sendMessage(world, row, entry.message, sendAt)
  }
  if (dates.bySupport !== NEVER) announceSwitched(world, row, dates.bySupport)
}

/** The device's own change: it leaves the old authority, which keeps its profiles for a while. */
export function change(world: World, row: number, time: number, state: number): void {
  world.doubles[row * DOUBLES + OWN_CHANGE] = time
  world.note(row, time, EVENT.change)
  startRetention(world, row, time)
  enterState(world, row, time, state)
}

/** An unlicensed user's licence: the devices may move now. */
export function licensed(world: World, row: number, time: number): void {
  if (world.bytes[row * BYTES + STATE] === UNLICENSED) enterState(world, row, time, PENDING)
}

/** Support has switched the device, and pushes to it. */
export function switched(world: World, row: number, time: number): void {
  enterState(world, row, time, PENDING)
  announceSwitched(world, row, time)
}

function announceSwitched(world: World, row: number, time: number): void {
  const message = world.cohort(row).supportMessage
  if (message >= 0) sendMessage(world, row, message, time + world.plan.messages[message]!.sendAt)
}
