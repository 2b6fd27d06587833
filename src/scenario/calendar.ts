import { Temporal } from 'temporal-polyfill'
import { parseDays } from './days.ts'
import { DAY } from './duration.ts'
import type { WorkDays } from './scenario.ts'

/** Local working time of one zone, as written. */
export interface WorkingWeek {
  readonly timezone: string
  readonly days: string | readonly string[]
  readonly from: string
  readonly to: string
  /** Dates not worked. */
  readonly holidays: readonly string[]
}

/**
 * Resolves a working week to the calendar days that cover [`begin`, `end`], ms since `startEpoch`. An hour over which clocks are
 * set forward is taken as much later; one that comes twice is its earlier occurrence. A conversion costs 10 µs.
 */
export function workDays(week: WorkingWeek, startEpoch: number, begin: number, end: number): WorkDays {
  const first = localDate(startEpoch + begin, week.timezone)
  const length = first.until(localDate(startEpoch + end, week.timezone)).days + 1
  const firstDay = Math.round(first.toZonedDateTime('UTC').epochMilliseconds / DAY)
  const from = new Float64Array(length)
  const to = new Float64Array(length)
  const works = new Uint8Array(length)
  const flags = [week.days].flat().map(parseDays)
  const holidays = new Set(week.holidays)
  for (let day = 0; day < length; day++) {
    const date = first.add({ days: day })
    from[day] = instantOn(date, week.from, week.timezone) - startEpoch
    to[day] = Math.max(from[day]!, instantOn(date, week.to, week.timezone) - startEpoch)
    works[day] = flags.some((worked) => worked[date.dayOfWeek - 1]) && !holidays.has(date.toString()) ? 1 : 0
  }
  return { firstDay, from, to, works }
}

/** Returns the worked intervals [from, to) of the days in order. */
export function workingHours({ from, to, works }: WorkDays): (readonly [number, number])[] {
  const hours: (readonly [number, number])[] = []
  for (let day = 0; day < works.length; day++) {
    if (works[day] === 1 && from[day]! < to[day]!) hours.push([from[day]!, to[day]!])
  }
  return hours
}

function localDate(epoch: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(epoch).toZonedDateTimeISO(zone).toPlainDate()
}

function instantOn(date: Temporal.PlainDate, time: string, zone: string): number {
  if (time === '24:00') return instantOn(date.add({ days: 1 }), '00:00', zone)
  return date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds
}
