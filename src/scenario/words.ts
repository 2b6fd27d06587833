import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { DAYS, parseDays } from './days.ts'
import { type Fault, ScenarioError } from './diagnostic.ts'
import { DURATION, DURATION_PATTERN, parseDuration } from './duration.ts'
import { isHole } from './hole.ts'
import { didYouMean } from './nearest.ts'
import { LOCAL, parseLocal, parsePoint, POINT, POINT_PATTERN } from './point.ts'

/**
 * The scalars of a scenario as schema types. They stay as written: a schema checks and fills in, `resolve.ts` converts.
 * `fragment` is what JSON Schema can say about the type; its title names it there and in the reference.
 */
export function word<T>(fragment: Fragment, check: (value: unknown) => void) {
  return z
    .custom<T>()
    .check((context) => {
      const fault = faultOf(context.value, check)
      if (fault !== null) {
        context.issues.push({ code: 'custom', message: fault.message, params: { fault }, input: context.value })
      }
    })
    .meta(fragment)
}

type Fragment = Readonly<Record<string, unknown>>

function faultOf(value: unknown, check: (value: unknown) => void): Fault | null {
  if (isHole(value)) return null
  try {
    check(value)
    return null
  } catch (error) {
    if (error instanceof ScenarioError) return error.fault
    throw error
  }
}

/** Refuses what is no text: a missing value, a number, a list. */
export function text(value: unknown, allowed: string): string {
  if (typeof value === 'string') return value
  if (value === undefined) throw new ScenarioError('missing', 'is required', { allowed })
  if (typeof value === 'number' && allowed === DURATION) {
    parseDuration(String(value))
  }
  const hint = typeof value === 'number' || typeof value === 'boolean' ? `in quotes it is text: '${value}'` : ''
  throw new ScenarioError('wrong-type', `is ${kindOf(value)}`, { allowed, hint: allowed === TEXT ? hint : '' })
}

/** Says what a value is, in the words of the format. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a mapping'
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'a number' : 'true or false'
}

const TEXT = 'text'

/** Text of one line without control characters, neither empty nor with blanks at its ends. */
export function name(longest = 100) {
  const allowed = TEXT
  return word<string>({ title: 'text', type: 'string', minLength: 1, maxLength: longest }, (value) => {
    const written = text(value, allowed)
    if (written === '') throw new ScenarioError('bad-text', 'is empty')
    if (written.length > longest) throw new ScenarioError('bad-text', `is longer than ${longest} characters`)
    if (/\p{Cc}|[\u2028\u2029]|\p{Cs}/u.test(written)) throw new ScenarioError('bad-text', 'has control characters')
    if (written.trim() !== written) throw new ScenarioError('bad-text', 'has blanks at its ends')
  })
}

/** Text of any number of lines. */
export function prose(longest: number) {
  return word<string>({ title: 'text', type: 'string', maxLength: longest }, (value) => {
    const written = text(value, TEXT)
    if (written.length > longest) throw new ScenarioError('bad-text', `is longer than ${longest} characters`)
    if (/(?![\n\r\t])\p{Cc}|\p{Cs}/u.test(written)) throw new ScenarioError('bad-text', 'has control characters')
  })
}

/** The seed: printable ASCII, so that it can be typed, logged and passed on a command line. */
export function seedText() {
  const allowed = '1 to 200 printable ASCII characters'
  return word<string>({ title: 'text', type: ['string', 'integer'], pattern: '^[ -~]{1,200}$' }, (value) => {
    if (!/^[ -~]{1,200}$/.test(text(value, allowed))) throw new ScenarioError('bad-text', 'is not a seed', { allowed })
  })
}

/** One of a closed list of words; those of `later` are known, but not supported by this version. */
export function oneOf<const T extends string>(values: readonly T[], later: readonly string[] = []) {
  return word<T>({ enum: values }, (value) => {
    const allowed = values.join(', ')
    const written = typeof value === 'string' ? value : undefined
    if (written === undefined) text(value, allowed)
    if (later.includes(written!)) throw new ScenarioError('unsupported', 'is not supported by this version', { allowed })
    if (!values.includes(value as T)) {
      throw new ScenarioError('not-allowed', 'is not one of the words', { allowed, hint: didYouMean(written!, values) })
    }
  })
}

/** `true` or `false`. */
export function flag() {
  const allowed = 'true, false'
  return word<boolean>({ title: 'true or false', type: 'boolean' }, (value) => {
    if (typeof value === 'boolean') return
    if (value === undefined) throw new ScenarioError('missing', 'is required', { allowed })
    throw new ScenarioError('wrong-type', `is ${kindOf(value)}`, { allowed })
  })
}

/** A number from `min` to `max`, or a whole one. */
export function number({ min, max, whole = false }: { min: number; max: number; whole?: boolean }) {
  const allowed = `${whole ? 'a whole number' : 'a number'} from ${min} to ${max}`
  return word<number>({ title: whole ? 'whole number' : 'number', type: whole ? 'integer' : 'number', minimum: min, maximum: max }, (value) => {
    const written = numeric(value, allowed)
    if (whole && !Number.isInteger(written)) throw new ScenarioError('bad-number', 'is not a whole number', { allowed })
    if (written < min || written > max) throw new ScenarioError('bad-number', 'is out of range', { allowed })
  })
}

/** How many of something there are: a whole number, one at least. */
export function count() {
  return number({ min: 1, max: Number.MAX_SAFE_INTEGER, whole: true })
}

/** A share in [0, 1]. */
export function share() {
  const allowed = 'a number from 0 to 1'
  return word<number>({ title: 'share', type: 'number', minimum: 0, maximum: 1 }, (value) => {
    const percent = typeof value === 'string' ? /^([0-9]{1,3}(?:\.[0-9]{1,9})?) ?%$/.exec(value)?.[1] : undefined
    if (percent !== undefined) throw new ScenarioError('bad-share', 'is a percentage', { allowed, hint: percentHint(Number(percent)) })
    const written = numeric(value, allowed)
    if (written < 0 || written > 1) throw new ScenarioError('bad-share', 'is not a share', { allowed, hint: percentHint(written) })
  })
}

/** Says how a percentage is written as a share: 90 is 0.9. */
export function percentHint(percent: number): string {
  return percent > 1 && percent <= 100 ? `write ${Number((percent / 100).toPrecision(12))}` : ''
}

function numeric(value: unknown, allowed: string): number {
  if (typeof value === 'number') return value
  if (value === undefined) throw new ScenarioError('missing', 'is required', { allowed })
  const hint = typeof value === 'string' && /^-?[0-9]{1,15}(\.[0-9]{1,9})?$/.test(value) ? `write ${value} without quotes` : ''
  throw new ScenarioError('wrong-type', `is ${kindOf(value)}`, { allowed, hint })
}

/** A duration; `positive` refuses `0s`. */
export function duration({ positive = false } = {}) {
  return word<string>({ title: 'duration', type: 'string', pattern: `^${DURATION_PATTERN}$` }, (value) => checkDuration(value, positive))
}

/** A duration, or `off` (also `false`), which stays `off`. */
export function durationOrOff() {
  const allowed = `${DURATION}, or off`
  return word<string | false>({ title: 'duration or off', type: ['string', 'boolean'] }, (value) => {
    if (value === 'off' || value === false) return
    try {
      checkDuration(value, true)
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error
      throw new ScenarioError(error.code, error.message, { allowed, hint: error.hint })
    }
  }).transform((value) => (value === false ? 'off' : value))
}

function checkDuration(value: unknown, positive: boolean): void {
  if (parseDuration(text(value, DURATION)) === 0 && positive) {
    throw new ScenarioError('bad-duration', 'must be longer than 0s', { allowed: DURATION })
  }
}

/** The word `off`, also `false`, which becomes `off`. */
export function off() {
  return exactly('off', false)
}

/** The word `never`, also `false`, which becomes `never`. */
export function never() {
  return exactly('never', false)
}

function exactly<const T extends string>(expected: T, alias: boolean) {
  return word<T | boolean>({ enum: [expected, alias] }, (value) => {
    if (value === expected || value === alias) return
    const hint = typeof value === 'string' ? didYouMean(value, [expected]) : ''
    throw new ScenarioError(value === undefined ? 'missing' : 'not-allowed', value === undefined ? 'is required' : 'is not known here', { allowed: expected, hint })
  }).transform((): T => expected)
}

/** A point in time; `absolute` refuses offsets from the change. */
export function point({ absolute = false } = {}) {
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
export function localDateTime() {
  return word<string>({ title: 'local date-time', type: 'string' }, (value) => parseLocal(text(value, LOCAL)))
}

/** A calendar date, `2026-04-06`. */
export function date() {
  const allowed = 'a date such as 2026-04-06'
  return word<string>({ title: 'date', type: 'string', format: 'date' }, (value) => {
    const written = text(value, allowed)
    if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(written)) throw new ScenarioError('bad-date', 'is not a date', { allowed })
    try {
      Temporal.PlainDate.from(written)
    } catch {
      throw new ScenarioError('bad-date', 'is a date that does not exist', { allowed })
    }
  })
}

/** A time of day from `00:00` to `24:00`. */
export function timeOfDay() {
  const allowed = "a time of day from '00:00' to '24:00'"
  return word<string>({ title: 'time of day', type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$' }, (value) => {
    const written = text(value, allowed)
    if (/^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$/.test(written)) return
    const hint = /^[0-9]:[0-5][0-9]$/.test(written) ? `write '0${written}'` : ''
    throw new ScenarioError('bad-time-of-day', 'is not a time of day', { allowed, hint })
  })
}

/** An IANA time zone. */
export function zone() {
  const allowed = 'an IANA time zone such as Europe/Paris or UTC'
  return word<string>({ title: 'time zone', type: 'string' }, (value) => {
    const written = text(value, allowed)
    try {
      if (!/^[A-Za-z][\w+/-]{0,99}$/.test(written)) throw new RangeError(written)
      Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(written)
    } catch {
      const hint = didYouMean(written, Intl.supportedValuesOf('timeZone'))
      throw new ScenarioError('bad-zone', 'is not a known time zone', { allowed, hint })
    }
  })
}

/** Week days: `mon-fri`, `sat`, or a list of such. */
export function days() {
  return word<string | string[]>({ title: 'week days', type: ['string', 'array'], items: { type: 'string' } }, (value) => {
    const written = Array.isArray(value) && value.length > 0 ? value : [value]
    for (const part of written) parseDays(text(part, DAYS))
  })
}
