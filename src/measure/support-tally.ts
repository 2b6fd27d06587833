import { supportLoad } from '../model/people/support-load.ts'
import type { Plan } from '../model/plan.ts'
import { StationTally } from './station-tally.ts'

/** The line of support, which is all known from the plan: no part of the run counts it. */
export function supportTally(plan: Plan): StationTally {
  const tally = new StationTally(plan.scenario.bucket, plan.scenario.horizon)
  supportLoad(plan, {
    queue: (_, time, by) => tally.queue(time, by),
    waited: (_, spent) => tally.waited(spent),
    busy: (_, from, to) => tally.busy(from, to),
  })
  return tally
}
