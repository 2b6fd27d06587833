import { shareWithin } from './expected-times.ts'
import type { Group } from './groups.ts'
import type { Subject } from './lint-subject.ts'

/** The expected share of users of a cohort in a group who have not begun to move by `time`, of those who move by themselves. */
export function unansweredShare({ scenario }: Subject, group: Group, cohort: number, time: number): number {
  const { migrate, campaigns } = scenario.change
  const later = campaigns.filter(({ at, cohorts }) => at >= group.at && cohorts.includes(cohort))
  return [{ at: group.at, ...migrate }, ...later].reduce(
    (left, { at, response, delay }) => left * (1 - (time < at ? 0 : response * shareWithin(delay, time - at))),
    1,
  )
}

/** Whether users themselves take their devices to the new service. */
export function movesByHand({ scenario }: Subject): boolean {
  return scenario.change.kind === 'third-party' || scenario.change.kind === 'set'
}
