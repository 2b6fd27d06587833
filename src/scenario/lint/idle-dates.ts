import type { Path, Problem } from '../words/diagnostic.ts'
import { ownUsers, reachOf } from './groups.ts'
import { licensedShare } from './licence-shares.ts'
import { isApple, type Subject } from './lint-subject.ts'

const AFTER_HORIZON = 'it is after the horizon'

/** Finds entries of the plan that change nothing, because of their date or because of those they name. */
export function findIdleDates(subject: Subject): Problem[] {
  return [
    ...idleWaves(subject),
    ...idleLicences(subject),
    ...idleCampaigns(subject),
    ...idleActions(subject),
    ...idleWorkloads(subject),
    ...idleUploads(subject),
  ]
}

/** Says that something has no effect. */
export function idle(path: Path, message: string, hint = ''): Problem {
  return { path, code: 'no-effect', message: `has no effect: ${message}`, hint }
}

function idleWaves({ scenario }: Subject): Problem[] {
  const { cohorts, change, conditionalAccess } = scenario
  const last = change.settingsReady.at(-1)
  return change.waves.flatMap((wave, index): Problem[] => {
    const path = ['change', 'waves', index]
    if (change.kind === 'in-place' && wave.at >= change.at)
      return [idle([...path, 'at'], 'the switch has moved everybody by then', 'date waves before the switch')]
    if (wave.cohorts.every((cohort) => cohorts[cohort]!.enrolment !== 'user')) {
      const hint = change.kind === 'in-place' ? 'use switchDevices for devices without a user' : ''
      return [idle(path, 'none of its devices move with waves', hint)]
    }
    const ready = Object.entries(change.settingsReady[index]!)
    const same = ready.every(([kind, at]) =>
      Object.entries(last!).some(([other, time]) => other === kind && time === at),
    )
    const dated = conditionalAccess !== null && conditionalAccess.enforceAt === null
    return change.kind === 'coexistence' && same && !dated
      ? [idle(path, 'with coexistence licences move devices', 'assign the licences in waves')]
      : []
  })
}

function idleLicences({ scenario, cohorts: placed }: Subject): Problem[] {
  const { cohorts, change, horizon } = scenario
  const dates = change.licences.flatMap(({ at, cohorts: named, remove }, index): Problem[] => {
    const path = ['change', 'licences', index]
    if (named.every((cohort) => cohorts[cohort]!.enrolment === 'userless'))
      return [idle(path, 'devices without a user need no licence')]
    if (at >= horizon) return [idle([...path, 'at'], AFTER_HORIZON)]
    const homes = [...reachOf(cohorts, named).keys()]
    // Just before the date; licences are dated in whole milliseconds.
    const settled = homes.every((home) => licensedShare(scenario, home, at - 1) === (remove ? 0 : 1))
    return settled ? [idle(path, `${remove ? 'nobody' : 'everybody'} has one by then`)] : []
  })
  const shares = placed.flatMap(({ cohort, path }): Problem[] => {
    if (cohort.licensed === 1 || ownUsers(cohort) > 0) return []
    const reason =
      cohort.owners === null ? 'devices without a user need no licence' : 'the licences are those of the owners'
    return [idle([...path, 'licensed'], reason)]
  })
  return [...dates, ...shares]
}

function idleCampaigns({ scenario: { change, cohorts, horizon } }: Subject): Problem[] {
  const byHand = change.kind === 'third-party' || change.kind === 'set'
  const announced = Math.min(change.at, ...change.waves.map(({ at }) => at))
  return change.campaigns.flatMap(({ at, cohorts: named }, index): Problem[] => {
    const path = ['change', 'campaigns', index]
    if (at >= horizon) return [idle([...path, 'at'], AFTER_HORIZON)]
    if (named.every((cohort) => cohorts[cohort]!.enrolment === 'userless'))
      return [idle(path, 'devices without a user have nobody who reads it')]
    return byHand && at < announced
      ? [idle([...path, 'at'], 'nobody has been told yet where to move', 'date it at the announcement or later')]
      : []
  })
}

function idleActions({ scenario: { change, cohorts, horizon } }: Subject): Problem[] {
  return change.actions.flatMap(({ kind, at, cohorts: named }, index): Problem[] => {
    const path = ['change', 'actions', index]
    if (at >= horizon) return [idle([...path, 'at'], AFTER_HORIZON)]
    if (at < 0) return [idle([...path, 'at'], 'it is before the start')]
    if (kind !== 'switchDevices') return []
    if (at >= change.at) {
      const hint = 'date it before the switch, or count on support'
      return [idle([...path, 'at'], 'it has to come before the switch', hint)]
    }
    return named.every((cohort) => cohorts[cohort]!.enrolment === 'user')
      ? [idle(path, 'it is for devices without a user and those of enrolment managers', 'use waves for users')]
      : []
  })
}

function idleWorkloads({ scenario: { change, cohorts, horizon } }: Subject): Problem[] {
  return change.workloads.flatMap(({ at, cohorts: named }, index): Problem[] => {
    const path = ['change', 'workloads', index]
    if (at >= horizon) return [idle([...path, 'at'], AFTER_HORIZON)]
    return named.every((cohort) => cohorts[cohort]!.platform !== 'windows')
      ? [idle(path, 'only Windows devices are co-managed')]
      : []
  })
}

function idleUploads({ document, scenario: { change, cohorts, horizon } }: Subject): Problem[] {
  const { required, expiries, uploads } = change.apns
  const path = ['change', 'apns']
  const late = expiries.length > 0 && expiries.every((at) => at >= horizon)
  if (!cohorts.some(isApple)) {
    const reason = 'there are no Apple devices'
    if (expiries.length > 0) return [idle([...path, 'expires'], reason)]
    return uploads.some(({ topic }) => topic === 'changed') ? [idle([...path, 'uploads'], reason)] : []
  }
  if (late) return [idle([...path, 'expires'], AFTER_HORIZON)]
  const needless =
    !required && expiries.length === 0 && uploads.length > 0 && uploads.every(({ topic }) => topic === 'original')
  return needless && Array.isArray(document.change.apns.uploads)
    ? [
        idle(
          [...path, 'uploads'],
          change.kind === 'in-place' ? 'the certificate is carried over' : 'a certificate is in place',
        ),
      ]
    : []
}
