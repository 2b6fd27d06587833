import { PRIORITY } from '../../engine/time.ts'
import {
  BYTES,
  COHORT,
  COMPLIANT,
  DOUBLES,
  FROZEN,
  INDEX,
  INTS,
  LACKING,
  LAPSED,
  LAST_CONTACT,
  OWN_CHANGE,
  REPORTED,
  SHOWN,
} from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import { uniform } from '../../random/uniform.ts'
import { TIMER } from '../timer-kinds.ts'
import { STATES, type State } from '../vocabulary.ts'
import type { World } from '../world.ts'
import { upkeepOf } from './upkeep.ts'

const TRUE = 0
const REPORT = 1
const WITHOUT_SERVICE: readonly State[] = ['removed', 'unenrolled', 'enrolling', 'identity_expired', 'orphaned']
/** By shown state + 1, whether a living service looks after the device: 0 stands for one that has not arrived. */
const SERVED = [false, ...STATES.map((state) => !WITHOUT_SERVICE.includes(state))]

/**
 * Begins to follow the compliance of an enrolled device: a device is truly compliant while it is enrolled with a living service, lacks no profile
 * it needs and has been in contact of late. Devices that report to another service, which the run does not follow, count
 * as in contact.
 */
export function startCompliance(world: World, row: number, time: number): void {
  const due = lapsesAt(world, row)
  world.bytes[row * BYTES + LAPSED] = due < time ? 1 : 0
  if (due >= time && due < world.horizon) {
    world.cancel(row, TIMER.lapse)
    world.set(row, due, PRIORITY.expiry, TIMER.lapse)
  }
  refreshCompliance(world, row, time)
}

function lapsesAt(world: World, row: number): number {
  return world.doubles[row * DOUBLES + LAST_CONTACT]! + world.plan.scenario.compliance.validity
}

/** Counts the device as compliant or not after anything that may change it; the report follows unless it is frozen. */
export function refreshCompliance(world: World, row: number, time: number): void {
  const { bytes } = world
  const b = row * BYTES
  const compliant = isCompliant(world, row) ? 1 : 0
  if (compliant === bytes[b + COMPLIANT]) return
  bytes[b + COMPLIANT] = compliant
  world.recorder.comply(world.ints[row * INTS + COHORT]!, time, TRUE, compliant === 1 ? 1 : -1)
  if (bytes[b + FROZEN] === 0) report(world, row, time)
  else awaitThaw(world, row, time)
}

function isCompliant(world: World, row: number): boolean {
  const { bytes } = world
  const b = row * BYTES
  return bytes[b + LACKING] === 0 && bytes[b + LAPSED] === 0 && SERVED[bytes[b + SHOWN]! + 1]!
}

/** The last contact may be too long ago; false if there has been another since. */
export function lapse(world: World, row: number, time: number): boolean {
  const due = lapsesAt(world, row)
  if (due <= time) {
    world.bytes[row * BYTES + LAPSED] = 1
    return true
  }
  if (due < world.horizon) world.set(row, due, PRIORITY.expiry, TIMER.lapse)
  return false
}

/** A contact ends a silence that was too long; what that brings about comes with the next refresh. */
export function endLapse(world: World, row: number, time: number): void {
  const due = time + world.plan.scenario.compliance.validity
  world.bytes[row * BYTES + LAPSED] = 0
  if (due < world.horizon) world.set(row, due, PRIORITY.expiry, TIMER.lapse)
}

/**
 * At the own change in place the console keeps what it showed just before, for a while. Source: the vendor says that
 * compliance may take up to a week to be accurate there.
 */
export function freezeReport(world: World, row: number): void {
  if (world.plan.scenario.change.kind === 'in-place') world.bytes[row * BYTES + FROZEN] = 1
}

/**
 * Something has changed that a frozen report does not show: it will when the freeze is over, which is asked only now,
 * because it makes no difference to most devices. Random decision: `reportLag`.
 */
function awaitThaw(world: World, row: number, time: number): void {
  const { reportLag } = upkeepOf(world.plan.scenario)
  const { k0, k1 } = world.cohort(row).key
  const entity = world.ints[row * INTS + INDEX]!
  const u = reportLag.isConstant ? 0.5 : uniform(k0, k1, entity, DECISIONS.reportLag, 0)
  const thaws = world.doubles[row * DOUBLES + OWN_CHANGE]! + reportLag.draw(u)
  world.cancel(row, TIMER.thaw)
  if (thaws <= time) thawReport(world, row, time)
  else if (thaws < world.horizon) world.set(row, thaws, PRIORITY.expiry, TIMER.thaw)
}

/** The report shows what is true again. */
export function thawReport(world: World, row: number, time: number): void {
  world.bytes[row * BYTES + FROZEN] = 0
  report(world, row, time)
}

function report(world: World, row: number, time: number): void {
  const { bytes } = world
  const b = row * BYTES
  if (bytes[b + REPORTED] === bytes[b + COMPLIANT]) return
  bytes[b + REPORTED] = bytes[b + COMPLIANT]!
  world.recorder.comply(world.ints[row * INTS + COHORT]!, time, REPORT, bytes[b + REPORTED] === 1 ? 1 : -1)
}
