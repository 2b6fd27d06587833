import { DECISIONS } from '../random/decisions.ts'
import type { Key } from '../random/key.ts'
import { Sampler } from '../random/sampler.ts'
import { uniform } from '../random/uniform.ts'
import type { Action, Scenario } from '../scenario/scenario.ts'

/** In the order of their draws; append-only. */
const ACTION_KINDS: readonly Action['kind'][] = ['sync', 'switchDevices']

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
  let free = Number.NEGATIVE_INFINITY
  for (const { cohort, count, at } of answered) {
    const start = Math.max(at, free)
    starts.set(cohort, start)
    free = addHours(hours, start, Math.floor(count * perDevice + 0.5))
    closed.push(free)
  }
  return {
    opened: openedAt === null ? [] : waiting.map(() => openedAt),
    closed,
    switchedAt(cohort, index) {
      const start = starts.get(cohort)
      const place = places[cohort]?.at(index) ?? 0
      if (start === undefined || place === 0) return Number.POSITIVE_INFINITY
      return Math.max(0, addHours(hours, start, Math.floor(place * perDevice + 0.5)))
    },
  }
}

/** The instant `spent` ms of working time after `from`; without working hours plain time. Past the table: never. */
export function addHours(hours: Scenario['support']['hours'], from: number, spent: number): number {
  if (hours === null) return from + spent
  let left = spent
  let low = 0
  let high = hours.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (hours[middle]![1] <= from) low = middle + 1
    else high = middle
  }
  for (let window = low; window < hours.length; window++) {
    const open = Math.max(from, hours[window]![0])
    const close = hours[window]![1]
    if (open + left <= close) return open + left
    left -= close - open
  }
  return Number.POSITIVE_INFINITY
}

/** Places in the ticket of a cohort, from 1 in device order; 0 for a device that is not in it. */
interface Places {
  readonly count: number
  at(index: number): number
}

function placesOf(scenario: Scenario, cohort: number, key: Key): Places | null {
  const { enrolment, devices } = scenario.cohorts[cohort]!
  const { change } = scenario
  if (enrolment === 'user' || (enrolment === 'dem' && change.dem === 'moves-at-switch')) return null
  const before = switchDatesOf(scenario, cohort).filter((date) => date.at < change.at)
  if (before.some((date) => date.share >= 1)) return null
  if (before.length === 0) return { count: devices, at: (index) => index + 1 }
  const places = new Int32Array(devices)
  let count = 0
  for (let index = 0; index < devices; index++) {
    if (switchDate(before, key, index) === null) places[index] = ++count
  }
  return { count, at: (index) => places[index]! }
}

/** A date at which an administrator acts on a share of a cohort; `draw` is the index of the share's random decision. */
export interface ActionDate {
  readonly at: number
  readonly share: number
  readonly draw: number
}

/** The dates of `switchDevices` for a cohort, in file order. */
export function switchDatesOf(scenario: Scenario, cohort: number): readonly ActionDate[] {
  return scenario.change.actions
    .filter((action) => action.kind === 'switchDevices' && action.at >= 0 && action.cohorts.includes(cohort))
    .map((action) => ({ at: action.at, share: action.share, draw: actionDraw(scenario, action, cohort) }))
}

/** Index of the draw that says which devices of the cohort an action takes; the actions of others do not shift it. */
export function actionDraw(scenario: Scenario, action: Action, cohort: number): number {
  const same = scenario.change.actions.filter((other) => other.kind === action.kind && other.cohorts.includes(cohort))
  return ACTION_KINDS.indexOf(action.kind) * 4096 + same.indexOf(action)
}

/** The first of the dates, from `since` on, at which the administrator switches the device; null if there is none. */
export function switchDate(
  dates: readonly ActionDate[],
  key: Key,
  index: number,
  since = Number.NEGATIVE_INFINITY,
): ActionDate | null {
  let earliest: ActionDate | null = null
  for (const date of dates) {
    if (date.at < since || (earliest !== null && date.at >= earliest.at)) continue
    if (isDrawn(key, index, date.draw, date.share)) earliest = date
  }
  return earliest
}

/** Whether an action on a `share` of the devices takes this one. Random decision: `actionShare`. */
export function isDrawn(key: Key, index: number, draw: number, share: number): boolean {
  return share >= 1 || uniform(key.k0, key.k1, index, DECISIONS.actionShare, draw) < share
}
