import { NEVER, timeOf } from '../../engine/time.ts'
import { BYTES, DOUBLES, DUE, INDEX, INTS, ONLINE, PRESENCE_KEY } from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import type { Sampler } from '../../random/sampler.ts'
import { uniform } from '../../random/uniform.ts'
import type { Cohort, Scenario } from '../../scenario/scenario.ts'
import { upkeepOf } from '../access/upkeep.ts'
import type { World } from '../world.ts'
import { oldestContact } from './contact-age.ts'
import { type Behaviour, behaviourIn } from './presence.ts'
import { type Visit, weeklyVisits } from './working-week.ts'

/** Due times looked back at before the search is given up; a device with no contact until then is taken as seen then. */
const LOOK_BACK = 10_000

const NO_VISIT: Visit = { from: -NEVER, to: -NEVER }

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
 * The last contact before the start, found by going back through the due times of the polls: the first one at which the
 * device was online; or, where polls are made up for, at which it was offline but came back before the start. It was in
 * contact then when it came back: the wait of `reconnectDelay` is left out, as no poll is overdue at the start. Where
 * every reconnection is a check-in, the last one counts too. Without polls it is the start itself.
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
  const { onReconnect } = world.plan.scenario.poll
  const containing = cohort.pollPhase.wholeAt(firstDue, uniform(k0, k1, index, DECISIONS.historyInterval, 0))
  let time = firstDue - Math.floor(containing + 0.5)
  const visits = visitsBefore(world, row, behaviour)
  if (visits === null) return time
  let visit = visits.next().value ?? NO_VISIT
  let returned = NEVER
  for (let k = 1; k < LOOK_BACK; k++) {
    while (visit.from > time) {
      returned = visit.from
      if (returned < 0 && onReconnect === 'immediately') return returned
      visit = visits.next().value ?? NO_VISIT
    }
    if (time <= visit.to) return time
    if (returned < 0 && onReconnect === 'overdue-poll') return returned
    time -= Math.max(1, cohort.intervals.draw(uniform(k0, k1, index, DECISIONS.historyInterval, k)))
  }
  return time
}

/** When the device was online up to the start, the last time first; `null`: always. */
function visitsBefore(world: World, row: number, behaviour: Behaviour): Iterator<Visit, undefined> | null {
  if (behaviour.kind === 'renewal') return renewalVisits(world, row, behaviour)
  if (behaviour.kind !== 'weekly') return null
  return weeklyVisits(behaviour, world.cohort(row).key, world.ints[row * INTS + INDEX]!)
}

type Renewal = Extract<Behaviour, { kind: 'renewal' }>

function* renewalVisits(world: World, row: number, behaviour: Renewal): Generator<Visit, undefined> {
  const { k0, k1 } = world.cohort(row).key
  const index = world.ints[row * INTS + INDEX]!
  let spell = 0
  const draw = (): number => uniform(k0, k1, index, DECISIONS.historySpell, spell++)
  const length = (sampler: Sampler): number => Math.max(1, sampler.draw(draw()))
  const left = timeOf(world.doubles[row * DOUBLES + PRESENCE_KEY]!)
  const online = world.bytes[row * BYTES + ONLINE] === 1
  const residual = online ? behaviour.onlineResidual : behaviour.offlineResidual
  const began = left - Math.floor(residual.wholeAt(left, draw()) + 0.5)
  let to = online ? left : began
  let from = online ? began : to - length(behaviour.online)
  for (;;) {
    yield { from, to }
    to = from - length(behaviour.offline)
    from = to - length(behaviour.online)
  }
}
