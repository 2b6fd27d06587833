import { timeFrame } from '../calendar/time-frame.ts'
import type { ScenarioDocument } from '../schema/schema.ts'
import type { Problem } from '../words/diagnostic.ts'
import { findAccessBreaks } from './access-rules.ts'
import { findArrivalBreaks } from './arrival-rules.ts'
import { findDateBreaks } from './date-rules.ts'
import { findFleetBreaks } from './fleet-rules.ts'
import { findPlanBreaks } from './plan-rules.ts'
import { findWorkBreaks } from './work-rules.ts'

/**
 * Finds what is wrong between fields, each of which is right by itself: names that name nothing, dates that cannot be, plans
 * that contradict themselves, and more work than can be done. Holes break no rule.
 */
export function findRuleBreaks(document: ScenarioDocument): Problem[] {
  const frame = timeFrame(document)
  return [
    ...findFleetBreaks(document),
    ...findPlanBreaks(document),
    ...findAccessBreaks(document, frame),
    ...findDateBreaks(document, frame),
    ...findArrivalBreaks(document, frame),
    ...findWorkBreaks(document),
  ]
}
