import type { Action, ActionKind, Cohort } from '../scenario.ts'
import type { Problem } from '../words/diagnostic.ts'
import { movesByHand, unansweredShare } from './answers.ts'
import { count, inFleet, type PlacedCohort, type Subject, total } from './lint-subject.ts'

/** Finds actions that reach the wrong devices, or devices that are not there yet. */
export function findActionRisks(subject: Subject): Problem[] {
  const { change, horizon } = subject.scenario
  return [
    ...change.actions.flatMap((action, index) =>
      action.at < 0 || action.at >= horizon
        ? []
        : [
            ...wrongPlatform(subject, action, index),
            ...notEnrolled(subject, action, index),
            ...unenrolsFleet(subject, action, index),
          ],
    ),
    ...canaryPlatform(subject),
  ]
}

/** Which devices an action does not exist for. Microsoft: the platforms of each remote action. */
const LACKS: Partial<Record<ActionKind, (cohort: Cohort, action: Action) => boolean>> = {
  lock: ({ platform }) => platform === 'windows',
  rename: ({ platform }) => platform === 'android',
  restart: ({ platform, enrolment }) => platform === 'macos' || (platform === 'android' && enrolment !== 'userless'),
  freshStart: ({ platform }) => platform !== 'windows',
  wipe: ({ platform }, { keep }) => keep && platform !== 'windows',
}

function wrongPlatform({ scenario: { cohorts, canary } }: Subject, action: Action, place: number): Problem[] {
  const lacks = LACKS[action.kind]
  const wrong = action.cohorts.filter((index) => index !== canary?.cohort && lacks?.(cohorts[index]!, action) === true)
  const devices = Math.round(total(wrong, (index) => cohorts[index]!.devices * action.share))
  if (devices === 0) return []
  const what = action.keep ? `${action.kind} with keep` : action.kind
  const names = wrong.map((index) => cohorts[index]!.name).join(', ')
  return [
    {
      path: ['change', 'actions', place, 'kind'],
      code: 'wrong-platform',
      devices,
      message: `does nothing on ${count(devices, 'device')} of ${names}: their platform has no ${what}`,
      hint: 'name the cohorts that have it',
    },
  ]
}

/** An action mostly meant for devices that are not there is worth a word; a few stragglers are not. */
const MOST = 0.5
const ANYWHERE: readonly ActionKind[] = ['switchDevices', 'reenrol']

function notEnrolled(subject: Subject, action: Action, place: number): Problem[] {
  if (ANYWHERE.includes(action.kind)) return []
  const named = subject.cohorts.filter(({ index, cohort }) => action.cohorts.includes(index) && inFleet(cohort))
  const all = total(named, ({ cohort }) => cohort.devices * action.share)
  const missing = total(named, (placed) => placed.cohort.devices * action.share * awayShare(subject, placed, action.at))
  const devices = Math.round(missing)
  if (devices === 0 || missing <= all * MOST) return []
  return [
    {
      path: ['change', 'actions', place, 'at'],
      code: 'not-enrolled',
      devices,
      message: `is before about ${count(devices, 'device')} have enrolled, for which the action is dropped`,
      hint: 'date it later, or leave them out',
    },
  ]
}

/** The expected share of a cohort that has not enrolled by `time`, where it is not enrolled from the start. */
function awayShare(subject: Subject, { cohort, index }: PlacedCohort, time: number): number {
  const { change } = subject.scenario
  if (movesByHand(subject)) {
    const by = change.actions.filter(
      ({ kind, at, cohorts }) => kind === 'reenrol' && at < time && cohorts.includes(index),
    )
    const left = by.reduce((share, { share: taken }) => share * (1 - taken), 1)
    if (cohort.enrolment !== 'user') return left
    return left * total(subject.groups, (group) => group.shares[index]! * unansweredShare(subject, group, index, time))
  }
  if (change.kind !== 'co-management') return 0
  if (cohort.platform !== 'windows') return 1
  return total(subject.groups, (group) => {
    const since = time - group.at
    const left = since < 0 ? 1 : since >= change.enrolSpread ? 0 : 1 - since / change.enrolSpread
    return group.shares[index]! * left
  })
}

const UNENROLLING: readonly ActionKind[] = ['retire', 'wipe', 'freshStart', 'delete']

function unenrolsFleet({ document, scenario }: Subject, action: Action, place: number): Problem[] {
  const { kind, keep, share, returns } = action
  if (!UNENROLLING.includes(kind) || keep || document.change.actions[place]!.cohorts !== undefined) return []
  const suited = scenario.cohorts.filter((cohort) => inFleet(cohort) && LACKS[kind]?.(cohort, action) !== true)
  const devices = Math.round(total(suited, (cohort) => cohort.devices * share * (1 - returns)))
  if (devices === 0) return []
  return [
    {
      path: ['change', 'actions', place],
      code: 'unenrols-fleet',
      devices,
      message: `names no cohorts and so ends the management of ${count(devices, 'device')} for good`,
      hint: 'name the cohorts that are meant, all of them if need be',
    },
  ]
}

function canaryPlatform({ scenario: { canary, cohorts } }: Subject): Problem[] {
  if (canary === null || cohorts[canary.cohort]!.platform !== 'windows') return []
  return [
    {
      path: ['canary', 'platform'],
      code: 'canary-platform',
      devices: 1,
      message: 'has no remote lock, so that the canary is never locked and validates nothing',
      hint: 'choose a phone',
    },
  ]
}
