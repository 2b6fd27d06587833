import { collect } from '../../src/measure/collect.ts'
import type { Results } from '../../src/measure/results.ts'
import { Tally } from '../../src/measure/tally.ts'
import { type Plan, planOf } from '../../src/model/plan.ts'
import { STATE_CODE } from '../../src/model/vocabulary.ts'
import { type Document, scenarioOf } from './story.ts'

/** The results of what is told to the recorder by hand: devices of the fleet that stay as they are, and `tell`. */
export function recorded(document: Document, tell: (tally: Tally, plan: Plan) => void): Results {
  const plan = planOf(scenarioOf(document))
  const tally = new Tally(plan, 0, plan.devices, { devices: false, events: false })
  for (const { index, cohort } of plan.cohorts) {
    if (cohort.arrivals !== null) continue
    for (let device = 0; device < cohort.devices; device++) enters(tally, plan, index, 0)
  }
  tell(tally, plan)
  return collect(plan, tally)
}

/** A device that is managed from `time` to the horizon. */
export function enters(tally: Tally, plan: Plan, cohort: number, time: number): void {
  tally.enter(cohort, time, STATE_CODE.managed_old)
  tally.leave(STATE_CODE.managed_old, plan.scenario.horizon - time)
}
