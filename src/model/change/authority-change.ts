import { NEVER, PRIORITY } from '../../engine/time.ts'
import {
  BY_WAVE,
  BYTES,
  CHANGED,
  DOUBLES,
  INDEX,
  INTS,
  OWN_CHANGE,
  STATE,
  USER,
  WAVE,
} from '../../fleet/device-table.ts'
import { NO_DATE } from '../../fleet/licences.ts'
import { freezeReport } from '../access/compliance.ts'
import { EVENT } from '../codes.ts'
import { enterState } from '../coverage.ts'
import { loseCategory } from '../people/categories.ts'
import type { CohortPlan } from '../plan.ts'
import { startRetention } from '../profiles/retention.ts'
import { sendMessage } from '../push/push.ts'
import { TIMER } from '../timer-kinds.ts'
import { STATE_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'
import { isDrawn } from './support.ts'

const { pending: PENDING, unlicensed: UNLICENSED, needs_ticket: NEEDS_TICKET } = STATE_CODE
/** What stands in a payload: the state that a change brings, whether it is a wave's, and what announces it. */
const BY_A_WAVE = 16
const MESSAGE = 32

/**
 * Sets the timers of a device's change in place.
 *
 * A user's devices move together: with their wave, or when a user of an earlier wave gets a licence, or at the tenant
 * switch, unlicensed users then being left without a service. Devices without a user and those of enrolment managers
 * move only by `switchDevices` before the switch or by support.
 */
export function planInPlace(world: World, row: number): void {
  const cohort = world.cohort(row)
  const { change } = world.plan.scenario
  const { enrolment } = cohort.cohort
  if (enrolment === 'userless' || (enrolment === 'dem' && change.dem === 'stays')) planTicket(world, row, cohort)
  else planUser(world, row, cohort)
  const index = world.ints[row * INTS + INDEX]!
  for (const { action, at, draw, share } of cohort.switchDates) {
    if (!isDrawn(cohort.key, index, draw, share)) continue
    const message = world.plan.actionMessages[action] ?? -1
    world.set(row, at, PRIORITY.broadcast, TIMER.switched, message + 1)
  }
}

/** A device that somebody must switch, before the tenant switch or after it. */
function planTicket(world: World, row: number, cohort: CohortPlan): void {
  const { at } = world.plan.scenario.change
  const switchedAt = world.plan.tickets.switchedAt(cohort.index, world.ints[row * INTS + INDEX]!)
  const priority = switchedAt < at ? PRIORITY.broadcast : PRIORITY.grant
  world.set(row, at, PRIORITY.broadcast, TIMER.change, NEEDS_TICKET)
  world.set(row, switchedAt, priority, TIMER.switched, cohort.supportMessage + 1)
}

/** A device that moves with its user. At one instant waves come before the switch and the switch before licences. */
function planUser(world: World, row: number, cohort: CohortPlan): void {
  const { scenario, users, waveMessages, licenceMessages } = world.plan
  const { change } = scenario
  const n = row * INTS
  const wave = world.ints[n + WAVE]!
  const licences = users.licencesOf(cohort.home, world.ints[n + USER]!)
  const waveAt = wave < 0 ? NEVER : change.waves[wave]!.at
  const withWave = wave < 0 ? NEVER : licences.firstFrom(waveAt)
  const byLicence = wave < 0 ? NO_DATE : licences.found
  if (withWave < change.at || (waveAt === change.at && withWave === waveAt && byLicence === NO_DATE)) {
    const message = byLicence === NO_DATE ? waveMessages[wave] : licenceMessages[byLicence]
    const payload = PENDING + BY_A_WAVE + MESSAGE * ((message ?? -1) + 1)
    world.set(row, withWave, PRIORITY.broadcast, TIMER.change, payload)
    return
  }
  const licensedAt = licences.firstFrom(change.at)
  if (licences.found === NO_DATE && licensedAt === change.at) {
    world.set(row, change.at, PRIORITY.broadcast, TIMER.change, PENDING)
    return
  }
  world.set(row, change.at, PRIORITY.broadcast, TIMER.change, UNLICENSED)
  world.set(row, licensedAt, PRIORITY.broadcast, TIMER.licence, (licenceMessages[licences.found] ?? -1) + 1)
}

/** Sets the timers of what the service sends to all devices. */
export function addressMessages(world: World, row: number): void {
  for (const message of world.cohort(row).addressed) {
    sendMessage(world, row, message, world.plan.messages[message]!.sendAt)
  }
}

/**
 * The change of the device's user, or the tenant's. A device that is not enrolled comes under the new authority when it
 * next enrols.
 */
export function change(world: World, row: number, time: number, payload: number): void {
  const b = row * BYTES
  const message = Math.floor(payload / MESSAGE) - 1
  world.bytes[b + CHANGED] = 1
  if (world.bytes[b + STATE] !== STATE_CODE.managed_old) return
  if ((payload & BY_A_WAVE) !== 0) world.bytes[b + BY_WAVE] = 1
  leaveOld(world, row, time, payload % BY_A_WAVE)
  announce(world, row, time, message)
}

/** The device's own change: it leaves the old authority, which keeps its profiles for a while. */
function leaveOld(world: World, row: number, time: number, state: number): void {
  freezeReport(world, row)
  world.doubles[row * DOUBLES + OWN_CHANGE] = time
  world.note(row, time, EVENT.change)
  loseCategory(world, row)
  startRetention(world, row, time, world.plan.scenario.retention.clock)
  enterState(world, row, time, state)
}

/** An unlicensed user's licence: the devices may move now. */
export function licensed(world: World, row: number, time: number, payload: number): void {
  if (world.bytes[row * BYTES + STATE] !== UNLICENSED) return
  enterState(world, row, time, PENDING)
  announce(world, row, time, payload - 1)
}

/** Support or the administrator has switched the device; before the tenant switch, that is its own change. */
export function switched(world: World, row: number, time: number, payload: number): void {
  const state = world.bytes[row * BYTES + STATE]
  if (state === NEEDS_TICKET) enterState(world, row, time, PENDING)
  else if (state === STATE_CODE.managed_old && mayMove(world, row, time)) leaveOld(world, row, time, PENDING)
  else return
  announce(world, row, time, payload - 1)
}

/** A user's device moves only with a licence; the others need none. */
function mayMove(world: World, row: number, time: number): boolean {
  const { change } = world.plan.scenario
  const { cohort, home } = world.cohort(row)
  if (cohort.enrolment === 'userless' || (cohort.enrolment === 'dem' && change.dem === 'stays')) return true
  return world.plan.users.licencesOf(home, world.ints[row * INTS + USER]!).isLicensed(time)
}

/** Tells the device of its change by a push, if there is one. */
function announce(world: World, row: number, time: number, message: number): void {
  if (message < 0) return
  const { at, sendAt } = world.plan.messages[message]!
  sendMessage(world, row, message, time + (sendAt - at))
}
