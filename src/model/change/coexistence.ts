import { PRIORITY } from '../../engine/time.ts'
import {
  BY_WAVE,
  BYTES,
  DELIVERED,
  DOUBLES,
  INTS,
  OWN_CHANGE,
  STALE,
  STATE,
  TARGET,
  USER,
} from '../../fleet/device-table.ts'
import { EVENT } from '../codes.ts'
import { enterState, hasChanged, isReachable } from '../coverage.ts'
import { deliver, isDelivered } from '../profiles/delivery.ts'
import { hadKind, loseKind, setKind, startRetention } from '../profiles/retention.ts'
import { settle } from '../profiles/settle.ts'
import { dropRequest } from '../stations/scep.ts'
import { TIMER } from '../timer-kinds.ts'
import { KIND_STATE_CODE, STATE_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'
import { TARGETS, targetAt } from './targets.ts'

const { managed_old: MANAGED_OLD, unlicensed: UNLICENSED, pending: PENDING } = STATE_CODE

/**
 * Sets the dates at which the user's target changes: when the plan's date comes, and with licences given or taken.
 * Devices without a user never change.
 */
export function planCoexistence(world: World, row: number): void {
  const user = world.ints[row * INTS + USER]!
  if (user < 0) return
  const { scenario, users } = world.plan
  const licences = users.licencesOf(world.cohort(row).home, user)
  const dates = [0, scenario.change.at]
  for (let k = 0; k < licences.changes; k++) dates.push(licences.changeAt(k))
  let target: number = TARGETS.old
  for (const date of dates.sort((a, b) => a - b)) {
    const next = targetAt(scenario, licences.isLicensed(date), date)
    if (date < 0 || next === target) continue
    target = next
    world.set(row, date, PRIORITY.broadcast, TIMER.licence, target)
  }
  world.bytes[row * BYTES + TARGET] = TARGETS.old
}

/** The user's target changes: a device acts on it at its next successful check-in, or, left without a service, at once. */
export function targetChanges(world: World, row: number, time: number, target: number): void {
  const { bytes } = world
  const b = row * BYTES
  const state = bytes[b + STATE]!
  bytes[b + TARGET] = target
  if (state === PENDING || state === UNLICENSED) {
    enterState(world, row, time, target === TARGETS.none ? UNLICENSED : PENDING)
  } else if (state === MANAGED_OLD || isReachable(state)) {
    if (target === TARGETS.none) {
      takeAsChange(world, row, time)
      startRetention(world, row, time, world.plan.scenario.retention.clock)
      enterState(world, row, time, UNLICENSED)
    } else if (differs(world, row)) bytes[b + STALE] = 1
  }
}

/** Whether the device is not with the service that its user's licence asks for. */
export function differs(world: World, row: number): boolean {
  const state = world.bytes[row * BYTES + STATE]!
  const target = world.bytes[row * BYTES + TARGET]!
  if (state === MANAGED_OLD) return target === TARGETS.new
  return isReachable(state) ? target === TARGETS.old : state === PENDING
}

/** At a successful check-in the device comes to the service that its user's licence asks for. */
export function followTarget(world: World, row: number, time: number): void {
  const { bytes } = world
  const b = row * BYTES
  if (bytes[b + TARGET] === TARGETS.new) comeNew(world, row, time)
  else comeBack(world, row, time)
}

/** The new service's settings replace the old at once: what is not ready, or not assigned, is missing. */
function comeNew(world: World, row: number, time: number): void {
  takeAsChange(world, row, time)
  world.cancel(row, TIMER.retention)
  for (let kind = 0; kind < 5; kind++) {
    deliver(world, row, time, kind, true)
    if (!isDelivered(world, row, kind)) loseKind(world, row, time, kind)
  }
  settle(world, row, time)
}

function comeBack(world: World, row: number, time: number): void {
  const b = row * BYTES
  world.cancel(row, TIMER.retention)
  world.cancel(row, TIMER.ready)
  dropRequest(world, row)
  for (let kind = 0; kind < 5; kind++) {
    if (hadKind(world, row, kind)) setKind(world, row, time, kind, KIND_STATE_CODE.old)
  }
  world.bytes[b + DELIVERED] = 0
  world.bytes[b + STALE] = 0
  enterState(world, row, time, MANAGED_OLD)
}

/** The own change is the first that takes the device from the old service. */
function takeAsChange(world: World, row: number, time: number): void {
  if (hasChanged(world, row)) return
  world.doubles[row * DOUBLES + OWN_CHANGE] = time
  world.bytes[row * BYTES + BY_WAVE] = 0
  world.note(row, time, EVENT.change)
}
