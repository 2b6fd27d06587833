import type { Problem } from './diagnostic.ts'
import { findFleetRisks } from './fleet-risks.ts'
import { findIdleDates } from './idle-dates.ts'
import { findPlanRisks } from './plan-risks.ts'
import type { Scenario } from './scenario.ts'
import type { ScenarioDocument } from './schema.ts'

/**
 * Finds what planners of such a move are known to overlook, with the number of devices concerned and what to do about it.
 * Numbers are expected values, before anything is simulated.
 */
export function findRisks(document: ScenarioDocument, scenario: Scenario): Problem[] {
  return [...findFleetRisks(scenario), ...findPlanRisks(scenario), ...findIdleDates(document, scenario)]
}
