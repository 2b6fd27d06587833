import { DOUBLES, DUE, INDEX, INTS, ONLINE, PRESENCE_KEY, BYTES } from '../fleet/device-table.ts'
import { NEVER, timeOf } from '../engine/time.ts'
import { DECISIONS } from '../random/decisions.ts'
import type { Residual } from '../random/residual.ts'
import type { Sampler } from '../random/sampler.ts'
import { uniform } from '../random/uniform.ts'
import { type Behaviour, behaviourIn, wasPresent } from './presence.ts'
import type { World } from './world.ts'

/** Due times looked back at before the search is given up; a device that was online at none is taken as seen then. */
const LOOK_BACK = 10_000

/**
 * The last contact before the start: the last due time at which the device was online, drawn backwards from its schedule
 * and its presence at time 0. Without polls it is the start itself.
 *
 * The interval and the spell that contain the start are drawn given what is left of them, those before as usual. Random
 * decisions: `historyInterval`, `historySpell`.
 */
export function lastContact(world: World, row: number): number {
  const cohort = world.cohort(row)
  const behaviour = behaviourIn(world, row)
  if (behaviour.kind === 'dormant') return -behaviour.lastSeen
  const firstDue = world.doubles[row * DOUBLES + DUE]!
  if (firstDue === NEVER) return 0
  const { k0, k1 } = cohort.key
  const index = world.ints[row * INTS + INDEX]!
  const past = new PastSpells(world, row, behaviour)
  let time = firstDue - wholeLength(cohort.intervals, cohort.pollPhase, firstDue, (k) => uniform(k0, k1, index, DECISIONS.historyInterval, k), 0)
  for (let k = 1; k < LOOK_BACK; k++) {
    if (past.wasOnline(time)) return time
    time -= Math.max(1, cohort.intervals.draw(uniform(k0, k1, index, DECISIONS.historyInterval, k)))
  }
  return time
}

/** A whole interval of which `residual` is left. */
function wholeLength(whole: Sampler, residual: Residual, left: number, draw: (k: number) => number, k: number): number {
  if (whole.isConstant) return Math.max(left, whole.draw(0.5))
  return Math.max(left, whole.draw(1 - residual.survival(left) * draw(k)))
}

/** Presence before the start, asked for at ever earlier times. */
class PastSpells {
  private readonly world: World
  private readonly row: number
  private readonly behaviour: Behaviour
  /** The spell that contains the time last asked for began here. */
  private began = 0
  private online: boolean
  private spell = 0

  constructor(world: World, row: number, behaviour: Behaviour) {
    this.world = world
    this.row = row
    this.behaviour = behaviour
    this.online = world.bytes[row * BYTES + ONLINE] === 1
  }

  wasOnline(time: number): boolean {
    const { world, row, behaviour } = this
    const { key } = world.cohort(row)
    const index = world.ints[row * INTS + INDEX]!
    if (behaviour.kind === 'weekly') return wasPresent(behaviour, key, index, time)
    if (behaviour.kind !== 'renewal') return true
    const draw = (k: number): number => uniform(key.k0, key.k1, index, DECISIONS.historySpell, k)
    if (this.spell === 0) {
      const left = timeOf(world.doubles[row * DOUBLES + PRESENCE_KEY]!)
      const sampler = this.online ? behaviour.online : behaviour.offline
      const residual = this.online ? behaviour.onlineResidual : behaviour.offlineResidual
      this.began = left - wholeLength(sampler, residual, left, draw, this.spell++)
    }
    while (this.began > time) {
      this.online = !this.online
      const sampler = this.online ? behaviour.online : behaviour.offline
      this.began -= Math.max(1, sampler.draw(draw(this.spell++)))
    }
    return this.online
  }
}
