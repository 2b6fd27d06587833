import type { Problem } from '../words/diagnostic.ts'
import { unansweredShare } from './answers.ts'
import { shareWithin } from './expected-times.ts'
import { count, inFleet, type Subject, total } from './lint-subject.ts'

/** Finds devices that are still with a third-party service when it is switched off. */
export function findMigrationRisks(subject: Subject): Problem[] {
  const { change, horizon } = subject.scenario
  const end = change.decommission
  if (change.kind !== 'third-party' || end === null || end >= horizon) return []
  const devices = Math.round(
    total(subject.groups, (group) =>
      total(subject.cohorts, ({ cohort, index }) =>
        inFleet(cohort) && cohort.enrolment === 'user' && group.shares[index]! > 0
          ? cohort.devices *
            group.shares[index]! *
            unansweredShare(subject, group, index, end) *
            unnudgedShare(subject, group.index, end)
          : 0,
      ),
    ),
  )
  if (devices === 0) return []
  // Whom access is denied may call the help desk, which helps them to move.
  const most = subject.scenario.conditionalAccess !== null && subject.scenario.helpDesk !== null ? 'up to' : 'about'
  return [
    {
      path: ['change', 'decommission'],
      code: 'stragglers',
      devices,
      message: `finds ${most} ${count(devices, 'device')} still with the old service: nobody manages them, and their profiles end`,
      hint: 'ask again before with campaigns, deny them access with a nudge, or switch it off later',
    },
  ]
}

/** The share of users whom a message that access is denied has not made move by `time`. */
function unnudgedShare({ scenario }: Subject, group: number, time: number): number {
  const { conditionalAccess: rules, change } = scenario
  if (rules === null) return 1
  const force = rules.enforceAt ?? (change.waves[group]?.at ?? change.at) + rules.grace
  return time <= force ? 1 : 1 - rules.nudge.response * shareWithin(rules.nudge.delay, time - force)
}
