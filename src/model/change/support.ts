import { DECISIONS } from '../../random/decisions.ts'
import type { Key } from '../../random/key.ts'
import { Sampler } from '../../random/sampler.ts'
import { uniform } from '../../random/uniform.ts'
import { ACTIONS, type Action, type Scenario } from '../../scenario/scenario.ts'
import { addHours } from '../people/working-time.ts'
import { arrivalOf } from './arrivals.ts'

/** Length of a working day, 08-18, and of a plain one, ms. */
const WORKING_DAY = 10 * 3_600_000
const DAY = 24 * 3_600_000

/**
 * The support tickets for devices that never move by themselves: one per cohort, opened at `support.openedAt`, answered
 * after `leadTime`, then worked off by one first-come-first-served server that switches `devicesPerDay`.
 *
 * Nothing a device does changes its place in the queue, so that the whole queue is part of the plan.
 */
export interface Tickets {
  /** When support has switched the device, ms; 0 where it has done so before the start, `NEVER` if it does not. */
  switchedAt(cohort: number, index: number): number
  /** Times at which tickets are opened, and closed with their last device. */
  readonly opened: readonly number[]
  readonly closed: readonly number[]
  /** The tickets that are answered, in the order in which they are worked off. */
  readonly worked: readonly WorkedTicket[]
  /** Working time that one device takes, ms, not rounded: the i-th device of a ticket is done i of these after its start. */
  readonly perDevice: number
}

/** When a ticket is answered, when work on it starts and how many devices are in it. */
export interface WorkedTicket {
  readonly at: number
  readonly start: number
  readonly count: number
}

/** Computes the tickets. Random decisions: `ticketLeadTime` per cohort, `actionShare` per device. */
export function ticketsOf(scenario: Scenario, keys: readonly Key[]): Tickets {
  const { support } = scenario
  const places = scenario.cohorts.map((_, cohort) => placesOf(scenario, cohort, keys[cohort]!))
  const openedAt = support.openedAt
  const waiting = places
    .map((place, cohort) => ({ place, cohort }))
    .filter(({ place }) => place !== null && place.count > 0)
  const leadTime = new Sampler(support.leadTime)
  const hours = support.hours
  const answered =
    openedAt === null
      ? []
      : waiting.map(({ place, cohort }) => {
          const { k0, k1 } = keys[cohort]!
          const lead = leadTime.draw(uniform(k0, k1, 0, DECISIONS.ticketLeadTime, 0))
          return { cohort, count: place!.count, at: addHours(hours, openedAt, lead) }
        })
  answered.sort((a, b) => a.at - b.at || a.cohort - b.cohort)
  const perDevice = (hours === null ? DAY : WORKING_DAY) / support.devicesPerDay
  const starts = new Map<number, number>()
  const closed: number[] = []
  const worked: WorkedTicket[] = []
  let free = Number.NEGATIVE_INFINITY
  for (const { cohort, count, at } of answered) {
    const start = Math.max(at, free)
    starts.set(cohort, start)
    worked.push({ at, start, count })
    free = addHours(hours, start, Math.floor(count * perDevice + 0.5))
    closed.push(free)
  }
  return {
    opened: openedAt === null ? [] : waiting.map(() => openedAt),
    closed,
    worked,
    perDevice,
    switchedAt(cohort, index) {
      const start = starts.get(cohort)
      const place = places[cohort]?.at(index) ?? 0
      if (start === undefined || place === 0) return Number.POSITIVE_INFINITY
      return Math.max(0, addHours(hours, start, Math.floor(place * perDevice + 0.5)))
    },
  }
}

/** Places in the ticket of a cohort, from 1 in device order; 0 for a device that is not in it. */
interface Places {
  readonly count: number
  at(index: number): number
}

function placesOf(scenario: Scenario, cohort: number, key: Key): Places | null {
  const { arrivals, enrolment, devices } = scenario.cohorts[cohort]!
  const { change } = scenario
  const moves = enrolment === 'user' || (enrolment === 'dem' && change.dem === 'moves-at-switch')
  if (change.kind !== 'in-place' || moves) return null
  const dates = switchDatesOf(scenario, cohort)
  if (dates.length === 0 && arrivals === null) return { count: devices, at: (index) => index + 1 }
  const places = new Int32Array(devices)
  let count = 0
  for (let index = 0; index < devices; index++) {
    const arrival = arrivals === null ? Number.NEGATIVE_INFINITY : arrivalOf(arrivals, key, index)
    const done = dates.some(({ at, draw, share }) => at > arrival && isDrawn(key, index, draw, share))
    if (arrival < change.at && !done) places[index] = ++count
  }
  return { count, at: (index) => places[index]! }
}

/** A date at which an administrator acts on a share of a cohort; `draw` is the index of the share's random decision. */
export interface ActionDate {
  /** Index of the action in the scenario. */
  readonly action: number
  readonly at: number
  readonly share: number
  readonly draw: number
}

/** The dates of `switchDevices` before the switch for a cohort, in file order; later ones have no effect. */
export function switchDatesOf(scenario: Scenario, cohort: number): readonly ActionDate[] {
  return scenario.change.actions.flatMap((action, index): ActionDate[] => {
    const { at, kind, cohorts, share } = action
    if (kind !== 'switchDevices' || at < 0 || at >= scenario.change.at || !cohorts.includes(cohort)) return []
    return [{ action: index, at, share, draw: actionDraw(scenario, action, cohort) }]
  })
}

/** Index of the draw that says which devices of the cohort an action takes; the actions of others do not shift it. */
export function actionDraw(scenario: Scenario, action: Action, cohort: number): number {
  const same = scenario.change.actions.filter((other) => other.kind === action.kind && other.cohorts.includes(cohort))
  return ACTIONS.indexOf(action.kind) * 4096 + same.indexOf(action)
}

/** Whether an action on a `share` of the devices takes this one. Random decision: `actionShare`. */
export function isDrawn(key: Key, index: number, draw: number, share: number): boolean {
  return share >= 1 || uniform(key.k0, key.k1, index, DECISIONS.actionShare, draw) < share
}
