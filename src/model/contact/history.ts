import { NEVER, timeOf } from '../../engine/time.ts'
import { BYTES, DOUBLES, DUE, INDEX, INTS, ONLINE, PRESENCE_KEY } from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import { uniform } from '../../random/uniform.ts'
import type { Cohort, Scenario } from '../../scenario/scenario.ts'
import { upkeepOf } from '../access/upkeep.ts'
import type { World } from '../world.ts'
import { oldestContact } from './contact-age.ts'
import { type Behaviour, behaviourIn, wasPresent } from './presence.ts'

/** Due times looked back at before the search is given up; a device that was online at none is taken as seen then. */
const LOOK_BACK = 10_000

/**
 * Whether anything reads when the devices of a cohort had their last contact before the start: deadlines that count from
 * it, or a silence that could end a certificate or compliance, or bring the cleanup, before the horizon. Those have no
 * effect on devices that are not enrolled at the start.
 */
export function readsHistory(scenario: Scenario, cohort: Cohort): boolean {
  const { change, cleanup, compliance, horizon, retention } = scenario
  if (cohort.arrivals !== null) return false
  if (retention.clock === 'last-contact') return true
  if (change.kind !== 'in-place' && change.kind !== 'coexistence') return false
  const { leastRemaining } = upkeepOf(scenario)
  const shortest = Math.min(compliance.validity, leastRemaining, cleanup?.after ?? NEVER)
  return shortest - oldestContact(scenario, cohort) < horizon
}

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
  const containing = cohort.pollPhase.wholeAt(firstDue, uniform(k0, k1, index, DECISIONS.historyInterval, 0))
  let time = firstDue - Math.floor(containing + 0.5)
  for (let k = 1; k < LOOK_BACK; k++) {
    if (past.wasOnline(time)) return time
    time -= Math.max(1, cohort.intervals.draw(uniform(k0, k1, index, DECISIONS.historyInterval, k)))
  }
  return time
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
    const draw = (): number => uniform(key.k0, key.k1, index, DECISIONS.historySpell, this.spell++)
    if (this.spell === 0) {
      const left = timeOf(world.doubles[row * DOUBLES + PRESENCE_KEY]!)
      const residual = this.online ? behaviour.onlineResidual : behaviour.offlineResidual
      this.began = left - Math.floor(residual.wholeAt(left, draw()) + 0.5)
    }
    while (this.began > time) {
      this.online = !this.online
      const sampler = this.online ? behaviour.online : behaviour.offline
      this.began -= Math.max(1, sampler.draw(draw()))
    }
    // A device is still online at the instant at which it leaves.
    return this.online || this.began === time
  }
}
