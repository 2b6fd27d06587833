import { Temporal } from 'temporal-polyfill'
import type { ScenarioDocument } from '../schema/schema.ts'
import { ScenarioError } from '../words/diagnostic.ts'
import { parseDuration } from '../words/duration.ts'
import { isHole } from '../words/hole.ts'
import { instantOf, type Point, parsePoint } from '../words/point.ts'

/** The times a scenario is told in; each is NaN where it rests on a value that was refused or does not exist. */
export interface TimeFrame {
  /** Canonical IANA name. */
  readonly timezone: string
  /** The instant of `start`, ms since 1970-01-01T00:00Z. */
  readonly startEpoch: number
  readonly horizon: number
  readonly changeAt: number
  /** Milliseconds since `start`. */
  resolve(point: Point): number
  /** Milliseconds since `start` of a point as written. */
  at(point: string): number
}

/** Makes the time frame of a document. */
export function timeFrame(document: ScenarioDocument): TimeFrame {
  const zone = isHole(document.timezone) ? null : document.timezone
  const epochOf = (local: string): number => (zone === null || isHole(local) ? Number.NaN : existing(local, zone))
  const startEpoch = epochOf(document.start)
  let changeAt = Number.NaN
  const resolve = (point: Point): number => {
    if (point.from === 'calendar') return epochOf(point.local) - startEpoch
    return point.from === 'start' ? point.offset : changeAt + point.offset
  }
  const at = (text: string): number => (isHole(text) ? Number.NaN : resolve(parsePoint(text)))
  changeAt = at(document.change.at)
  const timezone = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone ?? 'UTC').timeZoneId
  return { timezone, startEpoch, horizon: parseDuration(document.horizon), changeAt, resolve, at }
}

function existing(local: string, zone: string): number {
  try {
    return instantOf(local, zone)
  } catch (error) {
    if (error instanceof ScenarioError) return Number.NaN
    throw error
  }
}
