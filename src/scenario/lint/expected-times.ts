import exp from '@stdlib/math-base-special-exp'
import type { Distribution } from '../../random/distribution.ts'
import { Residual } from '../../random/residual.ts'
import { Sampler } from '../../random/sampler.ts'
import { workingHours } from '../calendar/calendar.ts'
import type { Presence } from '../scenario.ts'
import { roughMean } from '../schema/distribution-schema.ts'

/** Halvings of a share, enough for less than one in the largest fleet. */
const HALVINGS = 40

/** Shares that were asked for before, by distribution and time: large plans ask for the same ones again and again. */
const KNOWN = new WeakMap<Distribution, Map<number, number>>()

/** The share of durations that are at most `time` ms. */
export function shareWithin(distribution: Distribution, time: number): number {
  const known = KNOWN.get(distribution) ?? new Map<number, number>()
  KNOWN.set(distribution, known)
  let share = known.get(time)
  if (share === undefined) {
    const sampler = new Sampler(distribution)
    share = inverse((part) => sampler.at(part), time)
    known.set(time, share)
  }
  return share
}

/** The duration that half of them do not exceed, in whole ms. */
export function median(distribution: Distribution): number {
  return new Sampler(distribution).draw(0.5)
}

/** The expected share of devices that are online at no time in [from, to]. */
export function silentShare(presence: Presence, from: number, to: number): number {
  switch (presence.kind) {
    case 'always':
      return 0
    case 'dormant':
      return 1
    case 'trace':
      return presence.online.some(([begin, end]) => begin <= to && end > from) ? 0 : 1
    case 'mixture':
      return presence.of.reduce((sum, part) => sum + part.share * silentShare(part.presence, from, to), 0)
    case 'renewal':
      return silentSpell(presence.online, presence.offline, to - from)
    case 'weekly': {
      const { week, attendance, spread } = presence
      let silent = 1
      for (let day = 0; day < week.works.length; day++) {
        const meets = week.from[day]! - spread <= to && week.to[day]! + spread > from
        if (week.works[day] === 1 && meets) silent *= 1 - attendance
      }
      return silent * (1 - attendance * presence.overnight)
    }
  }
}

function silentSpell(online: Distribution, offline: Distribution, length: number): number {
  const sampler = new Sampler(offline)
  // A residual is never longer than the longest spell; so most of the time no survival table is needed.
  if (sampler.at(1) <= length || sampler.mean === 0) return 0
  const residual = new Residual(sampler)
  const longer = 1 - inverse((share) => residual.at(share), length)
  return (longer * sampler.mean) / (sampler.mean + new Sampler(online).mean)
}

/** The expected share of devices that are away for longer than `length` at some time before the horizon. */
export function absentShare(presence: Presence, length: number, horizon: number): number {
  switch (presence.kind) {
    case 'always':
      return 0
    case 'dormant':
      return presence.lastSeen + horizon > length ? 1 : 0
    case 'trace':
      return longestGap(presence.online, horizon) > length ? 1 : 0
    case 'mixture':
      return presence.of.reduce((sum, part) => sum + part.share * absentShare(part.presence, length, horizon), 0)
    case 'renewal': {
      const spells = horizon / (roughMean(presence.online) + roughMean(presence.offline))
      return 1 - exp(-spells * (1 - shareWithin(presence.offline, length)))
    }
    case 'weekly':
      return presence.overnight < 1 && longestGap(workingHours(presence.week), horizon) > length ? 1 : 0
  }
}

/** The expected share of time that devices are online. */
export function onlineShare(presence: Presence, horizon: number): number {
  switch (presence.kind) {
    case 'always':
      return 1
    case 'dormant':
      return 0
    case 'trace':
      return presence.online.reduce((sum, [from, to]) => sum + to - from, 0) / horizon
    case 'mixture':
      return presence.of.reduce((sum, part) => sum + part.share * onlineShare(part.presence, horizon), 0)
    case 'renewal': {
      const [online, offline] = [roughMean(presence.online), roughMean(presence.offline)]
      return online / (online + offline)
    }
    case 'weekly': {
      const hours = workingHours(presence.week).map(([from, to]) =>
        Math.max(0, Math.min(to, horizon) - Math.max(from, 0)),
      )
      return (presence.attendance * hours.reduce((sum, time) => sum + time, 0)) / horizon
    }
  }
}

/** The longest time between two intervals, or from one to the horizon, that is not over before the start. */
function longestGap(intervals: readonly (readonly [number, number])[], horizon: number): number {
  let longest = 0
  let end = Math.min(0, intervals[0]?.[0] ?? 0)
  for (const [from, to] of intervals) {
    if (from > 0 && end < horizon) longest = Math.max(longest, Math.min(from, horizon) - end)
    end = to
  }
  return Math.max(longest, horizon - end)
}

/** The share at which a rising function of shares reaches `value`. */
function inverse(rising: (share: number) => number, value: number): number {
  if (rising(1) <= value) return 1
  if (rising(0) > value) return 0
  let [low, high] = [0, 1]
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2
    if (rising(middle) <= value) low = middle
    else high = middle
  }
  return low
}
