import type { Problem } from './diagnostic.ts'
import { type Cohort, KINDS, type Rule, type Scenario } from './scenario.ts'

/** Finds devices that the switch does not move, users without a licence, and profiles that will be double or missing. */
export function findFleetRisks(scenario: Scenario): Problem[] {
  return scenario.cohorts.flatMap((cohort, index) => [
    ...ticketRisk(scenario, cohort, index),
    ...licenceRisk(scenario, cohort, index),
    ...profileRisk(cohort, index, 'renamed'),
    ...profileRisk(cohort, index, 'unassigned'),
  ])
}

/** Users of a cohort that are its own; the devices of a cohort with owners belong to the users of another. */
export function ownUsers({ devices, devicesPerUser, owners, enrolment }: Cohort): number {
  return owners !== null || enrolment === 'userless' ? 0 : Math.ceil(devices / devicesPerUser)
}

function ticketRisk({ change, support }: Scenario, { enrolment, devices }: Cohort, index: number): Problem[] {
  if (enrolment === 'user' || (enrolment === 'dem' && change.dem === 'moves-at-switch')) return []
  const switched = change.actions.filter(
    ({ kind, at, cohorts }) => kind === 'switchDevices' && at < change.at && cohorts.includes(index),
  )
  const left = expected(devices, Math.min(...switched.map(({ share }) => 1 - share), 1))
  if (left === 0) return []
  const fate = support.openedAt === null ? 'nobody opens a ticket for them' : 'they wait for support'
  return [
    {
      path: ['fleet', index, 'enrolment'],
      code: 'ticket-needed',
      message: `${count(left, 'device')} of this kind will not migrate by waiting, and ${fate}`,
      hint: 'plan switchDevices for them before the switch; afterwards it has no effect',
    },
  ]
}

function licenceRisk({ change }: Scenario, cohort: Cohort, index: number): Problem[] {
  const assigned = change.licences.filter(({ at, cohorts }) => at <= change.at && cohorts.includes(index))
  const without = assigned.reduce((share, licence) => share * (1 - licence.share), 1 - cohort.licensed)
  const users = expected(ownUsers(cohort), without)
  if (users === 0) return []
  return [
    {
      path: ['fleet', index, 'licensed'],
      code: 'unlicensed-users',
      message: `about ${count(users, 'user')} will have no licence at the switch, and their devices will not be managed until they have`,
      hint: 'assign licences to everybody before the switch',
    },
  ]
}

const PROFILE_ADVICE = {
  renamed: {
    code: 'duplicate-profiles',
    fate: 'will be on devices twice, beside the old ones',
    hint: 'give the new profiles exactly the names of the old ones, so that they overwrite them',
  },
  unassigned: {
    code: 'unassigned-profiles',
    fate: 'are needed and assigned to nobody: they will be missing once the old ones end',
    hint: 'assign them under the new authority before the first device moves',
  },
} as const

function profileRisk(
  { devices, profiles }: Cohort,
  index: number,
  rule: Rule & keyof typeof PROFILE_ADVICE,
): Problem[] {
  const counts = KINDS.map(
    (kind) => [kind, expected(devices, profiles[kind].find((part) => part.rule === rule)?.share ?? 0)] as const,
  )
  const concerned = counts.filter(([, profiles]) => profiles > 0)
  if (concerned.length === 0) return []
  const { code, fate, hint } = PROFILE_ADVICE[rule]
  const list = concerned.map(([kind, profiles]) => `${profiles} ${kind}`).join(', ')
  return [{ path: ['fleet', index, 'profiles'], code, message: `about ${list} profiles ${fate}`, hint }]
}

function expected(of: number, share: number): number {
  return Math.round(of * share)
}

/** Writes a number with its noun: `1 device`, `400 devices`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
