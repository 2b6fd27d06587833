import { ScenarioError } from './diagnostic.ts'
import { isHole } from './hole.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Ten years of 365 days: nothing in a plan lasts longer, and it keeps all sums of times exact. */
export const LONGEST = 3650 * DAY

export const DURATION = 'a duration such as 8h, 90m, 30s, 250ms or 1d 12h, at most 10 years (3650d)'

/** What an editor can check of it without the parser: parts of a number and a unit. */
export const DURATION_PATTERN = '[0-9]+(d|h|m|s|ms)( [0-9]+(h|m|s|ms))*'

const UNITS = { d: DAY, h: HOUR, m: MINUTE, s: SECOND, ms: 1 } as const
const ORDER = Object.keys(UNITS)

/**
 * Reads a duration in milliseconds: `1d 12h`, `90m`, `30s`, `250ms`; a hole reads as NaN.
 *
 * The grammar: one or more of `<integer><unit>` between single spaces; units d, h, m, s, ms in this order, each at most
 * once. A day is 24 hours.
 *
 * @throws ScenarioError `bad-duration` for everything else, with the text to write where the meaning is clear.
 */
export function parseDuration(text: string): number {
  if (isHole(text)) return Number.NaN
  let total = 0
  let order = -1
  for (const part of text.length > 100 ? [''] : text.split(' ')) {
    const [, digits, unit] = /^(0|[1-9][0-9]{0,14})(d|h|m|s|ms)$/.exec(part) ?? []
    if (digits === undefined || ORDER.indexOf(unit!) <= order) throw refusal(text)
    order = ORDER.indexOf(unit!)
    total += Number(digits) * UNITS[unit as keyof typeof UNITS]
  }
  if (total > LONGEST) throw new ScenarioError('bad-duration', 'is longer than 10 years', { allowed: DURATION })
  return total
}

/** Writes whole milliseconds, not negative, in the grammar of `parseDuration`: 129 600 000 is `1d 12h`, 0 is `0s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds === 0) return '0s'
  const parts: string[] = []
  let rest = milliseconds
  for (const [unit, length] of Object.entries(UNITS)) {
    const count = Math.floor(rest / length)
    if (count > 0) parts.push(`${count}${unit}`)
    rest -= count * length
  }
  return parts.join(' ')
}

function refusal(text: string): ScenarioError {
  const short = text.trim()
  if (/^-/.test(short)) return new ScenarioError('bad-duration', 'must not be negative', { allowed: DURATION })
  if (/^[0-9.]{1,20}$/.test(short)) {
    const hint = Number(short) === 0 ? 'write 0s' : `add a unit: ${short}h, ${short}m or ${short}s`
    return new ScenarioError('bad-duration', 'has no unit', { allowed: DURATION, hint })
  }
  const meant = loosely(short)
  const hint = meant === undefined || meant > LONGEST ? '' : `write ${formatDuration(meant)}`
  return new ScenarioError('bad-duration', 'is not a duration', { allowed: DURATION, hint })
}

const WORDS: Readonly<Record<string, number>> = {
  w: 7 * DAY,
  wk: 7 * DAY,
  wks: 7 * DAY,
  week: 7 * DAY,
  weeks: 7 * DAY,
  d: DAY,
  day: DAY,
  days: DAY,
  h: HOUR,
  hr: HOUR,
  hrs: HOUR,
  hour: HOUR,
  hours: HOUR,
  m: MINUTE,
  min: MINUTE,
  mins: MINUTE,
  minute: MINUTE,
  minutes: MINUTE,
  s: SECOND,
  sec: SECOND,
  secs: SECOND,
  second: SECOND,
  seconds: SECOND,
  ms: 1,
  milliseconds: 1,
}

/** Guesses what was meant by a duration of another grammar (ISO 8601 included), for the hint only. */
function loosely(text: string): number | undefined {
  if (text.length > 40) return undefined
  const iso = /^P(?:([0-9]+)W)?(?:([0-9]+)D)?(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)S)?)?$/i.exec(text)
  const steps = iso
    ? [7 * DAY, DAY, HOUR, MINUTE, SECOND].map((length, i) => Number(iso[i + 1] ?? 0) * length)
    : text.split(/(?<=[a-z])[ ,]*(?=[0-9])/i).map((part) => {
        const [, number, word] = /^([0-9]+(?:\.[0-9]+)?) ?([a-z]+)$/i.exec(part) ?? []
        const length = Object.hasOwn(WORDS, word?.toLowerCase() ?? '') ? WORDS[word!.toLowerCase()]! : Number.NaN
        return Number(number) * length
      })
  const total = Math.round(steps.reduce((sum, step) => sum + step, 0))
  return Number.isNaN(total) ? undefined : total
}
