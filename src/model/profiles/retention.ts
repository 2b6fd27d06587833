import { PRIORITY } from '../../engine/time.ts'
import {
  BYTES,
  COHORT,
  DELIVERED,
  DEPENDS,
  DOUBLES,
  INDEX,
  INTS,
  KIND,
  LACKING,
  LAST_CONTACT,
  RULE,
} from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import type { Sampler } from '../../random/sampler.ts'
import { uniform } from '../../random/uniform.ts'
import { KINDS, RULES, type Scenario } from '../../scenario/scenario.ts'
import { EVENT } from '../codes.ts'
import { refreshCauses } from '../coverage.ts'
import { TIMER } from '../timer-kinds.ts'
import { KIND_STATE_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'
import { strand } from './stranding.ts'

const {
  old: OLD,
  retained: RETAINED,
  overwritten: OVERWRITTEN,
  duplicate: DUPLICATE,
  missing: MISSING,
} = KIND_STATE_CODE
const NONE = KIND_STATE_CODE.none
const DROPPED = RULES.indexOf('dropped')
const NO_RULE = RULES.indexOf('none')
const RENAMED = RULES.indexOf('renamed')
const CERTIFICATE = KINDS.indexOf('certificate')
/** Index of "any kind" among the counts of devices that lack something. */
const ANY = 5

/** Puts a kind into another state and keeps the counts of what devices lack and what they have twice. */
export function setKind(world: World, row: number, time: number, kind: number, state: number): void {
  const { bytes, recorder } = world
  const b = row * BYTES
  const before = bytes[b + KIND + kind]!
  if (before === state) return
  const cohort = world.ints[row * INTS + COHORT]!
  bytes[b + KIND + kind] = state
  if (before === MISSING || state === MISSING) {
    const by = state === MISSING ? 1 : -1
    const lacked = bytes[b + LACKING]!
    bytes[b + LACKING] = lacked ^ (1 << kind)
    recorder.lack(cohort, time, kind, by)
    if (lacked === 0 || bytes[b + LACKING] === 0) recorder.lack(cohort, time, ANY, by)
  }
  if (state === DUPLICATE) recorder.redundant(cohort, time, 1)
  else if (before === DUPLICATE) recorder.redundant(cohort, time, -1)
  world.note(row, time, EVENT.kind + kind * 8 + state)
}

type Clock = Scenario['retention']['clock']

/**
 * At its own change every kind the device has is kept, up to a deadline: the own change, or the origin of the clock plus
 * `max` if that is later. Source: the vendor keeps the basic settings for up to seven days.
 *
 * Random decisions: one of `retentionEmail` … per kind whose `max` is a distribution.
 */
export function startRetention(world: World, row: number, time: number, clock: Clock): void {
  const { bytes, deadlines } = world
  const cohort = world.cohort(row)
  const origin = clock === 'change' ? time : world.doubles[row * DOUBLES + LAST_CONTACT]!
  for (let kind = 0; kind < 5; kind++) {
    if (bytes[row * BYTES + KIND + kind] !== OLD) continue
    deadlines[row * 5 + kind] = Math.max(time, origin + longest(world, row, cohort.retentionMax[kind]!, kind))
    setKind(world, row, time, kind, RETAINED)
  }
  awaitDeadline(world, row)
}

function longest(world: World, row: number, max: Sampler, kind: number): number {
  if (max.isConstant) return max.draw(0.5)
  const { k0, k1 } = world.cohort(row).key
  return max.draw(uniform(k0, k1, world.ints[row * INTS + INDEX]!, DECISIONS.retentionEmail + kind, 0))
}

/**
 * With local timers, or where no service is left that could remove anything, sets the timer of the next deadline among
 * the old profiles that are still there. It stays as long as one of them is there, and may find
 * that it is not the one it was set for.
 */
function awaitDeadline(world: World, row: number): void {
  const { change, retention } = world.plan.scenario
  if (retention.model !== 'local-timer' && change.kind !== 'third-party') return
  let next = Number.POSITIVE_INFINITY
  for (let kind = 0; kind < 5; kind++)
    if (holdsOld(world, row, kind)) next = Math.min(next, world.deadlines[row * 5 + kind]!)
  world.set(row, next, PRIORITY.expiry, TIMER.retention)
}

/** No old profile is there any more: the timer of the next deadline would find nothing to do. */
export function cancelDeadline(world: World, row: number): void {
  world.cancel(row, TIMER.retention)
}

/** The timer of a deadline fires; false if everything it was set for has been overwritten. */
export function deadlineComes(world: World, row: number, time: number): boolean {
  const held = holdsAnyOld(world, row)
  if (held) {
    endExpired(world, row, time)
    refreshCauses(world, row, time)
    awaitDeadline(world, row)
  }
  return held
}

/**
 * The old profiles whose deadline has come are removed: by the device's own timer, or by the service at a contact. The
 * causes of gaps are the caller's to bring up to date.
 */
export function endExpired(world: World, row: number, time: number): void {
  for (let kind = 0; kind < 5; kind++) {
    if (holdsOld(world, row, kind) && world.deadlines[row * 5 + kind]! <= time) endOld(world, row, time, kind)
  }
}

/** The old profile of a kind goes: a gap where it is needed and nothing has come in its place. */
export function endOld(world: World, row: number, time: number, kind: number): void {
  const b = row * BYTES
  if (world.bytes[b + KIND + kind] === DUPLICATE) {
    setKind(world, row, time, kind, OVERWRITTEN)
    return
  }
  setKind(world, row, time, kind, world.bytes[b + RULE + kind] === DROPPED ? NONE : MISSING)
  if ((world.bytes[b + DEPENDS]! >> kind) & 1) strand(world, row, time)
}

/** The new profile of a kind arrives: over the old one, beside it, or where there was none any more. */
export function deliverKind(world: World, row: number, time: number, kind: number): void {
  const b = row * BYTES
  const beside = world.bytes[b + RULE + kind] === RENAMED && world.bytes[b + KIND + kind] === RETAINED
  world.bytes[b + DELIVERED] = world.bytes[b + DELIVERED]! | (1 << kind)
  if (kind === CERTIFICATE) world.recorder.issued(time)
  setKind(world, row, time, kind, beside ? DUPLICATE : OVERWRITTEN)
}

/** The new profile of a kind arrives in the place of the old one, whatever its name. */
export function replaceKind(world: World, row: number, time: number, kind: number): void {
  const b = row * BYTES
  world.bytes[b + DELIVERED] = world.bytes[b + DELIVERED]! | (1 << kind)
  if (kind === CERTIFICATE) world.recorder.issued(time)
  setKind(world, row, time, kind, OVERWRITTEN)
}

/** The profile of a kind goes at once, without being kept for a while; `needed` says that the device needs even one that will not be replaced. */
export function loseKind(world: World, row: number, time: number, kind: number, needed = false): void {
  const b = row * BYTES
  const state = world.bytes[b + KIND + kind]!
  if (state === NONE || state === MISSING) return
  setKind(world, row, time, kind, world.bytes[b + RULE + kind] === DROPPED && !needed ? NONE : MISSING)
  if ((world.bytes[b + DEPENDS]! >> kind) & 1) strand(world, row, time)
}

/** Whether the device needs this kind, or needed it under the old authority. */
export function hadKind(world: World, row: number, kind: number): boolean {
  return world.bytes[row * BYTES + RULE + kind] !== NO_RULE
}

/** Whether the old authority's profile of this kind is still on the device after the change. */
function holdsOld(world: World, row: number, kind: number): boolean {
  const state = world.bytes[row * BYTES + KIND + kind]!
  return state === RETAINED || state === DUPLICATE
}

/** Whether any is. */
export function holdsAnyOld(world: World, row: number): boolean {
  for (let kind = 0; kind < 5; kind++) if (holdsOld(world, row, kind)) return true
  return false
}
