import { ScenarioError } from './diagnostic.ts'

/** Week days as written, Monday first. */
export const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

export const DAYS = 'days such as mon-fri, sat, or a list of them'

/**
 * Reads `mon-fri`, `sat` or `fri-mon` as seven flags, Monday first.
 *
 * @throws ScenarioError `bad-days`
 */
export function parseDays(text: string): boolean[] {
  const [first, last = first] = text.split('-').map((day) => WEEK.indexOf(day as (typeof WEEK)[number]))
  if (first === undefined || last === undefined || first < 0 || last < 0 || text.split('-').length > 2) {
    throw new ScenarioError('bad-days', 'is not a week day or a range of them', { allowed: DAYS })
  }
  const length = ((last - first + 7) % 7) + 1
  return WEEK.map((_, day) => (day - first + 7) % 7 < length)
}
