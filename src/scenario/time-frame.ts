import { Temporal } from 'temporal-polyfill'
import { ScenarioError } from './diagnostic.ts'
import { parseDuration } from './duration.ts'
import { isHole } from './hole.ts'
import { instantOf, type Point, parsePoint } from './point.ts'
import type { ScenarioDocument } from './schema.ts'

/** The times a scenario is told in; every one is NaN where it rests on a value that was refused. */
export interface TimeFrame {
  /** Canonical IANA name. */
  readonly timezone: string
  /** The instant of `start`, ms since 1970-01-01T00:00Z. */
  readonly startEpoch: number
  readonly horizon: number
  readonly changeAt: number
  /** Milliseconds since `start`. @throws ScenarioError `bad-point` where clocks are set forward over it. */
  resolve(point: Point): number
  /** The same of a text. */
  at(point: string): number
}

/** Makes the time frame of a document. `start` and `change.at` are NaN where clocks are set forward over them. */
export function timeFrame(document: ScenarioDocument): TimeFrame {
  const zone = isHole(document.timezone) ? null : document.timezone
  const epochOf = (local: string): number => (zone === null || isHole(local) ? Number.NaN : instantOf(local, zone))
  const startEpoch = orNaN(() => epochOf(document.start))
  let changeAt = Number.NaN
  const resolve = (point: Point): number => {
    if (point.from === 'calendar') return epochOf(point.local) - startEpoch
    return point.from === 'start' ? point.offset : changeAt + point.offset
  }
  const at = (text: string): number => (isHole(text) ? Number.NaN : resolve(parsePoint(text)))
  changeAt = orNaN(() => at(document.change.at))
  const timezone = zone === null ? 'UTC' : Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId
  return { timezone, startEpoch, horizon: parseDuration(document.horizon), changeAt, resolve, at }
}

function orNaN(read: () => number): number {
  try {
    return read()
  } catch (error) {
    if (error instanceof ScenarioError) return Number.NaN
    throw error
  }
}
