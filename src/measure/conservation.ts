import { isManaged } from '../model/coverage.ts'
import type { Plan } from '../model/plan.ts'
import { FATE_CODE, GAPS, PUSH_FATES, STATES } from '../model/vocabulary.ts'
import { gapKey, type Tally, TIMELINE_COLUMNS } from './tally.ts'

/** A law that holds for every run is broken: a defect of the program, never of the scenario. */
export class ConservationError extends Error {
  readonly code = 'conservation'
  override readonly name = 'ConservationError'
}

/**
 * Checks what holds for every run, at a cost that does not grow with the fleet: devices add up to the fleet at every
 * bucket; device-time by cause equals the time spent in unmanaged states; attempts equal their outcomes; pushes due
 * equal their fates and those outstanding.
 */
export function assertConservation(plan: Plan, tally: Tally): void {
  assertDevices(plan, tally)
  assertGapTime(plan, tally)
  const attempts = tally.checkins.reduce((sum, count) => sum + count, 0)
  equal('attempts to check in and their outcomes', attempts, tally.attempts)
  const pushes = PUSH_FATES.map((_, fate) =>
    tally.pushes.subarray(fate * tally.buckets, (fate + 1) * tally.buckets).reduce((sum, count) => sum + count, 0),
  )
  const due = pushes[FATE_CODE.due]!
  const ended = pushes.reduce((sum, count) => sum + count, 0) - due
  equal('pushes due and their fates', due, ended + tally.outstandingPushes)
}

function assertDevices(plan: Plan, tally: Tally): void {
  for (const { index, cohort } of plan.cohorts) {
    let devices = 0
    for (let bucket = 0; bucket < tally.buckets; bucket++) {
      for (let state = 0; state < STATES.length; state++) {
        devices += tally.changes[(index * TIMELINE_COLUMNS + state) * (tally.buckets + 1) + bucket]!
      }
      if (devices !== cohort.devices) equal(`devices of ${cohort.name} in bucket ${bucket}`, devices, cohort.devices)
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
  equal('device-time in all states and the run', fleet, BigInt(plan.devices) * BigInt(plan.scenario.horizon))
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
  })
}

function equal(what: string, one: number | bigint, other: number | bigint): void {
  if (one !== other) throw new ConservationError(`${what} differ: ${one} and ${other}`)
}
