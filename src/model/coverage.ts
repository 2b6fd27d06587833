import {
  BLOCKED,
  BYTES,
  COHORT,
  DOUBLES,
  INTS,
  KIND,
  MANAGEMENT_CAUSE,
  MANAGEMENT_SINCE,
  ONLINE,
  OWN_CHANGE,
  PROTECTED_AT,
  PROTECTION_CAUSE,
  PROTECTION_SINCE,
  RULE,
  SHOWN,
  STATE,
  STATE_SINCE,
  STRANDED,
  THROTTLED,
} from '../fleet/device-table.ts'
import { RULES } from '../scenario/scenario.ts'
import { EVENT } from './codes.ts'
import { behaviourIn, isNeverOnline } from './presence.ts'
import { readinessFor } from './settings.ts'
import { CAUSE_CODE, CAUSES, KIND_STATE_CODE, STATE_CODE } from './vocabulary.ts'
import type { World } from './world.ts'

export const NO_CAUSE = -1
export const MANAGEMENT = 0
export const PROTECTION = 1
const MISSING = KIND_STATE_CODE.missing
const UNASSIGNED = RULES.indexOf('unassigned')

/** Whether a device in this state, online or not, is managed. */
export function isManaged(state: number): boolean {
  return state >= STATE_CODE.registered
}

/** Puts the device in another management state; what it shows may hide it behind the APNs outage. */
export function enterState(world: World, row: number, time: number, state: number): void {
  world.bytes[row * BYTES + STATE] = state
  refreshShown(world, row, time)
}

/** Brings the shown state and the causes up to date after anything that may change them. */
export function refreshShown(world: World, row: number, time: number): void {
  const { bytes, doubles } = world
  const b = row * BYTES
  const state = bytes[b + STATE]!
  const shown = bytes[b + BLOCKED] === 1 && state > STATE_CODE.apns_blocked ? STATE_CODE.apns_blocked : state
  const before = bytes[b + SHOWN]!
  if (shown !== before) {
    const d = row * DOUBLES
    world.recorder.show(world.ints[row * INTS + COHORT]!, time, before, shown, time - doubles[d + STATE_SINCE]!)
    doubles[d + STATE_SINCE] = time
    bytes[b + SHOWN] = shown
    world.note(row, time, EVENT.state + shown)
  }
  refreshCauses(world, row, time)
}

/** Charges the time since the last change to the causes that held, and names those that hold now. */
export function refreshCauses(world: World, row: number, time: number): void {
  const { bytes, doubles } = world
  const b = row * BYTES
  const d = row * DOUBLES
  const management = managementCause(world, row)
  const wasManagement = bytes[b + MANAGEMENT_CAUSE]!
  if (management !== wasManagement) {
    charge(world, row, MANAGEMENT, wasManagement, time - doubles[d + MANAGEMENT_SINCE]!)
    bytes[b + MANAGEMENT_CAUSE] = management
    doubles[d + MANAGEMENT_SINCE] = time
  }
  const protection = protectionCause(world, row, time, management)
  const wasProtection = bytes[b + PROTECTION_CAUSE]!
  if (protection !== wasProtection) {
    charge(world, row, PROTECTION, wasProtection, time - doubles[d + PROTECTION_SINCE]!)
    bytes[b + PROTECTION_CAUSE] = protection
    doubles[d + PROTECTION_SINCE] = time
    if (protection === NO_CAUSE) doubles[d + PROTECTED_AT] = time
  }
}

/** Adds the time a cause held to the device's sums. */
export function charge(world: World, row: number, gap: number, cause: number, spent: number): void {
  if (cause !== NO_CAUSE && spent > 0) world.sums.add(row, gap * CAUSES.length + cause, spent)
}

/** The first cause that applies, in the published order; −1 for a managed device. */
function managementCause(world: World, row: number): number {
  const { bytes } = world
  const b = row * BYTES
  if (isManaged(bytes[b + SHOWN]!)) return NO_CAUSE
  if (isNeverOnline(behaviourIn(world, row))) return CAUSE_CODE['never-online']
  if (bytes[b + STRANDED] === 1) return CAUSE_CODE.stranded
  const state = bytes[b + STATE]!
  if (state === STATE_CODE.needs_ticket) return CAUSE_CODE.ticket
  if (state === STATE_CODE.unlicensed) return CAUSE_CODE.licence
  if (bytes[b + BLOCKED] === 1) return CAUSE_CODE.apns
  if (bytes[b + ONLINE] === 0) return CAUSE_CODE.offline
  return world.ints[row * INTS + THROTTLED]! > 0 ? CAUSE_CODE.throttled : CAUSE_CODE['awaiting-checkin']
}

/** While there is a management gap too, its cause; else what keeps the missing kinds away; −1 when none is missing. */
function protectionCause(world: World, row: number, time: number, management: number): number {
  const { bytes } = world
  const b = row * BYTES
  let missing = false
  let unassigned = false
  let late = false
  for (let kind = 0; kind < 5; kind++) {
    if (bytes[b + KIND + kind] !== MISSING) continue
    missing = true
    if (bytes[b + RULE + kind] === UNASSIGNED) unassigned = true
    else if (readinessFor(world, row).ready[kind]! > time) late = true
  }
  if (!missing) return NO_CAUSE
  if (management !== NO_CAUSE) return management
  if (unassigned) return CAUSE_CODE['not-assigned']
  if (late) return CAUSE_CODE['settings-late']
  return bytes[b + ONLINE] === 0 ? CAUSE_CODE.offline : CAUSE_CODE['awaiting-checkin']
}

/** Whether the device's own change has happened. */
export function hasChanged(world: World, row: number): boolean {
  return !Number.isNaN(world.doubles[row * DOUBLES + OWN_CHANGE]!)
}
