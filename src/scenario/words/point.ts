import { Temporal } from 'temporal-polyfill'
import { ScenarioError } from './diagnostic.ts'
import { DURATION_PATTERN, parseDuration } from './duration.ts'

/** A point in time as written: an offset from the start or from the change, or a local date-time. */
export type Point =
  | { readonly from: 'start' | 'change'; readonly offset: number }
  | { readonly from: 'calendar'; readonly local: string }

export const POINT =
  'an offset from the start (4d 18h), an offset from the change (+4h, -1d) or a local date-time (2026-03-06T18:00)'
export const LOCAL = 'a local date-time such as 2026-03-06T18:00'

const LOCAL_PATTERN = '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,3})?)?'
const LOCAL_FORMAT = new RegExp(`^${LOCAL_PATTERN}$`)

export const POINT_PATTERN = `^([+-]?${DURATION_PATTERN}|${LOCAL_PATTERN})$`

/**
 * Reads a point in time.
 *
 * @throws ScenarioError `bad-point`, or `bad-duration` where an offset is meant.
 */
export function parsePoint(text: string): Point {
  if (/^[+-]/.test(text)) {
    const offset = offsetOf(text.slice(1))
    return { from: 'change', offset: text.startsWith('-') ? 0 - offset : offset }
  }
  return /^[0-9]{4}-/.test(text)
    ? { from: 'calendar', local: parseLocal(text) }
    : { from: 'start', offset: offsetOf(text) }
}

/** Checks a local date-time, dates that do not exist included, and returns it. @throws ScenarioError `bad-point` */
export function parseLocal(text: string): string {
  if (!LOCAL_FORMAT.test(text))
    throw new ScenarioError('bad-point', 'is not a local date-time', { allowed: LOCAL, hint: localHint(text) })
  try {
    Temporal.PlainDateTime.from(text)
  } catch {
    throw new ScenarioError('bad-point', 'is a date or time that does not exist', { allowed: LOCAL })
  }
  return text
}

/**
 * Returns the instant, ms since 1970-01-01T00:00Z, of a local date-time in a zone. Where clocks are set back and the time comes
 * twice, it is the earlier one.
 *
 * @throws ScenarioError `bad-point` where clocks are set forward over it.
 */
export function instantOf(local: string, zone: string): number {
  const written = Temporal.PlainDateTime.from(local)
  const instant = written.toZonedDateTime(zone, { disambiguation: 'earlier' })
  if (!instant.toPlainDateTime().equals(written)) {
    const later = written.toZonedDateTime(zone, { disambiguation: 'later' }).toPlainDateTime()
    throw new ScenarioError('bad-point', `does not exist in ${zone}: clocks are set forward over it`, {
      hint: `the same moment is ${later.toString({ smallestUnit: 'minute' })}`,
    })
  }
  return instant.epochMilliseconds
}

function offsetOf(text: string): number {
  try {
    return parseDuration(text.trimStart() === text ? text : '')
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    throw new ScenarioError('bad-point', error.message.replace('a duration', 'a point in time'), {
      allowed: POINT,
      hint: error.hint,
    })
  }
}

function localHint(text: string): string {
  if (/^[0-9-]{10}$/.test(text)) return `write ${text}T00:00`
  if (/^[0-9-]{10} [0-9]{2}:[0-9]{2}/.test(text)) return `write ${text.slice(0, 10)}T${text.slice(11, 16)}`
  if (/[0-9](Z|[+-][0-9:]{2,5})$/i.test(text)) return "write local time; the scenario's timezone gives the offset"
  return ''
}
