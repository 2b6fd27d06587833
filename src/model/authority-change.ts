import { NEVER, PRIORITY } from '../engine/time.ts'
import { BYTES, DOUBLES, INDEX, INTS, OWN_CHANGE, STATE, USER, WAVE } from '../fleet/device-table.ts'
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

/** The dates of one device's change, all known before it starts to run. */
interface Dates {
  /** The own change, and the state it brings. */
  readonly changedAt: number
  readonly state: number
  /** When an unlicensed user gets a licence after the switch. */
  readonly licensedAt: number
  /** When support switches a device that waits for it. */
  readonly switchedAt: number
  /** When the wave, the licence, the administrator or support moved it; the others are `NEVER`. */
  readonly byWave: number
  readonly byLicence: number
  readonly byAction: number
  readonly bySupport: number
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
  const dates = datesOf(world, row, cohort)
  world.set(row, dates.changedAt, PRIORITY.broadcast, TIMER.change, dates.state)
  world.set(row, dates.licensedAt, PRIORITY.broadcast, TIMER.licence)
  world.set(row, dates.switchedAt, PRIORITY.grant, TIMER.switched)
  addressMessages(world, row, cohort, dates)
}

function datesOf(world: World, row: number, cohort: CohortPlan): Dates {
  const { change } = world.plan.scenario
  const n = row * INTS
  const { enrolment } = cohort.cohort
  const index = world.ints[n + INDEX]!
  const none = { licensedAt: NEVER, switchedAt: NEVER, byWave: NEVER, byLicence: NEVER, byAction: NEVER, bySupport: NEVER }
  const byAction = switchDate(cohort.switchDates, cohort.key, index)
  if (enrolment === 'userless' || (enrolment === 'dem' && change.dem === 'stays')) {
    if (byAction < change.at) return { ...none, changedAt: byAction, state: PENDING, byAction }
    const switchedAt = world.plan.tickets.switchedAt(cohort.index, index)
    if (switchedAt < change.at) return { ...none, changedAt: switchedAt, state: PENDING, bySupport: switchedAt }
    return { ...none, changedAt: change.at, state: NEEDS_TICKET, switchedAt }
  }
  const user = world.ints[n + USER]!
  const licensed = world.plan.users.licensedFrom(cohort.home, user)
  const wave = world.ints[n + WAVE]!
  const waveAt = wave < 0 ? NEVER : change.waves[wave]!.at
  const moved = Math.max(waveAt, licensed)
  // At one instant waves come before the switch and the switch before licences.
  const withWave = moved < change.at || (waveAt === change.at && licensed < change.at) ? moved : NEVER
  const licensedAction = licensed <= byAction && byAction < change.at ? byAction : NEVER
  const changedAt = Math.min(withWave, licensedAction)
  if (changedAt !== NEVER) {
    if (licensedAction < withWave) return { ...none, changedAt, state: PENDING, byAction: licensedAction }
    const byWave = licensed <= waveAt
    return { ...none, changedAt, state: PENDING, byWave: byWave ? waveAt : NEVER, byLicence: byWave ? NEVER : licensed }
  }
  if (licensed < change.at) return { ...none, changedAt: change.at, state: PENDING }
  return { ...none, changedAt: change.at, state: UNLICENSED, licensedAt: licensed, byLicence: licensed }
}

function addressMessages(world: World, row: number, cohort: CohortPlan, dates: Dates): void {
  const wave = world.ints[row * INTS + WAVE]!
  const index = world.ints[row * INTS + INDEX]!
  for (const entry of cohort.addressed) {
    const { at, sendAt } = world.plan.messages[entry.message]!
    if (entry.to === 'moved-by-wave' && (entry.which !== wave || dates.byWave === NEVER)) continue
    if (entry.to === 'licensed-then' && dates.byLicence !== at) continue
    if (entry.to === 'switched' && dates.byAction !== at) continue
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
