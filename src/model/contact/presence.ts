import { BEHAVIOUR, BYTES, COHORT, CURSOR, INDEX, INTS, PRESENCE_STREAM } from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import type { Key } from '../../random/key.ts'
import { negLn32 } from '../../random/ln.ts'
import { Residual } from '../../random/residual.ts'
import { Sampler } from '../../random/sampler.ts'
import { next32, seedStream, unit32 } from '../../random/stream.ts'
import { uniform } from '../../random/uniform.ts'
import type { Presence } from '../../scenario/scenario.ts'
import type { World } from '../world.ts'
import { nextArrival, presentUntil, type Weekly, weeklyOf } from './working-week.ts'

const NEVER = Number.POSITIVE_INFINITY

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
  | Weekly
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
      return weeklyOf(presence)
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
