import exp from '@stdlib/math-base-special-exp'
import { ln } from '../../random/ln.ts'
import { Residual } from '../../random/residual.ts'
import { Sampler } from '../../random/sampler.ts'
import type { Cohort, Presence, Scenario } from '../../scenario/scenario.ts'

/** Devices whose last contact is older than the bound, as a share: less than one in the largest fleet. */
const NEGLIGIBLE = 1e-9
const UNBOUNDED = Number.POSITIVE_INFINITY

/** The intervals between the due times of a cohort's polls, ms, and whether one due offline is made up for. */
interface Polls {
  readonly shortest: number
  readonly longest: number
  readonly madeUp: boolean
}

/**
 * How long ago the last contact before the start can have been, ms, but for one device in 10⁹; ∞ where no bound is
 * known. It is there to leave out what cannot matter, so it is wide rather than exact.
 *
 * Where polls are made up for, it is the longest interval and the age of the absence that lasts at the start, if one does:
 * in the interval before that began, a poll fell due, and the device was online then or came back before the absence. Else
 * a contact is a due time at which the device was online. Of exponential spells those at successive due times are bounded
 * by the chance to come online in an interval; other spells where every online one is long enough to hold a due time, by
 * the longest absence; and working days by those that are long enough.
 */
export function oldestContact({ poll }: Scenario, { platform, presence }: Cohort): number {
  const interval = poll.interval[platform]
  const madeUp = poll.onReconnect !== 'next-phase'
  if (interval === null) return ageOf(presence, { shortest: 0, longest: 0, madeUp })
  // An interval is rounded to whole ms, and so is the first due time.
  return ageOf(presence, {
    shortest: interval * (1 - poll.jitter) - 1,
    longest: interval * (1 + poll.jitter) + 1,
    madeUp,
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

function ageOfRenewal(online: Sampler, offline: Sampler, { shortest, longest, madeUp }: Polls): number {
  // A millisecond for the rounding of both ends of the absence.
  if (madeUp) return longest + new Residual(offline).at(1 - NEGLIGIBLE) + 1
  if (online.isExponential && offline.isExponential) {
    const share = online.mean / (online.mean + offline.mean)
    const returns = share * (1 - exp(-shortest * (1 / online.mean + 1 / offline.mean)))
    return longest * (2 + absences(1 - returns))
  }
  // Spells are met in proportion to their length: a share ε of long ones makes a larger share of the time.
  return online.at(0) >= longest ? 2 * longest + offline.at(1) : UNBOUNDED
}

type Weekly = Extract<Presence, { kind: 'weekly' }>

/**
 * The absence that lasts at the start begins at the earliest with the end of the last working day that was attended; of so
 * many in a row at least one is. Where polls are skipped, only days that are sure to hold a due time count.
 */
function ageOfWeekly({ week, attendance, spread }: Weekly, { longest, madeUp }: Polls): number {
  const missed = absences(1 - attendance)
  const longEnough = madeUp ? 0 : longest
  let days = 0
  for (let day = week.from.length - 1; day >= 0; day--) {
    const shortest = week.to[day]! - week.from[day]! - 2 * spread
    if (week.works[day] !== 1 || shortest <= longEnough || week.to[day]! + spread >= 0) continue
    if (days++ >= missed) return longest + spread - week.to[day]!
  }
  return UNBOUNDED
}

/** After how many occasions, each missed with this probability, there is hardly anyone left who missed all. */
function absences(probability: number): number {
  if (probability <= 0) return 0
  return probability >= 1 ? UNBOUNDED : Math.ceil(ln(NEGLIGIBLE) / ln(probability))
}
