import { ScenarioError } from './diagnostic.ts'
import { didYouMean } from './nearest.ts'
import { kindOf, TEXT, text, word } from './word.ts'

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
export const seedText = word<string>(
  { title: 'text', type: ['string', 'integer'], pattern: '^[ -~]{1,200}$' },
  (value) => {
    const allowed = '1 to 200 printable ASCII characters'
    if (!/^[ -~]{1,200}$/.test(text(value, allowed))) throw new ScenarioError('bad-text', 'is not a seed', { allowed })
  },
)

/** One of a closed list of words. */
export function oneOf<const T extends string>(values: readonly T[]) {
  return word<T>({ enum: values }, (value) => {
    const allowed = values.join(', ')
    const written = typeof value === 'string' ? value : undefined
    if (written === undefined) text(value, allowed)
    if (!values.includes(value as T)) {
      throw new ScenarioError('not-allowed', 'is not one of the words', { allowed, hint: didYouMean(written!, values) })
    }
  })
}

/** `true` or `false`. */
export const flag = word<boolean>({ title: 'true or false', type: 'boolean' }, (value) => {
  const allowed = 'true, false'
  if (typeof value === 'boolean') return
  if (value === undefined) throw new ScenarioError('missing', 'is required', { allowed })
  throw new ScenarioError('wrong-type', `is ${kindOf(value)}`, { allowed })
})

/** A number from `min` to `max`, or a whole one. */
export function number({ min, max, whole = false }: { min: number; max: number; whole?: boolean }) {
  const allowed = `${whole ? 'a whole number' : 'a number'} from ${min} to ${max}`
  return word<number>(
    { title: whole ? 'whole number' : 'number', type: whole ? 'integer' : 'number', minimum: min, maximum: max },
    (value) => {
      const written = numeric(value, allowed)
      if (whole && !Number.isInteger(written))
        throw new ScenarioError('bad-number', 'is not a whole number', { allowed })
      if (written < min || written > max) throw new ScenarioError('bad-number', 'is out of range', { allowed })
    },
  )
}

/** How many of something there are: a whole number, one at least. */
export const count = number({ min: 1, max: Number.MAX_SAFE_INTEGER, whole: true })

/** A share in [0, 1]. */
export const share = word<number>({ title: 'share', type: 'number', minimum: 0, maximum: 1 }, (value) => {
  const allowed = 'a number from 0 to 1'
  const percent = typeof value === 'string' ? /^([0-9]{1,3}(?:\.[0-9]{1,9})?) ?%$/.exec(value)?.[1] : undefined
  if (percent !== undefined)
    throw new ScenarioError('bad-share', 'is a percentage', { allowed, hint: percentHint(Number(percent)) })
  const written = numeric(value, allowed)
  if (written < 0 || written > 1)
    throw new ScenarioError('bad-share', 'is not a share', { allowed, hint: percentHint(written) })
})

/** Says how a percentage is written as a share: 90 is 0.9. */
export function percentHint(percent: number): string {
  return percent > 1 && percent <= 100 ? `write ${Number((percent / 100).toPrecision(12))}` : ''
}

function numeric(value: unknown, allowed: string): number {
  if (typeof value === 'number') return value
  if (value === undefined) throw new ScenarioError('missing', 'is required', { allowed })
  const hint =
    typeof value === 'string' && /^-?[0-9]{1,15}(\.[0-9]{1,9})?$/.test(value) ? `write ${value} without quotes` : ''
  throw new ScenarioError('wrong-type', `is ${kindOf(value)}`, { allowed, hint })
}

/** The word `off`, also `false`, which becomes `off`. */
export const off = exactly('off', false)

/** The word `never`, also `false`, which becomes `never`. */
export const never = exactly('never', false)

/** One word alone; an alias becomes it. */
export function exactly<const T extends string>(expected: T, alias?: boolean) {
  return word<T | boolean>({ enum: alias === undefined ? [expected] : [expected, alias] }, (value) => {
    if (value === expected || (alias !== undefined && value === alias)) return
    const hint = typeof value === 'string' ? didYouMean(value, [expected]) : ''
    throw new ScenarioError(
      value === undefined ? 'missing' : 'not-allowed',
      value === undefined ? 'is required' : 'is not known here',
      { allowed: expected, hint },
    )
  }).transform((): T => expected)
}
