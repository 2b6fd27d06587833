import { keyOf, NEVER, PRIORITY } from '../../engine/time.ts'
import {
  ACCESS_CAUSE,
  BYTES,
  DOUBLES,
  DOWN,
  DUE,
  ENROLLED,
  INDEX,
  INTS,
  MANAGEMENT_CAUSE,
  ONLINE,
  OVERDUE,
  POLL_KEY,
  PRESENCE_KEY,
  PRESENT,
  PROTECTION_CAUSE,
  REQUEST,
  SHOWN,
  SPELL,
  STORED,
  STRANDED,
  WAITING,
  WAITING_ACTS,
  WAITING_RENEWAL,
} from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import { uniform } from '../../random/uniform.ts'
import { appWipeOffline, appWipeOnline } from '../actions/app-wipe.ts'
import { EVENT } from '../codes.ts'
import { isReachable, NOT_ENTERED, refreshCauses } from '../coverage.ts'
import { attemptInterrupted } from '../enrolment/enrolment.ts'
import { WAIT } from '../people/waiting.ts'
import { announceStored } from '../push/push.ts'
import { TIMER } from '../timer-kinds.ts'
import { TRIGGER_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'
import { nextToggle } from './presence.ts'

/** A restart keeps the device offline for its minutes, or, if it stays locked, until presence next comes online. */
const MINUTES = 1
const LOCKED = 2

/** Presence brings the device online, unless a restart still keeps it offline. */
export function presenceComes(world: World, row: number, time: number): void {
  const b = row * BYTES
  world.bytes[b + PRESENT] = 1
  world.doubles[row * DOUBLES + PRESENCE_KEY] = keyOf(nextToggle(world, row, time, true), PRIORITY.offline)
  if (world.bytes[b + DOWN] === LOCKED) world.bytes[b + DOWN] = 0
  if (world.bytes[b + DOWN] === 0) connect(world, row, time)
}

/** Presence takes the device offline. */
export function presenceGoes(world: World, row: number, time: number): void {
  const b = row * BYTES
  world.bytes[b + PRESENT] = 0
  world.doubles[row * DOUBLES + PRESENCE_KEY] = keyOf(nextToggle(world, row, time, false), PRIORITY.online)
  if (world.bytes[b + ONLINE] === 1) disconnect(world, row, time)
}

/** A restart takes the device offline, whatever its presence: for some minutes, or until presence next comes online. */
export function goDown(world: World, row: number, time: number, locked: boolean): void {
  world.bytes[row * BYTES + DOWN] = locked ? LOCKED : MINUTES
  if (world.bytes[row * BYTES + ONLINE] === 1) disconnect(world, row, time)
}

/** The minutes of a restart are over. */
export function comeUp(world: World, row: number, time: number): void {
  const b = row * BYTES
  if (world.bytes[b + DOWN] !== MINUTES) return
  world.bytes[b + DOWN] = 0
  if (world.bytes[b + PRESENT] === 1 && world.bytes[b + STRANDED] === 0) connect(world, row, time)
}

/** The device is online: what waited for it starts to move. */
export function connect(world: World, row: number, time: number): void {
  const { bytes, doubles, ints } = world
  const b = row * BYTES
  const d = row * DOUBLES
  bytes[b + ONLINE] = 1
  if (bytes[b + SHOWN] !== NOT_ENTERED) world.note(row, time, EVENT.online)
  if (bytes[b + ENROLLED] === 1) {
    if (world.plan.scenario.poll.onReconnect === 'immediately') {
      if (doubles[d + DUE] !== NEVER) world.set(row, time, PRIORITY.attempt, TIMER.checkin, TRIGGER_CODE.poll)
    } else if (bytes[b + OVERDUE] === 1) {
      const fires = time + reconnectDelay(world, row)
      if (fires < doubles[d + DUE]!) doubles[d + POLL_KEY] = keyOf(fires, PRIORITY.attempt)
    }
    if (bytes[b + STORED] !== 0) announceStored(world, row, time)
    for (; ints[row * INTS + WAITING_ACTS]! > 0; ints[row * INTS + WAITING_ACTS]!--) {
      world.set(row, time, PRIORITY.attempt, TIMER.checkin, TRIGGER_CODE.company_portal)
    }
    if (bytes[b + WAITING_RENEWAL] === 1) {
      bytes[b + WAITING_RENEWAL] = 0
      world.set(row, time, PRIORITY.attempt, TIMER.checkin, TRIGGER_CODE.channel_renewal)
    }
    if (bytes[b + REQUEST] === 2) world.set(row, time, PRIORITY.grant, TIMER.grant)
    if (isReachable(bytes[b + SHOWN]!)) world.recorder.reach(world.cohortIndex(row), time, 1)
  }
  const waiting = bytes[b + WAITING]!
  if (waiting !== 0) resume(world, row, time, waiting)
  refreshOpenGaps(world, row, time)
}

/** The device is offline: an overdue poll that has not fired stays overdue, a stored push stays stored. */
export function disconnect(world: World, row: number, time: number): void {
  dropConnection(world, row, time)
  refreshOpenGaps(world, row, time)
}

/** The same where the causes of gaps are brought up to date by the caller. */
export function dropConnection(world: World, row: number, time: number): void {
  const { bytes, doubles, ints } = world
  const b = row * BYTES
  const d = row * DOUBLES
  bytes[b + ONLINE] = 0
  ints[row * INTS + SPELL]!++
  doubles[d + POLL_KEY] = keyOf(doubles[d + DUE]!, PRIORITY.attempt)
  if (bytes[b + STORED] !== 0) world.cancel(row, TIMER.stored)
  if (bytes[b + SHOWN] !== NOT_ENTERED) world.note(row, time, EVENT.offline)
  if (isReachable(bytes[b + SHOWN]!)) world.recorder.reach(world.cohortIndex(row), time, -1)
  if ((bytes[b + WAITING]! & WAIT.appWipe) !== 0) appWipeOffline(world, row, time)
  attemptInterrupted(world, row, time)
}

/** What waited for the device to come online happens at this instant, each in its class. */
function resume(world: World, row: number, time: number, waiting: number): void {
  world.bytes[row * BYTES + WAITING] = waiting & WAIT.appWipe
  if ((waiting & WAIT.attempt) !== 0) world.set(row, time, PRIORITY.attempt, TIMER.enrol)
  if ((waiting & WAIT.moment) !== 0) world.set(row, time, PRIORITY.act, TIMER.moment, WAIT.moment)
  if ((waiting & WAIT.again) !== 0) world.set(row, time, PRIORITY.act, TIMER.moment, WAIT.again)
  if ((waiting & WAIT.appWipe) !== 0) appWipeOnline(world, row, time)
}

/** How long an overdue poll waits after a reconnection. Random decision: `reconnectDelay` by offline spell. */
export function reconnectDelay(world: World, row: number): number {
  const { reconnectDelay: delay } = world.plan
  if (delay.isConstant) return delay.draw(0.5)
  const n = row * INTS
  const { k0, k1 } = world.cohort(row).key
  return delay.draw(uniform(k0, k1, world.ints[n + INDEX]!, DECISIONS.reconnectDelay, world.ints[n + SPELL]!))
}

function refreshOpenGaps(world: World, row: number, time: number): void {
  const { bytes } = world
  const b = row * BYTES
  if (bytes[b + MANAGEMENT_CAUSE]! >= 0 || bytes[b + PROTECTION_CAUSE]! >= 0 || bytes[b + ACCESS_CAUSE]! >= 0) {
    refreshCauses(world, row, time)
  }
}
