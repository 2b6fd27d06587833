import { keyOf, NEVER, PRIORITY } from '../engine/time.ts'
import {
  BYTES,
  DOUBLES,
  DUE,
  INDEX,
  INTS,
  MANAGEMENT_CAUSE,
  ONLINE,
  OVERDUE,
  POLL_KEY,
  PRESENCE_KEY,
  PROTECTION_CAUSE,
  SPELL,
  STORED,
  WAITING_ACTS,
  WAITING_RENEWAL,
} from '../fleet/device-table.ts'
import { DECISIONS } from '../random/decisions.ts'
import { uniform } from '../random/uniform.ts'
import { EVENT } from './codes.ts'
import { refreshCauses } from './coverage.ts'
import { nextToggle } from './presence.ts'
import { announceStored } from './push.ts'
import { TIMER } from './timer-kinds.ts'
import { TRIGGER_CODE } from './vocabulary.ts'
import type { World } from './world.ts'

/** The device comes online: what waited for it starts to move. */
export function cameOnline(world: World, row: number, time: number): void {
  const { bytes, doubles, ints } = world
  const b = row * BYTES
  const d = row * DOUBLES
  bytes[b + ONLINE] = 1
  doubles[d + PRESENCE_KEY] = keyOf(nextToggle(world, row, time, true), PRIORITY.offline)
  world.note(row, time, EVENT.online)
  const { onReconnect } = world.plan.scenario.poll
  if (onReconnect === 'immediately') {
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
  refreshOpenGaps(world, row, time)
}

/** The device goes offline: an overdue poll that has not fired stays overdue, a stored push stays stored. */
export function wentOffline(world: World, row: number, time: number): void {
  const { bytes, doubles, ints } = world
  const b = row * BYTES
  const d = row * DOUBLES
  const n = row * INTS
  bytes[b + ONLINE] = 0
  ints[n + SPELL] = ints[n + SPELL]! + 1
  doubles[d + PRESENCE_KEY] = keyOf(nextToggle(world, row, time, false), PRIORITY.online)
  doubles[d + POLL_KEY] = keyOf(doubles[d + DUE]!, PRIORITY.attempt)
  if (bytes[b + STORED] !== 0) world.cancel(row, TIMER.stored)
  world.note(row, time, EVENT.offline)
  refreshOpenGaps(world, row, time)
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
  const b = row * BYTES
  if (world.bytes[b + MANAGEMENT_CAUSE]! >= 0 || world.bytes[b + PROTECTION_CAUSE]! >= 0)
    refreshCauses(world, row, time)
}
