import type { ConditionalAccess } from '../scenario.ts'
import { roughMean } from '../schema/distribution-schema.ts'
import type { Problem } from '../words/diagnostic.ts'
import { DAY, HOUR } from '../words/duration.ts'
import { movesByHand, unansweredShare } from './answers.ts'
import { timeToOpen } from './calendar-risks.ts'
import { shareWithin } from './expected-times.ts'
import type { Group } from './groups.ts'
import { count, expected, inFleet, roughly, type Subject, total } from './lint-subject.ts'
import { anyOf, ruleShare } from './needs.ts'
import { takenOver } from './profile-risks.ts'

/** A time without rules that is worth a word. Assumption. */
const UNGUARDED = 7 * DAY

/** Finds what conditional access will do to those who have not moved, cannot comply or cannot enrol. */
export function findAccessRisks(subject: Subject): Problem[] {
  const { conditionalAccess: rules, horizon } = subject.scenario
  if (rules === null) return []
  const groups = subject.groups.filter(
    (group) => withUsers(subject, group) >= 0.5 && forceOf(rules, subject, group) < horizon,
  )
  if (groups.length === 0) return []
  const byHand = movesByHand(subject)
  return [
    ...unguarded(subject, rules),
    ...accessLoss(subject),
    ...(byHand ? enforcedEarly(subject, rules, groups) : []),
    ...(byHand ? deadlineHerd(subject, rules, groups) : []),
    ...(byHand ? enrolmentDeadlock(subject, rules, groups) : []),
    ...closedHelpDesk(subject, rules, groups),
  ]
}

/** When the rules are in force on a group; waves keep their date also where they move nobody. */
function forceOf({ enforceAt, grace }: ConditionalAccess, { scenario: { change } }: Subject, { index }: Group): number {
  return enforceAt ?? (change.waves[index]?.at ?? change.at) + grace
}

function withUsers({ cohorts }: Subject, { shares }: Group): number {
  return total(cohorts, ({ cohort, index }) =>
    inFleet(cohort) && cohort.enrolment !== 'userless' ? cohort.devices * shares[index]! : 0,
  )
}

/** The expected number of devices of users in a group that have not begun to move by `time`. */
function unmoved(subject: Subject, group: Group, time: number): number {
  return total(subject.cohorts, ({ cohort, index }) =>
    inFleet(cohort) && cohort.enrolment === 'user' && group.shares[index]! > 0
      ? cohort.devices * group.shares[index]! * unansweredShare(subject, group, index, time)
      : 0,
  )
}

function unguarded(subject: Subject, rules: ConditionalAccess): Problem[] {
  const { change } = subject.scenario
  if (change.kind !== 'third-party') return []
  const gapOf = (group: Group): number => forceOf(rules, subject, group) - (rules.oldEndsAt ?? group.at)
  const long = subject.groups.filter((group) => withUsers(subject, group) >= 0.5 && gapOf(group) > UNGUARDED)
  if (long.length === 0) return []
  const devices = Math.round(total(long, (group) => withUsers(subject, group)))
  return [
    {
      path: ['conditionalAccess', rules.enforceAt === null ? 'grace' : 'enforceAt'],
      code: 'access-unguarded',
      devices,
      message: `leaves ${count(devices, 'device')} without any rules for up to ${roughly(Math.max(...long.map(gapOf)))}, from the end of the old ones`,
      hint: 'end the old rules later, or move in more waves with less grace',
    },
  ]
}

function accessLoss(subject: Subject): Problem[] {
  return subject.cohorts.flatMap((placed): Problem[] => {
    const { cohort, path } = placed
    if (cohort.enrolment === 'userless') return []
    const missing = takenOver(subject, placed).map((kind) => ruleShare(cohort, kind, ['unassigned']))
    const devices = expected(cohort.devices, anyOf(missing))
    if (devices === 0) return []
    return [
      {
        path: [...path, 'profiles'],
        code: 'access-loss',
        devices,
        message: `about ${count(devices, 'device')} can never comply without the profiles that are assigned to nobody, and lose access`,
        hint: 'assign the profiles before the rules are in force',
      },
    ]
  })
}

function isEarly({ scenario }: Subject, group: Group, force: number): boolean {
  const { migrate, waves, at } = scenario.change
  const since = force - (waves[group.index]?.at ?? at)
  return shareWithin(migrate.delay, since) < 0.5
}

function enforcedEarly(subject: Subject, rules: ConditionalAccess, groups: readonly Group[]): Problem[] {
  const early = groups.filter((group) => isEarly(subject, group, forceOf(rules, subject, group)))
  const devices = Math.round(total(early, (group) => unmoved(subject, group, forceOf(rules, subject, group))))
  if (devices === 0) return []
  const named = early.map(({ wave }) => wave ?? 'those in no wave').join(', ')
  return [
    {
      path: ['conditionalAccess', rules.enforceAt === null ? 'grace' : 'enforceAt'],
      code: 'enforced-early',
      devices,
      message: `denies about ${count(devices, 'device')} access before most of their users can have moved them: ${named}`,
      hint: 'enforce the rules later, or per wave with a grace',
    },
  ]
}

/** A day at the help desk, and the share of devices that is worth a word without one. */
const WORKDAY = 10 * HOUR
const HERD = 0.1

function deadlineHerd(subject: Subject, rules: ConditionalAccess, groups: readonly Group[]): Problem[] {
  const { helpDesk } = subject.scenario
  const herds = new Map<number, number>()
  for (const group of groups) {
    const force = forceOf(rules, subject, group)
    if (isEarly(subject, group, force)) continue
    herds.set(force, (herds.get(force) ?? 0) + unmoved(subject, group, force))
  }
  const devices = Math.round(Math.max(0, ...herds.values()))
  const all = total(groups, (group) => withUsers(subject, group))
  const perDay =
    helpDesk === null ? Number.NaN : (helpDesk.agents * WORKDAY) / Math.max(roughMean(helpDesk.handling), 1)
  if (helpDesk === null ? devices <= all * HERD : devices <= perDay) return []
  const help = helpDesk === null ? '' : `, and the help desk answers ${Math.floor(perDay)} calls a day`
  return [
    {
      path: ['conditionalAccess', rules.enforceAt === null ? 'grace' : 'enforceAt'],
      code: 'deadline-herd',
      devices,
      message: `denies about ${count(devices, 'device')} access at one instant${help}`,
      hint: 'remind users before, and enforce the rules on one wave after another',
    },
  ]
}

function enrolmentDeadlock(subject: Subject, rules: ConditionalAccess, groups: readonly Group[]): Problem[] {
  if (!rules.coversEnrolment) return []
  const devices = Math.round(total(groups, (group) => unmoved(subject, group, forceOf(rules, subject, group))))
  if (devices === 0) return []
  return [
    {
      path: ['conditionalAccess', 'coversEnrolment'],
      code: 'enrolment-deadlock',
      devices,
      message: `about ${count(devices, 'device')} that are blocked cannot enrol, and stay blocked because they are not enrolled`,
      hint: 'exclude the enrolment app from the rules',
    },
  ]
}

function closedHelpDesk(subject: Subject, rules: ConditionalAccess, groups: readonly Group[]): Problem[] {
  const { helpDesk } = subject.scenario
  // With a grace the dates are those of the waves, about which there is a finding of its own; from the start on, nobody is denied anything new.
  if (helpDesk === null || rules.enforceAt === null || rules.enforceAt <= 0) return []
  const closed = timeToOpen(helpDesk.hours, rules.enforceAt)
  const devices = Math.round(total(groups, (group) => withUsers(subject, group)))
  if (closed === 0) return []
  return [
    {
      path: ['conditionalAccess', 'enforceAt'],
      code: 'outside-help-desk-hours',
      devices,
      message: `the users of ${count(devices, 'device')} can call the help desk only ${roughly(closed)} later`,
      hint: 'choose a date on which the help desk is open, or keep it open',
    },
  ]
}
