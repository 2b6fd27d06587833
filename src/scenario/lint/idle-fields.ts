import type { Path, Problem } from '../words/diagnostic.ts'
import { idle } from './idle-dates.ts'
import type { Subject } from './lint-subject.ts'

const AFTER_HORIZON = 'it is after the horizon'

/** Finds fields that belong to another kind of change, and sections whose date is never reached. */
export function findIdleFields(subject: Subject): Problem[] {
  return [...otherKinds(subject), ...categoryShares(subject), ...neverReached(subject)]
}

/** Fields that say something only with a kind of change, where they are written; a default says nothing. */
function otherKinds({ document: { change, conditionalAccess } }: Subject): Problem[] {
  const { kind } = change
  const given: [Path, boolean, string][] = [
    [['change', 'decommission'], kind !== 'third-party' && change.decommission !== 'never', 'third-party'],
    [['change', 'workloads'], kind !== 'co-management' && change.workloads.length > 0, 'co-management'],
    [['change', 'enrolSpread'], kind !== 'co-management' && change.enrolSpread !== undefined, 'co-management'],
    [['change', 'dem'], kind !== 'in-place' && change.dem !== 'stays', 'in-place'],
    [
      ['conditionalAccess', 'oldEndsAt'],
      kind !== 'third-party' && conditionalAccess !== 'off' && conditionalAccess.oldEndsAt !== 'wave',
      'third-party',
    ],
  ]
  return given.flatMap(([path, isIdle, needed]) =>
    isIdle ? [idle(path, `it belongs to a change of kind ${needed}`)] : [],
  )
}

function categoryShares({ scenario, cohorts }: Subject): Problem[] {
  if (scenario.change.kind === 'in-place') return []
  return cohorts.flatMap(({ cohort, path }): Problem[] =>
    cohort.category > 0 ? [idle([...path, 'category'], 'categories matter to a change of kind in-place')] : [],
  )
}

function neverReached({ scenario }: Subject): Problem[] {
  const { cohorts, canary, change, conditionalAccess, horizon } = scenario
  const problems: Problem[] = []
  if (canary !== null && (cohorts[canary.cohort]!.arrivals?.from ?? 0) >= horizon)
    problems.push(idle(['canary', 'at'], AFTER_HORIZON))
  if (change.decommission !== null && change.decommission >= horizon)
    problems.push(idle(['change', 'decommission'], AFTER_HORIZON))
  if (conditionalAccess === null) return problems
  const dates = [change.at, ...change.waves.map(({ at }) => at)]
  const { enforceAt, grace } = conditionalAccess
  if (enforceAt === null && Math.min(...dates) + grace >= horizon)
    problems.push(idle(['conditionalAccess', 'grace'], 'it ends after the horizon'))
  else if (enforceAt !== null && enforceAt >= horizon)
    problems.push(idle(['conditionalAccess', 'enforceAt'], AFTER_HORIZON))
  else if (cohorts.every(({ enrolment }) => enrolment === 'userless'))
    problems.push(idle(['conditionalAccess'], 'devices without a user are never denied access'))
  return problems
}
