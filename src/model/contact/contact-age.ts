import exp from '@stdlib/math-base-special-exp'
import { ln } from '../../random/ln.ts'
import { Sampler } from '../../random/sampler.ts'
import type { Cohort, Presence, Scenario, WorkDays } from '../../scenario/scenario.ts'

/** Devices whose last contact is older than the bound, as a share: less than one in the largest fleet. */
const NEGLIGIBLE = 1e-9
const UNBOUNDED = Number.POSITIVE_INFINITY

/** The intervals between the due times of a cohort's polls, ms. */
interface Polls {
  readonly shortest: number
  readonly longest: number
}

/**
 * How long ago the last contact before the start can have been, ms, but for one device in 10⁹; ∞ where no bound is
 * known. It is there to leave out what cannot matter, so it is wide rather than exact.
 *
 * A contact is a due time at which the device was online. Of exponential spells those at successive due times are bounded
 * by the chance to come online in an interval; other spells, and working days, where every online one is long enough to
 * hold a due time, by the longest absence.
 */
export function oldestContact({ poll }: Scenario, { platform, presence }: Cohort): number {
  const interval = poll.interval[platform]
  if (interval === null) return ageOf(presence, { shortest: 0, longest: 0 })
  // An interval is rounded to whole ms, and so is the first due time.
  return ageOf(presence, {
    shortest: interval * (1 - poll.jitter) - 1,
    longest: interval * (1 + poll.jitter) + 1,
  })
}

function ageOf(presence: Presence, polls: Polls): number {
  if (presence.kind === 'dormant') return presence.lastSeen
  if (presence.kind === 'mixture') return Math.max(...presence.of.map((part) => ageOf(part.presence, polls)))
  if (polls.longest === 0) return 0
  switch (presence.kind) {
    case 'renewal':
      return ageOfRenewal(new Sampler(presence.online), new Sampler(presence.offline), polls)
    case 'weekly':
      return ageOfWeekly(presence, polls)
    default:
      return polls.longest
  }
}

function ageOfRenewal(online: Sampler, offline: Sampler, { shortest, longest }: Polls): number {
  if (online.isExponential && offline.isExponential) {
    const share = online.mean / (online.mean + offline.mean)
    const returns = share * (1 - exp(-shortest * (1 / online.mean + 1 / offline.mean)))
    return longest * (2 + absences(1 - returns))
  }
  // Spells are met in proportion to their length: a share ε of long ones makes a larger share of the time.
  return online.at(0) >= longest ? 2 * longest + offline.at(1) : UNBOUNDED
}

type Weekly = Extract<Presence, { kind: 'weekly' }>

function ageOfWeekly({ week, attendance, spread }: Weekly, { longest }: Polls): number {
  const missed = absences(1 - attendance)
  let days = 0
  for (let day = firstAfter(week, -spread) - 1; day >= 0; day--) {
    if (week.works[day] !== 1) continue
    if (week.to[day]! - week.from[day]! - 2 * spread < longest) return UNBOUNDED
    if (week.to[day]! + spread >= 0) continue
    if (days++ >= missed) return spread - week.from[day]!
  }
  return UNBOUNDED
}

/** The first day that begins at or after `time`. */
function firstAfter(week: WorkDays, time: number): number {
  let day = 0
  while (day < week.from.length && week.from[day]! < time) day++
  return day
}

/** After how many occasions, each missed with this probability, there is hardly anyone left who missed all. */
function absences(probability: number): number {
  if (probability <= 0) return 0
  return probability >= 1 ? UNBOUNDED : Math.ceil(ln(NEGLIGIBLE) / ln(probability))
}
