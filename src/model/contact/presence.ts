import { BEHAVIOUR, BYTES, COHORT, CURSOR, INDEX, INTS, PRESENCE_STREAM } from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import type { Key } from '../../random/key.ts'
import { negLn32 } from '../../random/ln.ts'
import { Residual } from '../../random/residual.ts'
import { Sampler } from '../../random/sampler.ts'
import { next32, seedStream, unit32 } from '../../random/stream.ts'
import { uniform } from '../../random/uniform.ts'
import type { Presence, WorkDays } from '../../scenario/scenario.ts'
import type { World } from '../world.ts'

const NEVER = Number.POSITIVE_INFINITY

/** A night online follows at most a few days of attendance in a row that reach over the start, ms. */
const DAYS_BEFORE = 3 * 86_400_000

/**
 * When devices are online: one behaviour of a cohort, ready to be drawn from. Online spells are [from, to), at least one
 * millisecond long.
 */
export type Behaviour =
  | { readonly kind: 'always' }
  | { readonly kind: 'dormant'; readonly lastSeen: number }
  | {
      readonly kind: 'renewal'
      readonly share: number
      readonly online: Sampler
      readonly offline: Sampler
      readonly onlineResidual: Residual
      readonly offlineResidual: Residual
      /** The mean spells, if both kinds are exponential. */
      readonly exponential: { readonly online: number; readonly offline: number } | null
    }
  | {
      readonly kind: 'weekly'
      readonly week: WorkDays
      /** Index of the day from which presence at the start can come. */
      readonly first: number
      readonly attendance: number
      readonly overnight: number
      readonly spread: number
    }
  | { readonly kind: 'trace'; readonly from: readonly number[]; readonly to: readonly number[] }

/** A mixture resolved: each behaviour and the upper end of its slice of [0, 1). */
export interface Behaviours {
  readonly of: readonly Behaviour[]
  readonly upTo: readonly number[]
}

/** Resolves a presence, mixtures of mixtures included, to simple behaviours with shares. */
export function behavioursOf(presence: Presence): Behaviours {
  const of: Behaviour[] = []
  const upTo: number[] = []
  const add = (part: Presence, share: number, before: number): number => {
    if (part.kind !== 'mixture') {
      of.push(behaviourOf(part))
      upTo.push(before + share)
      return before + share
    }
    let at = before
    for (const { share: inner, presence: next } of part.of) at = add(next, share * inner, at)
    return at
  }
  add(presence, 1, 0)
  upTo[upTo.length - 1] = 1
  return { of, upTo }
}

function behaviourOf(presence: Exclude<Presence, { kind: 'mixture' }>): Behaviour {
  switch (presence.kind) {
    case 'renewal': {
      const online = new Sampler(presence.online)
      const offline = new Sampler(presence.offline)
      return {
        kind: 'renewal',
        share: online.mean / (online.mean + offline.mean),
        online,
        offline,
        onlineResidual: new Residual(online),
        offlineResidual: new Residual(offline),
        exponential:
          online.isExponential && offline.isExponential ? { online: online.mean, offline: offline.mean } : null,
      }
    }
    case 'trace': {
      const from: number[] = []
      const to: number[] = []
      for (const [start, end] of presence.online) {
        if (end <= start) continue
        if (start === to.at(-1)) to[to.length - 1] = end
        else {
          from.push(start)
          to.push(end)
        }
      }
      return { kind: 'trace', from, to }
    }
    case 'weekly':
      return {
        kind: 'weekly',
        week: presence.week,
        first: Math.max(
          0,
          presence.week.from.findIndex((from) => from >= -DAYS_BEFORE),
        ),
        attendance: presence.attendance,
        overnight: presence.overnight,
        spread: presence.spread,
      }
    default:
      return presence
  }
}

/** Presence without an online instant by definition, not by chance. */
export function isNeverOnline(behaviour: Behaviour): boolean {
  if (behaviour.kind === 'trace') return behaviour.from.length === 0
  return behaviour.kind === 'dormant' || (behaviour.kind === 'weekly' && behaviour.attendance === 0)
}

/** The behaviour of the device in the row. */
export function behaviourIn(world: World, row: number): Behaviour {
  const cohort = world.cohorts[world.ints[row * INTS + COHORT]!]!
  return cohort.behaviours.of[world.bytes[row * BYTES + BEHAVIOUR]!]!
}

/**
 * Draws the presence at time 0, stationary, and returns the time of the first toggle; `NEVER` if it stays. A positive
 * result means offline until then, a negative one online until its absolute value.
 *
 * Random decisions: `presenceStart`, `presenceResidual`, and those of the week.
 */
export function firstToggle(world: World, row: number, behaviour: Behaviour, key: Key): number {
  const { ints } = world
  const n = row * INTS
  const index = ints[n + INDEX]!
  switch (behaviour.kind) {
    case 'always':
      return -NEVER
    case 'dormant':
      return NEVER
    case 'renewal': {
      seedStream(ints, n + PRESENCE_STREAM, key.k0, key.k1, index, DECISIONS.presenceSpells)
      const online = uniform(key.k0, key.k1, index, DECISIONS.presenceStart, 0) < behaviour.share
      const residual = online ? behaviour.onlineResidual : behaviour.offlineResidual
      const left = Math.max(1, residual.draw(uniform(key.k0, key.k1, index, DECISIONS.presenceResidual, 0)))
      return online ? -left : left
    }
    case 'trace': {
      ints[n + CURSOR] = 0
      const from = behaviour.from[0]
      if (from === undefined) return NEVER
      return from > 0 ? from : -behaviour.to[0]!
    }
    case 'weekly': {
      ints[n + CURSOR] = behaviour.first
      for (;;) {
        const from = nextArrival(world, row, behaviour, key)
        if (from > 0) return from
        const to = presentUntil(world, row, behaviour, key)
        if (to > 0) return -to
      }
    }
  }
}

/** The time of the toggle after the one at `time`, by which the device has just come online or gone offline. */
export function nextToggle(world: World, row: number, time: number, online: boolean): number {
  const behaviour = behaviourIn(world, row)
  switch (behaviour.kind) {
    case 'renewal': {
      const sampler = online ? behaviour.online : behaviour.offline
      return time + spellLength(sampler, next32(world.ints, row * INTS + PRESENCE_STREAM))
    }
    case 'trace': {
      const n = row * INTS
      if (online) return behaviour.to[world.ints[n + CURSOR]!]!
      world.ints[n + CURSOR] = world.ints[n + CURSOR]! + 1
      return behaviour.from[world.ints[n + CURSOR]!] ?? NEVER
    }
    case 'weekly': {
      const cohort = world.cohorts[world.ints[row * INTS + COHORT]!]!
      return online ? presentUntil(world, row, behaviour, cohort.key) : nextArrival(world, row, behaviour, cohort.key)
    }
    default:
      return NEVER
  }
}

/** Puts the device online at `time`, whatever its presence was to be, and returns when it next goes offline. */
export function resumePresence(world: World, row: number, time: number): number {
  const behaviour = behaviourIn(world, row)
  const n = row * INTS
  if (behaviour.kind === 'trace') {
    while (behaviour.to[world.ints[n + CURSOR]!]! <= time) world.ints[n + CURSOR]!++
    return behaviour.to[world.ints[n + CURSOR]!] ?? NEVER
  }
  if (behaviour.kind !== 'weekly') return nextToggle(world, row, time, true)
  // From the first day on: the cursor has passed the attendance in which the device was stranded.
  world.ints[n + CURSOR] = behaviour.first
  for (;;) {
    if (nextToggle(world, row, time, false) === NEVER) return NEVER
    const end = nextToggle(world, row, time, true)
    if (end > time) return end
  }
}

/** A spell's length from 32 random bits, in whole ms and at least one; exponential spells by the faster logarithm. */
export function spellLength(sampler: Sampler, bits: number): number {
  return sampler.isExponential ? exponentialSpell(sampler.mean, bits) : Math.max(1, sampler.draw(unit32(bits)))
}

/** The length of an exponential spell from 32 random bits, in whole ms and at least one. */
export function exponentialSpell(mean: number, bits: number): number {
  return Math.max(1, Math.floor(negLn32(~bits >>> 0) * mean + 0.5))
}

type Weekly = Extract<Behaviour, { kind: 'weekly' }>

/** Moves the cursor to the next day of attendance, from where it stands, and returns the arrival. */
function nextArrival(world: World, row: number, behaviour: Weekly, key: Key): number {
  const n = row * INTS
  const index = world.ints[n + INDEX]!
  const days = behaviour.week.works.length
  for (let day = world.ints[n + CURSOR]!; day < days; day++) {
    if (!attends(behaviour, key, index, day)) continue
    const arrival = arrivalOn(behaviour, key, index, day)
    if (leavesOn(behaviour, key, index, day) <= arrival) continue
    world.ints[n + CURSOR] = day
    return arrival
  }
  world.ints[n + CURSOR] = days
  return NEVER
}

/** The end of the presence that began on the cursor's day, over all days it runs into; moves the cursor behind them. */
function presentUntil(world: World, row: number, behaviour: Weekly, key: Key): number {
  const n = row * INTS
  const index = world.ints[n + INDEX]!
  const days = behaviour.week.works.length
  let day = world.ints[n + CURSOR]!
  if (day >= days) return NEVER
  let end = leavesOn(behaviour, key, index, day)
  for (day++; day < days; day++) {
    if (!attends(behaviour, key, index, day)) break
    if (arrivalOn(behaviour, key, index, day) > end) break
    end = Math.max(end, leavesOn(behaviour, key, index, day))
  }
  world.ints[n + CURSOR] = day
  return end
}

function attends({ week, attendance }: Weekly, key: Key, index: number, day: number): boolean {
  if (week.works[day] !== 1) return false
  return attendance >= 1 || uniform(key.k0, key.k1, index, DECISIONS.attendance, week.firstDay + day) < attendance
}

function arrivalOn({ week, spread }: Weekly, key: Key, index: number, day: number): number {
  if (spread === 0) return week.from[day]!
  const u = uniform(key.k0, key.k1, index, DECISIONS.arrival, week.firstDay + day)
  return week.from[day]! + Math.floor(spread * (2 * u - 1) + 0.5)
}

/** Departure, or after a night online the next calendar day's arrival, worked or not. */
function leavesOn(behaviour: Weekly, key: Key, index: number, day: number): number {
  const { week, overnight, spread } = behaviour
  const stays = overnight > 0 && uniform(key.k0, key.k1, index, DECISIONS.overnight, week.firstDay + day) < overnight
  if (stays && day + 1 < week.from.length) return arrivalOn(behaviour, key, index, day + 1)
  if (spread === 0) return week.to[day]!
  const u = uniform(key.k0, key.k1, index, DECISIONS.departure, week.firstDay + day)
  return week.to[day]! + Math.floor(spread * (2 * u - 1) + 0.5)
}

/** A time online: the device came at `from`, and was still online at `to`, when it left. */
export interface Visit {
  readonly from: number
  readonly to: number
}

/** The visits of a weekly device up to the start, the last one first; it may be there at the start, or come soon after. */
export function* weeklyVisits(behaviour: Weekly, key: Key, index: number): Generator<Visit, undefined> {
  const { week, first, spread } = behaviour
  let from = NEVER
  let to = NEVER
  let day = first
  while (day + 1 < week.from.length && week.from[day + 1]! <= spread) day++
  for (; day >= 0; day--) {
    if (!attends(behaviour, key, index, day)) continue
    const arrival = arrivalOn(behaviour, key, index, day)
    const end = leavesOn(behaviour, key, index, day)
    if (end <= arrival) continue
    if (end < from) {
      if (from < NEVER) yield { from, to }
      to = end
    }
    from = arrival
  }
  if (from < NEVER) yield { from, to }
}
