import { isManaged } from '../model/coverage.ts'
import type { Plan } from '../model/plan.ts'
import { FATE_CODE, GAPS, PUSH_FATES, STATES, STATIONS } from '../model/vocabulary.ts'
import { FLOW } from './flows.ts'
import { gapKey } from './gap-tally.ts'
import { ENTERED, type Tally, TIMELINE_COLUMNS } from './tally.ts'

/** A law that holds for every run is broken: a defect of the program, never of the scenario. */
export class ConservationError extends Error {
  readonly code = 'conservation'
  override readonly name = 'ConservationError'
}

/**
 * Checks what holds for every run, at a cost that does not grow with the fleet: devices in all states add up to those
 * that have entered at every bucket; device-time adds up to the time since their entry; device-time by cause equals the
 * time spent in unmanaged states, and without access; attempts equal their outcomes; pushes due, calls and actions equal
 * their fates and those open at the horizon; no line is shorter than empty.
 */
export function assertConservation(plan: Plan, tally: Tally): void {
  assertDevices(plan, tally)
  assertGapTime(plan, tally)
  const attempts = tally.checkins.reduce((sum, count) => sum + count, 0)
  equal('attempts to check in and their outcomes', attempts, tally.attempts)
  assertFates(tally)
  assertLines(tally)
}

function assertDevices(plan: Plan, tally: Tally): void {
  const { buckets, changes } = tally
  const at = (cohort: number, column: number, bucket: number): number =>
    changes[(cohort * TIMELINE_COLUMNS + column) * (buckets + 1) + bucket]!
  for (const { index, cohort } of plan.cohorts) {
    let devices = 0
    let entered = 0
    for (let bucket = 0; bucket <= buckets; bucket++) {
      for (let state = 0; state < STATES.length; state++) devices += at(index, state, bucket)
      entered += at(index, ENTERED, bucket)
      const what = `devices of ${cohort.name} in bucket ${bucket}`
      if (devices !== entered) equal(what, devices, entered)
      if (cohort.arrivals === null && entered !== cohort.devices) equal(what, entered, cohort.devices)
      if (entered > cohort.devices) equal(what, entered, cohort.devices)
    }
  }
}

/** Time in gaps by cause, over devices, and as time in the states that are gaps: three countings of one thing. */
function assertGapTime(plan: Plan, tally: Tally): void {
  let fleet = 0n
  let unmanaged = 0n
  for (let state = 0; state < STATES.length; state++) {
    fleet += tally.stateTime[state]!.toBigInt()
    if (!isManaged(state)) unmanaged += tally.stateTime[state]!.toBigInt()
  }
  equal('device-time in all states and the run', fleet, tally.presentTime.toBigInt())
  const denied = tally.deniedTime.toBigInt() - tally.admittedTime.toBigInt()
  GAPS.forEach((name, gap) => {
    let byCause = 0n
    let byDevice = 0n
    for (const { index } of plan.cohorts) {
      byDevice += tally.gaps.get(gapKey(index, gap, -1))?.time.toBigInt() ?? 0n
      for (const [key, part] of tally.gaps) {
        if (key > gapKey(index, gap, -1) && key < gapKey(index, gap + 1, -1)) byCause += part.time.toBigInt()
      }
    }
    equal(`time in the ${name} gap by cause and by device`, byCause, byDevice)
    if (name === 'management') equal('time in the management gap and in its states', byDevice, unmanaged)
    if (name === 'access') equal('time in the access gap and without access', byDevice, denied)
  })
}

function assertFates(tally: Tally): void {
  const total = (flow: number): number =>
    tally.flows.subarray(flow * tally.buckets, (flow + 1) * tally.buckets).reduce((sum, count) => sum + count, 0)
  const pushes = PUSH_FATES.map((_, fate) => total(FLOW.push + fate))
  const due = pushes[FATE_CODE.due]!
  const ended = pushes.reduce((sum, count) => sum + count, 0) - due
  equal('pushes due and their fates', due, ended + tally.outstandingPushes)
  const [opened, closed, abandoned] = [0, 1, 2].map((which) => total(FLOW.call + which))
  equal('calls and their ends', opened!, closed! + abandoned! + tally.openCalls)
  const [issued, executed, , dropped] = [0, 1, 2, 3].map((which) => total(FLOW.action + which))
  equal('actions issued and their ends', issued!, executed! + dropped! + tally.openActions)
  equal('actions executed and their times', executed!, tally.actionTimes.total)
}

function assertLines(tally: Tally): void {
  for (const [index, { changes }] of tally.stations) {
    let line = 0
    for (const change of changes) {
      line += change
      if (line < 0) equal(`the line of ${STATIONS[index]}`, line, 0)
    }
  }
}

function equal(what: string, one: number | bigint, other: number | bigint): void {
  if (one !== other) throw new ConservationError(`${what} differ: ${one} and ${other}`)
}
