import { PRIORITY } from '../../engine/time.ts'
import {
  BLOCKS,
  BYTES,
  COHORT,
  COMPLIANT,
  DENIED,
  FORCED,
  GOOD,
  INDEX,
  INTS,
  RETIRED,
  SHOWN,
  STATE,
  TOKENS,
  UNBLOCKS,
  USER,
  WAVE,
} from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import type { Sampler } from '../../random/sampler.ts'
import { uniform } from '../../random/uniform.ts'
import type { ConditionalAccess } from '../../scenario/scenario.ts'
import { EVENT } from '../codes.ts'
import { WAIT } from '../people/waiting.ts'
import { TIMER } from '../timer-kinds.ts'
import { STATE_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'
import { upkeepOf } from './upkeep.ts'

/**
 * Sets the date on which conditional access is enforced on the device: one for all, or some grace after the user's wave,
 * after the change for those in none. Devices without a user are never asked.
 */
export function startAccess(world: World, row: number): void {
  const { conditionalAccess: rules, change } = world.plan.scenario
  if (rules === null || world.cohort(row).cohort.enrolment === 'userless') return
  const wave = world.ints[row * INTS + WAVE]!
  const date = rules.enforceAt ?? (wave < 0 ? change.at : change.waves[wave]!.at) + rules.grace
  if (date < world.horizon) world.set(row, Math.max(date, 0), PRIORITY.broadcast, TIMER.force)
}

/**
 * The rules are in force on the device from now on: access ends with the token of one that does not meet them. Where they
 * were in force before the start, it has ended already. A new device has a token when it arrives.
 */
export function enforce(world: World, row: number, time: number): void {
  const { bytes } = world
  const b = row * BYTES
  bytes[b + FORCED] = 1
  const arrived = bytes[b + SHOWN]! >= 0
  bytes[b + GOOD] = !arrived || isGood(world, row) ? 1 : 0
  if (bytes[b + GOOD] === 1) return
  if (time === 0) denyAccess(world, row, time)
  else awaitBlock(world, row, time)
}

/** After anything that may change it: what the device has lost ends its access in a while, what it has regained brings it back. */
export function refreshAccess(world: World, row: number, time: number): void {
  const { bytes } = world
  const b = row * BYTES
  if (bytes[b + FORCED] === 0) return
  const good = isGood(world, row) ? 1 : 0
  if (good === bytes[b + GOOD]) return
  bytes[b + GOOD] = good
  const denied = bytes[b + DENIED] === 1
  if (good === 0) {
    if (denied) world.cancel(row, TIMER.unblock)
    else awaitBlock(world, row, time)
  } else if (denied) awaitUnblock(world, row, time)
  else world.cancel(row, TIMER.block)
}

function isGood(world: World, row: number): boolean {
  return world.bytes[row * BYTES + COMPLIANT] === 1 && isWithService(world, row)
}

/**
 * Whether the device is enrolled with the service that enforces the rules: the new one where devices leave another
 * vendor's, or none; elsewhere either, which both report to the same directory.
 */
export function isWithService(world: World, row: number): boolean {
  const { kind } = world.plan.scenario.change
  const state = world.bytes[row * BYTES + STATE]!
  if (kind === 'third-party' || kind === 'set') {
    return state === STATE_CODE.registered || state === STATE_CODE.managed_new
  }
  return state > STATE_CODE.enrolling
}

/** Access outlives compliance by what is left of a token. Random decision: `tokenLife` by the number of the loss. */
function awaitBlock(world: World, row: number, time: number): void {
  const { tokenLife } = upkeepOf(world.plan.scenario)
  const life = draw(world, row, tokenLife, DECISIONS.tokenLife, world.ints[row * INTS + TOKENS]!++)
  if (time + life < world.horizon) world.set(row, time + life, PRIORITY.expiry, TIMER.block)
}

/** Access takes a while to come back. Random decision: `unblockDelay` by the number of the return. */
function awaitUnblock(world: World, row: number, time: number): void {
  const { unblockDelay } = upkeepOf(world.plan.scenario)
  const delay = draw(world, row, unblockDelay, DECISIONS.unblockDelay, world.ints[row * INTS + UNBLOCKS]!++)
  if (time + delay < world.horizon) world.set(row, time + delay, PRIORITY.expiry, TIMER.unblock)
}

function draw(world: World, row: number, sampler: Sampler, decision: number, place: number): number {
  const { k0, k1 } = world.cohort(row).key
  return sampler.draw(sampler.isConstant ? 0.5 : uniform(k0, k1, world.ints[row * INTS + INDEX]!, decision, place))
}

/** Access is denied; the message that says so makes some users move the device. */
export function denyAccess(world: World, row: number, time: number): void {
  const rules = world.plan.scenario.conditionalAccess
  world.bytes[row * BYTES + DENIED] = 1
  world.recorder.admit(world.ints[row * INTS + COHORT]!, time, -1)
  world.note(row, time, EVENT.blocked)
  const block = world.ints[row * INTS + BLOCKS]!++
  if (rules !== null && canBeMoved(world, row)) nudge(world, row, time, block, rules)
}

/** Whether a user who acts on the message would enrol the device: it is with no service, or with the old vendor's. */
function canBeMoved(world: World, row: number): boolean {
  const b = row * BYTES
  if (world.cohort(row).cohort.enrolment !== 'user') return false
  switch (world.bytes[b + STATE]) {
    case STATE_CODE.unenrolled:
      return world.bytes[b + RETIRED] === 0
    case STATE_CODE.orphaned:
      return true
    case STATE_CODE.managed_old:
      return world.plan.scenario.change.kind === 'third-party'
    default:
      return false
  }
}

/** Some users act, after a while. Random decisions, by user and block of the device: `nudgeResponse`, `nudgeDelay`. */
function nudge(
  world: World,
  row: number,
  time: number,
  block: number,
  { nudge: { response } }: ConditionalAccess,
): void {
  const { nudgeDelay } = upkeepOf(world.plan.scenario)
  const { k0, k1 } = world.cohort(row).homeKey
  const user = world.ints[row * INTS + USER]!
  if (response < 1 && uniform(k0, k1, user, DECISIONS.nudgeResponse, block) >= response) return
  const u = nudgeDelay.isConstant ? 0.5 : uniform(k0, k1, user, DECISIONS.nudgeDelay, block)
  const acts = time + nudgeDelay.draw(u)
  if (acts < world.horizon) world.set(row, acts, PRIORITY.act, TIMER.moment, WAIT.moment)
}

/** Access is given again. */
export function restoreAccess(world: World, row: number, time: number): void {
  world.bytes[row * BYTES + DENIED] = 0
  world.recorder.admit(world.ints[row * INTS + COHORT]!, time, 1)
  world.note(row, time, EVENT.unblocked)
}
