import { availableParallelism } from 'node:os'
import { planOf } from '../model/plan.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { survey } from './survey.ts'

/** Runs with fewer events than this are over before threads have started. */
const WORTH_A_THREAD = 20_000_000

/**
 * How many workers a run takes: `requested`, or else one per core if the run is large enough to pay for their start.
 * Devices that meet at a station are simulated together, by one.
 */
export function workersFor(scenario: Scenario, requested?: number): number {
  const plan = planOf(scenario)
  if (plan.coupled) return 1
  if (requested !== undefined) return Math.min(requested, plan.devices)
  return survey(plan).events < WORTH_A_THREAD ? 1 : Math.min(availableParallelism(), plan.devices)
}
