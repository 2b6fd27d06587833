import { Temporal } from 'temporal-polyfill'
import { DAYS, parseDays } from './days.ts'
import { ScenarioError } from './diagnostic.ts'
import { DURATION, DURATION_PATTERN, parseDuration } from './duration.ts'
import { didYouMean } from './nearest.ts'
import { LOCAL, POINT, POINT_PATTERN, parseLocal, parsePoint } from './point.ts'
import { text, word } from './word.ts'

/** A duration. */
export const duration = durationWord(false)
/** A duration but `0s`. */
export const positiveDuration = durationWord(true)

function durationWord(positive: boolean) {
  return word<string>({ title: 'duration', type: 'string', pattern: `^${DURATION_PATTERN}$` }, (value) =>
    checkDuration(value, positive),
  )
}

/** A duration, or `off` (also `false`), which stays `off`. */
export const durationOrOff = word<string | false>(
  { title: 'duration or off', type: ['string', 'boolean'] },
  (value) => {
    const allowed = `${DURATION}, or off`
    if (value === 'off' || value === false) return
    try {
      checkDuration(value, true)
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error
      throw new ScenarioError(error.code, error.message, { allowed, hint: error.hint })
    }
  },
).transform((value) => (value === false ? 'off' : value))

function checkDuration(value: unknown, positive: boolean): void {
  if (parseDuration(typeof value === 'number' ? String(value) : text(value, DURATION)) === 0 && positive) {
    throw new ScenarioError('bad-duration', 'must be longer than 0s', { allowed: DURATION })
  }
}

/** A point in time. */
export const point = pointWord(false)
/** A point in time that is no offset from the change. */
export const absolutePoint = pointWord(true)

function pointWord(absolute: boolean) {
  return word<string>({ title: 'point in time', type: 'string', pattern: POINT_PATTERN }, (value) => {
    if (typeof value === 'number') parseDurationAsPoint(value)
    const { from } = parsePoint(text(value, POINT))
    if (absolute && from === 'change') {
      throw new ScenarioError('bad-point', 'counts from the change itself', {
        allowed: 'an offset from the start (4d 18h) or a local date-time (2026-03-06T18:00)',
      })
    }
  })
}

function parseDurationAsPoint(value: number): never {
  const hint = value === 0 ? 'write 0s' : `add a unit: ${value}d, ${value}h or ${value}m`
  throw new ScenarioError('bad-point', 'has no unit', { allowed: POINT, hint })
}

/** A local date and time of day. */
export const localDateTime = word<string>({ title: 'local date-time', type: 'string' }, (value) =>
  parseLocal(text(value, LOCAL)),
)

/** A calendar date, `2026-04-06`. */
export const date = word<string>({ title: 'date', type: 'string', format: 'date' }, (value) => {
  const allowed = 'a date such as 2026-04-06'
  const written = text(value, allowed)
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(written)) throw new ScenarioError('bad-date', 'is not a date', { allowed })
  try {
    Temporal.PlainDate.from(written)
  } catch {
    throw new ScenarioError('bad-date', 'is a date that does not exist', { allowed })
  }
})

/** A time of day from `00:00` to `24:00`. */
export const timeOfDay = word<string>(
  { title: 'time of day', type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$' },
  (value) => {
    const allowed = "a time of day from '00:00' to '24:00'"
    const written = text(value, allowed)
    if (/^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$/.test(written)) return
    const hint = /^[0-9]:[0-5][0-9]$/.test(written) ? `write '0${written}'` : ''
    throw new ScenarioError('bad-time-of-day', 'is not a time of day', { allowed, hint })
  },
)

/** An IANA time zone. */
export const zone = word<string>({ title: 'time zone', type: 'string' }, (value) => {
  const allowed = 'an IANA time zone such as Europe/Paris or UTC'
  const written = text(value, allowed)
  try {
    if (!/^[A-Za-z][\w+/-]{0,99}$/.test(written)) throw new RangeError(written)
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(written)
  } catch {
    const hint = didYouMean(written, Intl.supportedValuesOf('timeZone'))
    throw new ScenarioError('bad-zone', 'is not a known time zone', { allowed, hint })
  }
})

/** Week days: `mon-fri`, `sat`, or a list of such. */
export const days = word<string | string[]>(
  { title: 'week days', type: ['string', 'array'], items: { type: 'string' } },
  (value) => {
    const written = Array.isArray(value) && value.length > 0 ? value : [value]
    for (const part of written) parseDays(text(part, DAYS))
  },
)
