import {
  ACCESS_CAUSE,
  ACCESS_SINCE,
  BLOCKED,
  BYTES,
  COHORT,
  COMPLIANT,
  DENIED,
  DOUBLES,
  EXPIRED,
  INTS,
  LACKING,
  MANAGED_AT,
  MANAGEMENT_CAUSE,
  MANAGEMENT_SINCE,
  ONLINE,
  OWN_CHANGE,
  PROTECTED_AT,
  PROTECTION_CAUSE,
  PROTECTION_SINCE,
  REFUSED,
  REQUEST,
  RETIRED,
  RULE,
  SHOWN,
  STATE,
  STATE_SINCE,
  STRANDED,
  THROTTLED,
} from '../fleet/device-table.ts'
import { KINDS, RULES } from '../scenario/scenario.ts'
import { refreshCompliance } from './access/compliance.ts'
import { isWithService, refreshAccess } from './access/conditional-access.ts'
import { EVENT } from './codes.ts'
import { behaviourIn, isNeverOnline } from './contact/presence.ts'
import { refreshCalls } from './people/calls.ts'
import { isSwitched, lacksCategory, readinessFor } from './profiles/settings.ts'
import { CAUSE_CODE, CAUSES, STATE_CODE } from './vocabulary.ts'
import type { World } from './world.ts'

export const NO_CAUSE = -1
export const MANAGEMENT = 0
export const PROTECTION = 1
export const ACCESS = 2
/** Shown by a new device before it arrives: it counts nowhere. */
export const NOT_ENTERED = -1
/** What came of the last attempt to enrol; 0: there was none, or it succeeded. */
export const REFUSAL = { none: 0, apns: 1, licence: 2, other: 3 } as const
const UNASSIGNED = RULES.indexOf('unassigned')
const CERTIFICATE = KINDS.indexOf('certificate')

/** Whether a device in this state, online or not, is managed. */
export function isManaged(state: number): boolean {
  return state >= STATE_CODE.registered
}

/** Whether a device in this state is under the new authority, which reaches it while it is online. */
export function isReachable(state: number): boolean {
  return state === STATE_CODE.registered || state === STATE_CODE.managed_new
}

/** Puts the device in another management state; what it shows may hide it behind an outage or an expired certificate. */
export function enterState(world: World, row: number, time: number, state: number): void {
  const b = row * BYTES
  const moved = (isReachable(state) ? 1 : 0) - (isReachable(world.bytes[b + STATE]!) ? 1 : 0)
  world.bytes[b + STATE] = state
  if (moved !== 0 && world.cohort(row).inFleet) world.recorder.moved(time, moved)
  if (state === STATE_CODE.managed_new && Number.isNaN(world.doubles[row * DOUBLES + MANAGED_AT]!)) {
    world.doubles[row * DOUBLES + MANAGED_AT] = time
  }
  refreshShown(world, row, time)
}

/** Brings the shown state and the causes up to date after anything that may change them. */
export function refreshShown(world: World, row: number, time: number): void {
  const { bytes, doubles } = world
  const b = row * BYTES
  const before = bytes[b + SHOWN]!
  if (before === NOT_ENTERED) return
  const shown = shownState(world, row)
  if (shown !== before) {
    const d = row * DOUBLES
    const cohort = world.ints[row * INTS + COHORT]!
    world.recorder.show(cohort, time, before, shown, time - doubles[d + STATE_SINCE]!)
    const reach = (isReachable(shown) ? 1 : 0) - (isReachable(before) ? 1 : 0)
    if (reach !== 0 && bytes[b + ONLINE] === 1) world.recorder.reach(cohort, time, reach)
    doubles[d + STATE_SINCE] = time
    bytes[b + SHOWN] = shown
    world.note(row, time, EVENT.state + shown)
  }
  refreshCauses(world, row, time)
}

/** The first state that applies, in the published order. */
export function shownState(world: World, row: number): number {
  const b = row * BYTES
  const state = world.bytes[b + STATE]!
  if (state <= STATE_CODE.enrolling) return state
  if (world.bytes[b + EXPIRED] === 1) return STATE_CODE.identity_expired
  return world.bytes[b + BLOCKED] === 1 ? STATE_CODE.apns_blocked : state
}

/** Charges the time since the last change to the causes that held, and names those that hold now. */
export function refreshCauses(world: World, row: number, time: number): void {
  const { bytes, doubles } = world
  const b = row * BYTES
  const d = row * DOUBLES
  if (bytes[b + SHOWN] === NOT_ENTERED) return
  const management = managementCause(world, row)
  const wasManagement = bytes[b + MANAGEMENT_CAUSE]!
  if (management !== wasManagement) {
    charge(world, row, MANAGEMENT, wasManagement, doubles[d + MANAGEMENT_SINCE]!, time)
    bytes[b + MANAGEMENT_CAUSE] = management
    doubles[d + MANAGEMENT_SINCE] = time
  }
  const protection = protectionCause(world, row, time, management)
  const wasProtection = bytes[b + PROTECTION_CAUSE]!
  if (protection !== wasProtection) {
    charge(world, row, PROTECTION, wasProtection, doubles[d + PROTECTION_SINCE]!, time)
    bytes[b + PROTECTION_CAUSE] = protection
    doubles[d + PROTECTION_SINCE] = time
    if (protection === NO_CAUSE) doubles[d + PROTECTED_AT] = time
  }
  refreshCompliance(world, row, time)
  if (world.plan.guarded) {
    refreshAccess(world, row, time)
    const access = bytes[b + DENIED] === 0 ? NO_CAUSE : accessCause(world, row, management)
    const wasAccess = bytes[b + ACCESS_CAUSE]!
    if (access !== wasAccess) {
      charge(world, row, ACCESS, wasAccess, doubles[d + ACCESS_SINCE]!, time)
      bytes[b + ACCESS_CAUSE] = access
      doubles[d + ACCESS_SINCE] = time
    }
  }
  if (world.plan.helped) refreshCalls(world, row, time)
}

/** Adds the time a cause held, from `from` to `to`, to the device's sums. */
export function charge(world: World, row: number, gap: number, cause: number, from: number, to: number): void {
  if (cause === NO_CAUSE || to <= from) return
  world.sums.add(row, gap * CAUSES.length + cause, to - from)
  if (world.recorder.traces) world.recorder.interval(world.deviceOf(row), gap, cause, from, to)
}

/** The first cause that applies, in the published order; −1 for a managed device. */
function managementCause(world: World, row: number): number {
  const { bytes } = world
  const b = row * BYTES
  if (isManaged(bytes[b + SHOWN]!)) return NO_CAUSE
  const state = bytes[b + STATE]!
  const retired = bytes[b + RETIRED] === 1
  if (state === STATE_CODE.removed && !retired) return CAUSE_CODE.removed
  if (retired) return CAUSE_CODE.retired
  const unenrolled = state === STATE_CODE.unenrolled || state === STATE_CODE.enrolling
  if (!unenrolled && bytes[b + EXPIRED] === 1) return CAUSE_CODE['identity-certificate']
  if (isNeverOnline(behaviourIn(world, row))) return CAUSE_CODE['never-online']
  if (bytes[b + STRANDED] === 1) return CAUSE_CODE.stranded
  if (state === STATE_CODE.needs_ticket) return CAUSE_CODE.ticket
  if (state === STATE_CODE.unlicensed) return CAUSE_CODE.licence
  if (unenrolled) return NOT_ENROLLED[bytes[b + REFUSED]!]!
  if (state === STATE_CODE.orphaned) return CAUSE_CODE['user-not-enrolled']
  if (bytes[b + BLOCKED] === 1) return CAUSE_CODE.apns
  if (bytes[b + ONLINE] === 0) return CAUSE_CODE.offline
  return world.ints[row * INTS + THROTTLED]! > 0 ? CAUSE_CODE.throttled : CAUSE_CODE['awaiting-checkin']
}

/** Why a device is not enrolled, by what came of its last attempt. */
const NOT_ENROLLED: readonly number[] = [
  CAUSE_CODE['user-not-enrolled'],
  CAUSE_CODE.apns,
  CAUSE_CODE.licence,
  CAUSE_CODE['enrolment-failed'],
]

/** While there is a management gap too, its cause; else what keeps the missing kinds away; −1 when none is missing. */
function protectionCause(world: World, row: number, time: number, management: number): number {
  const { bytes } = world
  const b = row * BYTES
  const lacking = bytes[b + LACKING]!
  if (lacking === 0) return NO_CAUSE
  if (management !== NO_CAUSE) return management
  let unassigned = false
  let late = false
  let category = false
  for (let kind = 0; kind < 5; kind++) {
    if (((lacking >> kind) & 1) === 0) continue
    if (bytes[b + STATE] === STATE_CODE.managed_old || !isSwitched(world, row, time, kind)) continue
    if (bytes[b + RULE + kind] === UNASSIGNED) unassigned = true
    else if (readinessFor(world, row).ready[kind]! > time) late = true
    else if (lacksCategory(world, row, kind)) category = true
  }
  if (unassigned) return CAUSE_CODE['not-assigned']
  if (late) return CAUSE_CODE['settings-late']
  if (category) return CAUSE_CODE.category
  if (bytes[b + REQUEST] === 1 && ((lacking >> CERTIFICATE) & 1) === 1) return CAUSE_CODE.issuance
  return bytes[b + ONLINE] === 0 ? CAUSE_CODE.offline : CAUSE_CODE['awaiting-checkin']
}

/** Why conditional access keeps a device out. */
function accessCause(world: World, row: number, management: number): number {
  if (management !== NO_CAUSE) return management
  if (!isWithService(world, row)) return CAUSE_CODE['user-not-enrolled']
  return world.bytes[row * BYTES + COMPLIANT] === 0 ? CAUSE_CODE['not-compliant'] : CAUSE_CODE['access-lag']
}

/** Whether the device's own change has happened. */
export function hasChanged(world: World, row: number): boolean {
  return !Number.isNaN(world.doubles[row * DOUBLES + OWN_CHANGE]!)
}
