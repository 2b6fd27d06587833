import type { Scenario } from '../scenario.ts'
import { reachOf } from './groups.ts'

/** A date of licences, and the share of users that it takes of each cohort it reaches. */
interface LicenceDate {
  readonly at: number
  readonly remove: boolean
  readonly reach: ReadonlyMap<number, number>
  readonly share: number
}

/** Dates in order, worked out once for a scenario. */
const DATES = new WeakMap<Scenario, readonly LicenceDate[]>()

/** The expected share of a cohort's own users who have a licence at `time`, after what happens then. */
export function licensedShare(scenario: Scenario, home: number, time: number): number {
  let licensed = scenario.cohorts[home]!.licensed
  for (const { at, remove, reach, share } of datesOf(scenario)) {
    if (at > time) break
    const taken = (reach.get(home) ?? 0) * share
    licensed += remove ? -licensed * taken : (1 - licensed) * taken
  }
  return licensed
}

function datesOf(scenario: Scenario): readonly LicenceDate[] {
  const known = DATES.get(scenario)
  if (known !== undefined) return known
  const { cohorts, change } = scenario
  const dates = change.licences
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, remove, share, cohorts: named }) => ({ at, remove, share, reach: reachOf(cohorts, named) }))
  DATES.set(scenario, dates)
  return dates
}
