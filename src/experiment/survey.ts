import { keyOf, NEVER } from '../engine/time.ts'
import { Tally } from '../measure/tally.ts'
import { DeviceLife } from '../model/device-life.ts'
import type { CohortPlan, Plan } from '../model/plan.ts'
import type { Scenario } from '../scenario/scenario.ts'

/** What a run comes to, found by simulating a few devices of every cohort. */
export interface Survey {
  /** Per cohort, timers handled in the life of one device. */
  readonly eventsPerDevice: readonly number[]
  /** Timers handled by the fleet. */
  readonly events: number
  /** Events of the trace of the fleet. */
  readonly traced: number
  /** Different gaps by cause and cohort among those devices. */
  readonly gaps: number
}

/** Devices followed per cohort: one in sixteen, up to eight. */
const MOST_DEVICES = 8
const ONE_IN = 16
/**
 * A device with more events is followed for a part of the run only: a power of two, the least one at least. The clock
 * ends only what leaves no trace, so that a survey tells the same on a busy machine.
 */
const MOST_EVENTS = 10_000
const PATIENCE_MS = 1000
const LEAST_PART = 1 / 65_536

const known = new WeakMap<Scenario, Survey>()

/**
 * Surveys a run: it needs no rule of thumb for any mechanism, takes milliseconds and little memory whatever the fleet.
 * What devices do to one another at a station is left out. A scenario is surveyed once, whatever the replication.
 */
export function survey(plan: Plan): Survey {
  const { scenario } = plan
  const found = known.get(scenario) ?? followSome(plan)
  known.set(scenario, found)
  return found
}

function followSome(plan: Plan): Survey {
  // One bucket as long as the run: the survey needs no time series.
  const coarse: Plan = { ...plan, scenario: { ...plan.scenario, bucket: plan.scenario.horizon } }
  const tally = new Tally(coarse, 0, plan.devices, { devices: false, events: true })
  let events = 0
  let traced = 0
  const eventsPerDevice = plan.cohorts.map((cohort) => {
    const sample = sampleOf(cohort)
    let handled = 0
    let logged = 0
    for (const device of sample) {
      const before = tally.handled
      const share = follow(coarse, tally, device)
      handled += (tally.handled - before) / share
      logged += (tally.log?.length ?? 0) / share
      tally.log?.clear()
    }
    const weight = cohort.cohort.devices / sample.length
    events += handled * weight
    traced += logged * weight
    return handled / sample.length
  })
  return { eventsPerDevice, events, traced, gaps: tally.gaps.size }
}

/** A few devices of the cohort, spread over it. */
function sampleOf({ first, cohort: { devices } }: CohortPlan): number[] {
  const size = Math.min(MOST_DEVICES, Math.ceil(devices / ONE_IN))
  return Array.from({ length: size }, (_, i) => first + Math.floor(((i + 0.5) * devices) / size))
}

/** Lets the first station with something to do by `key`, and before `limit`, do it; false if there is none. */
function serve({ stations }: DeviceLife, key: number, limit: number): boolean {
  const station = stations.find((each) => each.peek() <= key && each.peek() < limit)
  if (station === undefined) return false
  station.step(Math.min(key, station.peek()))
  return true
}

/** Lives the life of one device, whose events alone are in the log; returns the share of the run it was followed for. */
function follow(plan: Plan, tally: Tally, device: number): number {
  const { horizon } = plan.scenario
  const life = new DeviceLife(plan, tally, 1)
  const began = performance.now()
  life.begin(0, device, 1)
  let share = LEAST_PART
  for (;;) {
    const limit = keyOf(Math.ceil(horizon * share), 0)
    let key = life.advance(0, limit)
    for (;;) {
      if (serve(life, key, limit)) {
        for (let row = life.disturbed(); row >= 0; row = life.disturbed()) key = life.advance(row, limit)
      } else if (key === NEVER) break
      else {
        life.meet(0, key)
        key = life.advance(0, limit)
      }
    }
    if (share === 1 || (tally.log?.length ?? 0) > MOST_EVENTS || performance.now() - began > PATIENCE_MS) break
    share *= 2
  }
  life.finish(0)
  return share
}
