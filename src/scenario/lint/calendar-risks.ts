import type { Hours, Presence } from '../scenario.ts'
import type { Path, Problem } from '../words/diagnostic.ts'
import { DAY, HOUR } from '../words/duration.ts'
import type { Group } from './groups.ts'
import { count, inFleet, roughly, type Subject, total } from './lint-subject.ts'

/** A silence of office devices that is worth a word: longer than a night. */
const LONG = DAY

/** Finds dates on which those concerned are not at work. */
export function findCalendarRisks(subject: Subject): Problem[] {
  const { kind } = subject.scenario.change
  // Elsewhere the date is that of a message, or devices move little by little.
  if (kind !== 'in-place') return []
  return subject.groups.flatMap((group) => [
    ...outsideWorkingHours(subject, group),
    ...outsideHelpDeskHours(subject, group),
  ])
}

function outsideWorkingHours({ cohorts }: Subject, group: Group): Problem[] {
  let devices = 0
  let longest = 0
  for (const { cohort, index } of cohorts) {
    for (const { share, presence } of inFleet(cohort) ? parts(cohort.presence) : []) {
      const silence = timeToWork(presence, group.at)
      if (silence <= LONG || group.shares[index] === 0) continue
      devices += cohort.devices * share * group.shares[index]!
      longest = Math.max(longest, silence)
    }
  }
  devices = Math.round(devices)
  if (devices === 0) return []
  return [
    {
      path: placeOf(group),
      code: 'outside-working-hours',
      devices,
      message: `${count(devices, 'device')} with office hours will not be at work for the next ${Math.round(longest / HOUR)} hours`,
      hint: 'move on the morning of a working day; a wave before the switch can do so too',
    },
  ]
}

function outsideHelpDeskHours({ scenario, cohorts }: Subject, group: Group): Problem[] {
  const { helpDesk } = scenario
  if (helpDesk === null) return []
  const closed = timeToOpen(helpDesk.hours, group.at)
  const devices = Math.round(
    total(cohorts, ({ cohort, index }) =>
      inFleet(cohort) && cohort.enrolment !== 'userless' ? cohort.devices * group.shares[index]! : 0,
    ),
  )
  if (closed === 0 || devices === 0) return []
  return [
    {
      path: placeOf(group),
      code: 'outside-help-desk-hours',
      devices,
      message: `the users of ${count(devices, 'device')} can call the help desk only ${roughly(closed)} later`,
      hint: 'choose a date on which the help desk is open, or keep it open',
    },
  ]
}

/** Time until somebody answers, 0 during opening hours. */
export function timeToOpen(hours: Hours, at: number): number {
  const next = hours?.find(([, close]) => close > at)
  return next === undefined ? 0 : Math.max(0, next[0] - at)
}

function placeOf({ index, wave }: Group): Path {
  return wave === null ? ['change', 'at'] : ['change', 'waves', index, 'at']
}

function parts(presence: Presence): readonly { readonly share: number; readonly presence: Presence }[] {
  return presence.kind === 'mixture' ? presence.of : [{ share: 1, presence }]
}

/** Time from an instant to the next working hour, 0 within one and for every other presence. */
function timeToWork(presence: Presence, at: number): number {
  if (presence.kind !== 'weekly') return 0
  const { from, to, works } = presence.week
  const next = works.findIndex((worked, day) => worked === 1 && to[day]! > at)
  return next < 0 ? 0 : Math.max(0, from[next]! - at)
}
