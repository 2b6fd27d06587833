import { type ActionKind, type Cohort, KINDS } from '../scenario.ts'
import type { Problem } from '../words/diagnostic.ts'
import { median, silentShare } from './expected-times.ts'
import { count, expected, inFleet, type PlacedCohort, roughly, type Subject, total } from './lint-subject.ts'

/** Finds devices that the plan does not move, or that will not be there when it does. */
export function findDeviceRisks(subject: Subject): Problem[] {
  return [
    ...subject.cohorts.flatMap((placed) => [
      ...ticketNeeded(subject, placed),
      ...reenrolNeeded(subject, placed),
      ...neverMoves(subject, placed),
      ...notWindows(subject, placed),
      ...longAbsences(subject, placed),
    ]),
    ...supportCapacity(subject),
    ...splitUsers(subject),
  ]
}

function ticketNeeded(subject: Subject, { cohort, index, path }: PlacedCohort): Problem[] {
  const left = ticketDevices(subject, cohort, index)
  if (left === 0) return []
  const { openedAt } = subject.scenario.support
  const fate = openedAt === null ? 'nobody opens a ticket for them' : 'they wait for support'
  return [
    {
      path: [...path, 'enrolment'],
      code: 'ticket-needed',
      devices: left,
      message: `${count(left, 'device')} of this kind will not migrate by waiting, and ${fate}`,
      hint: 'plan switchDevices for them before the switch; afterwards it has no effect',
    },
  ]
}

/** Devices that only support can switch: of those that arrive later, the ones that are there before the switch. */
function ticketDevices({ scenario: { change } }: Subject, cohort: Cohort, index: number): number {
  const { enrolment, devices, arrivals } = cohort
  if (change.kind !== 'in-place' || enrolment === 'user') return 0
  if (enrolment === 'dem' && change.dem === 'moves-at-switch') return 0
  const there = arrivals === null ? 1 : clamp((change.at - arrivals.from) / (arrivals.until - arrivals.from))
  return expected(devices, there * leftBy(change, 'switchDevices', index, change.at))
}

/** The share of devices of a cohort that no action of a kind takes before `end`. */
function leftBy({ actions }: Subject['scenario']['change'], wanted: ActionKind, index: number, end: number): number {
  return actions
    .filter(({ kind, at, cohorts }) => kind === wanted && at >= 0 && at < end && cohorts.includes(index))
    .reduce((left, { share }) => left * (1 - share), 1)
}

/** Old profiles of waiting devices last seven days. Microsoft: up to seven days. */
const OLD_PROFILES = 7

function supportCapacity(subject: Subject): Problem[] {
  const { openedAt, devicesPerDay } = subject.scenario.support
  const devices = total(subject.cohorts, ({ cohort, index }) => ticketDevices(subject, cohort, index))
  const days = Math.ceil(devices / devicesPerDay)
  if (openedAt === null || days <= OLD_PROFILES) return []
  return [
    {
      path: ['support', 'devicesPerDay'],
      code: 'support-capacity',
      devices,
      message: `makes ${days} days of work of the ${count(devices, 'device')} of the ticket, after the wait for an answer`,
      hint: 'plan switchDevices for them, or agree on a date with support and open the ticket well before',
    },
  ]
}

function reenrolNeeded({ scenario }: Subject, { cohort, index, path }: PlacedCohort): Problem[] {
  const { change, horizon } = scenario
  if (change.kind !== 'third-party' && change.kind !== 'set') return []
  if (cohort.enrolment === 'user' || !inFleet(cohort)) return []
  const left = expected(cohort.devices, leftBy(change, 'reenrol', index, horizon))
  if (left === 0) return []
  return [
    {
      path: [...path, 'enrolment'],
      code: 'reenrol-needed',
      devices: left,
      message: `${count(left, 'device')} of this kind will not move: nobody is there who could answer the announcement`,
      hint: 'plan the action reenrol for them',
    },
  ]
}

function neverMoves({ scenario }: Subject, { cohort, path }: PlacedCohort): Problem[] {
  const { enrolment, devices } = cohort
  if (scenario.change.kind !== 'coexistence' || enrolment !== 'userless') return []
  const fate = inFleet(cohort) ? 'stay with the old service' : 'cannot enrol'
  return [
    {
      path: [...path, 'enrolment'],
      code: 'never-moves',
      devices,
      message: `${count(devices, 'device')} without a user ${fate}: it is a user's licence that decides`,
      hint: 'give them a licensed user, or leave them out',
    },
  ]
}

function notWindows({ scenario }: Subject, { cohort, path }: PlacedCohort): Problem[] {
  if (scenario.change.kind !== 'co-management' || cohort.platform === 'windows' || !inFleet(cohort)) return []
  return [
    {
      path: [...path, 'platform'],
      code: 'not-windows',
      devices: cohort.devices,
      message: `${count(cohort.devices, 'device')} of this platform are not co-managed and never change hands`,
      hint: 'leave them out, or plan a change of another kind for them',
    },
  ]
}

function longAbsences({ scenario, groups }: Subject, { cohort, index, path }: PlacedCohort): Problem[] {
  const { change, retention } = scenario
  if (change.kind !== 'in-place' || !inFleet(cohort)) return []
  if (cohort.enrolment === 'userless' || (cohort.enrolment === 'dem' && change.dem === 'stays')) return []
  const length = Math.min(...KINDS.map((kind) => median(retention.max[kind])))
  const silent = total(groups, ({ at, shares }) => {
    return shares[index] === 0 ? 0 : shares[index]! * silentShare(cohort.presence, at, at + length)
  })
  const devices = expected(cohort.devices, silent)
  if (devices === 0) return []
  return [
    {
      path: [...path, 'presence'],
      code: 'long-absences',
      devices,
      message: `about ${count(devices, 'device')} will not be online in the ${roughly(length)} after their change in which old profiles last`,
      hint: 'look for lost and spare devices before and retire them; tell people who will be away',
    },
  ]
}

function splitUsers({ scenario: { cohorts, change } }: Subject): Problem[] {
  if (change.kind === 'coexistence') return []
  const moves = ({ platform }: Cohort): boolean => change.kind !== 'co-management' || platform === 'windows'
  return change.waves.flatMap((wave, index): Problem[] => {
    const listed = new Set(wave.cohorts)
    const split = cohorts.flatMap((cohort, own) => {
      const { owners } = cohort
      const apart = owners !== null && listed.has(own) !== listed.has(owners)
      return apart && moves(cohort) && moves(cohorts[owners]!) ? [[own, owners] as const] : []
    })
    if (split.length === 0) return []
    const pairs = split.map(([own, owners]) => `${cohorts[own]!.name} and ${cohorts[owners]!.name}`).join('; ')
    const devices = total(split, ([own, owners]) => cohorts[listed.has(own) ? owners : own]!.devices)
    return [
      {
        path: ['change', 'waves', index, 'cohorts'],
        code: 'split-users',
        devices,
        message: `names only one of ${pairs}, which belong to the same people: up to ${count(devices, 'device')} of the other move as well`,
        hint: 'name both: all devices of a person move together',
      },
    ]
  })
}

function clamp(share: number): number {
  return Math.min(Math.max(share, 0), 1)
}
