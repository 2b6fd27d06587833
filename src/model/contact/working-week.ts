import { CURSOR, INDEX, INTS } from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import type { Key } from '../../random/key.ts'
import { uniform } from '../../random/uniform.ts'
import type { Presence, WorkDays } from '../../scenario/scenario.ts'
import type { World } from '../world.ts'

const NEVER = Number.POSITIVE_INFINITY

/** A night online follows at most a few days of attendance in a row that reach over the start, ms. */
const DAYS_BEFORE = 3 * 86_400_000

/** Online on working days, from an arrival to a departure. Random decisions: `attendance`, `arrival`, `departure`, `overnight`. */
export interface Weekly {
  readonly kind: 'weekly'
  readonly week: WorkDays
  /** Index of the day from which presence at the start can come. */
  readonly first: number
  readonly attendance: number
  readonly overnight: number
  readonly spread: number
}

export function weeklyOf({ week, attendance, overnight, spread }: Extract<Presence, { kind: 'weekly' }>): Weekly {
  const first = week.from.findIndex((from) => from >= -DAYS_BEFORE)
  return { kind: 'weekly', week, first: Math.max(0, first), attendance, overnight, spread }
}

/** Moves the cursor to the next day of attendance, from where it stands, and returns the arrival. */
export function nextArrival(world: World, row: number, behaviour: Weekly, key: Key): number {
  const n = row * INTS
  const index = world.ints[n + INDEX]!
  const days = behaviour.week.works.length
  for (let day = world.ints[n + CURSOR]!; day < days; day++) {
    if (!attends(behaviour, key, index, day)) continue
    const arrival = arrivalOn(behaviour, key, index, day)
    if (!mustLeaveLater(behaviour, day) && leavesOn(behaviour, key, index, day) <= arrival) continue
    world.ints[n + CURSOR] = day
    return arrival
  }
  world.ints[n + CURSOR] = days
  return NEVER
}

/** The end of the presence that began on the cursor's day, over all days it runs into; moves the cursor behind them. */
export function presentUntil(world: World, row: number, behaviour: Weekly, key: Key): number {
  const n = row * INTS
  const index = world.ints[n + INDEX]!
  const days = behaviour.week.works.length
  let day = world.ints[n + CURSOR]!
  if (day >= days) return NEVER
  let end = leavesOn(behaviour, key, index, day)
  for (day++; day < days && mayArriveBy(behaviour, day, end); day++) {
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

/** Whether nobody who comes on this day can leave before: then it need not be drawn when. */
function mustLeaveLater({ week, spread }: Weekly, day: number): boolean {
  const next = week.from[day + 1] ?? NEVER
  return Math.min(week.to[day]!, next) - week.from[day]! > 2 * spread
}

/** Whether anybody can come by `time` on this day: else it need not be drawn when. */
function mayArriveBy({ week, spread }: Weekly, day: number, time: number): boolean {
  return week.from[day]! - spread <= time
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
