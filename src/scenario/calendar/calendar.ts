import { Temporal } from 'temporal-polyfill'
import type { WorkDays } from '../scenario.ts'
import { parseDays } from '../words/days.ts'
import { DAY } from '../words/duration.ts'
import { minutesOf } from '../words/time-of-day.ts'

const MINUTE = 60_000

/** Local working time of one zone, as written. */
export interface WorkingWeek {
  readonly timezone: string
  readonly days: string | readonly string[]
  readonly from: string
  readonly to: string
  /** Dates not worked. */
  readonly holidays: readonly string[]
}

/** The local calendar days of any zone between two instants. */
export interface Calendar {
  /** The same week is resolved once. */
  workDays(week: WorkingWeek): WorkDays
}

/**
 * Makes the calendar that covers [`begin`, `end`], ms since `startEpoch`. An hour over which clocks are set forward is taken as
 * much later; one that comes twice is its earlier occurrence. A zone is asked once for every change of its clocks, since all other
 * days have 24 hours; only the days of a change cost more.
 */
export function calendar(startEpoch: number, begin: number, end: number): Calendar {
  const zones = new Map<string, LocalDays>()
  const weeks = new Map<string, WorkDays>()
  const zone = (timezone: string) => remember(zones, timezone, () => localDays(startEpoch, begin, end, timezone))
  return {
    workDays: (week) => remember(weeks, JSON.stringify(week), () => resolveWeek(week, zone(week.timezone), startEpoch)),
  }
}

/** Returns the worked intervals [from, to) of the days in order. */
export function workingHours({ from, to, works }: WorkDays): (readonly [number, number])[] {
  const hours: (readonly [number, number])[] = []
  for (let day = 0; day < works.length; day++) {
    if (works[day] === 1 && from[day]! < to[day]!) hours.push([from[day]!, to[day]!])
  }
  return hours
}

/** Consecutive local dates of one zone; `midnights` has one more, ms since `startEpoch`. */
interface LocalDays {
  readonly first: Temporal.PlainDate
  readonly firstDay: number
  readonly midnights: Float64Array
}

function localDays(startEpoch: number, begin: number, end: number, timezone: string): LocalDays {
  const dateAt = (time: number) =>
    Temporal.Instant.fromEpochMilliseconds(startEpoch + time)
      .toZonedDateTimeISO(timezone)
      .toPlainDate()
  const first = dateAt(begin)
  const firstDay = dayNumber(first)
  const midnights = new Float64Array(dayNumber(dateAt(end)) - firstDay + 2)
  let changes = Number.NEGATIVE_INFINITY
  let shift = 0
  for (let day = 0; day < midnights.length; day++) {
    let midnight = (firstDay + day) * DAY - shift
    if (midnight >= changes) {
      const zoned = first.add({ days: day }).toZonedDateTime(timezone)
      changes = zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY
      shift = zoned.offsetNanoseconds / 1e6
      midnight = zoned.epochMilliseconds
    }
    midnights[day] = midnight - startEpoch
  }
  return { first, firstDay, midnights }
}

function resolveWeek(week: WorkingWeek, { first, firstDay, midnights }: LocalDays, startEpoch: number): WorkDays {
  const length = midnights.length - 1
  const [from, to, works] = [new Float64Array(length), new Float64Array(length), new Uint8Array(length)]
  const flags = [week.days].flat().map(parseDays)
  const holidays = new Set(week.holidays.map((date) => dayNumber(Temporal.PlainDate.from(date))))
  const instant = (day: number, minutes: number): number => {
    if (midnights[day + 1]! - midnights[day]! === DAY) return midnights[day]! + minutes * MINUTE
    if (minutes === 24 * 60) return midnights[day + 1]!
    const plainTime = Temporal.PlainTime.from({ hour: Math.floor(minutes / 60), minute: minutes % 60 })
    const date = first.add({ days: day })
    return date.toZonedDateTime({ timeZone: week.timezone, plainTime }).epochMilliseconds - startEpoch
  }
  for (let day = 0; day < length; day++) {
    // 1970-01-01 was a Thursday.
    const weekDay = (((firstDay + day + 3) % 7) + 7) % 7
    from[day] = instant(day, minutesOf(week.from))
    to[day] = Math.max(from[day]!, instant(day, minutesOf(week.to)))
    works[day] = flags.some((worked) => worked[weekDay]) && !holidays.has(firstDay + day) ? 1 : 0
  }
  return { firstDay, from, to, works }
}

function dayNumber(date: Temporal.PlainDate): number {
  return date.toZonedDateTime('UTC').epochMilliseconds / DAY
}

function remember<T>(cache: Map<string, T>, key: string, make: () => T): T {
  const value = cache.get(key) ?? make()
  cache.set(key, value)
  return value
}
