import type { CohortDocument } from '../schema/fleet-schema.ts'
import type { ScenarioDocument } from '../schema/schema.ts'
import type { Path } from '../words/diagnostic.ts'

/** The name of the canary's cohort. */
export const CANARY = 'canary'

/** Returns the cohorts that a plan may name, with where they stand: the fleet's, then the new enrolments'. */
export function namedCohorts({
  fleet,
  newEnrolments,
}: Pick<ScenarioDocument, 'fleet' | 'newEnrolments'>): { readonly cohort: CohortDocument; readonly path: Path }[] {
  return [
    ...fleet.map((cohort, index) => ({ cohort, path: ['fleet', index] })),
    ...newEnrolments.map((cohort, index) => ({ cohort, path: ['newEnrolments', index] })),
  ]
}
