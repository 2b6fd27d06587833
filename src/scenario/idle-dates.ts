import type { Path, Problem } from './diagnostic.ts'
import type { Scenario } from './scenario.ts'
import type { ScenarioDocument } from './schema.ts'

/** Finds dates and shares of a plan that change nothing. */
export function findIdleDates(
  { change: written }: ScenarioDocument,
  { cohorts, change, horizon }: Scenario,
): Problem[] {
  const problems: Problem[] = []
  const idle = (path: Path, message: string, hint = '') =>
    problems.push({ path: ['change', ...path], code: 'no-effect', message: `has no effect: ${message}`, hint })
  const withoutUsers = (indexes: readonly number[]) =>
    indexes.every((index) => cohorts[index]!.enrolment === 'userless')

  for (const [index, wave] of change.waves.entries()) {
    if (wave.at >= change.at)
      idle(['waves', index, 'at'], 'the switch has moved everybody by then', 'date waves before the switch')
    else if (wave.cohorts.every((cohort) => cohorts[cohort]!.enrolment !== 'user')) {
      idle(['waves', index], 'none of its devices move with waves', 'use switchDevices for devices without a user')
    }
  }
  for (const [index, { at, cohorts }] of change.licences.entries()) {
    if (withoutUsers(cohorts)) idle(['licences', index], 'devices without a user need no licence')
    else if (at >= horizon) idle(['licences', index, 'at'], 'it is after the horizon')
  }
  for (const list of ['campaigns', 'actions'] as const) {
    for (const [index, { at }] of change[list].entries()) {
      if (at >= horizon) idle([list, index, 'at'], 'it is after the horizon')
      else if (at < 0 && list === 'actions') idle([list, index, 'at'], 'it is before the start')
    }
  }
  for (const [index, { kind, at }] of change.actions.entries()) {
    if (kind === 'switchDevices' && at >= change.at && at < horizon) {
      idle(
        ['actions', index, 'at'],
        'it has to come before the switch',
        'date it before the switch, or count on support',
      )
    }
  }
  const { required, expiries, uploads } = change.apns
  const needless =
    !required && expiries.length === 0 && uploads.length > 0 && uploads.every(({ topic }) => topic === 'original')
  if (needless && Array.isArray(written.apns.uploads))
    idle(['apns', 'uploads'], 'the certificate is carried over, none is needed')
  return [...problems, ...idleLicences(cohorts)]
}

function idleLicences(cohorts: Scenario['cohorts']): Problem[] {
  return cohorts.flatMap(({ licensed, enrolment, owners }, index): Problem[] => {
    if (licensed === 1 || (enrolment !== 'userless' && owners === null)) return []
    const reason = owners === null ? 'devices without a user need no licence' : 'the licences are those of the owners'
    return [{ path: ['fleet', index, 'licensed'], code: 'no-effect', message: `has no effect: ${reason}` }]
  })
}
