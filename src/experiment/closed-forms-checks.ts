import type { GapTotal, Results } from '../measure/results.ts'
import { GAPS, type Gap } from '../model/vocabulary.ts'
import { type Check, check } from '../statistics/check.ts'
import { HOUR, type Hours } from './closed-forms-scenario.ts'

/** What one simulated fleet shows: a wait per device in hours, ascending; ∞ where what it waits for never comes. */
export interface Waits {
  readonly form: number
  readonly sorted: Float64Array
}

/** The waits from `since` to the `times` at which something happens to each device, both in ms. */
export function waitsFrom(form: number, since: number, times: Float64Array): Waits {
  const waits = times.map((time) => (Number.isNaN(time) ? Number.POSITIVE_INFINITY : (time - since) / HOUR))
  return { form, sorted: waits.sort() }
}

/** The shares of devices done after each of some times. */
export function shares(waits: Waits, at: readonly Hours[], exact: (t: Hours) => number, name = 'share after'): Check[] {
  return at.map((t) => share(waits, `${name} ${t} h`, t, exact(t)))
}

/** The share of devices done after `t`. */
export function share(waits: Waits, name: string, t: Hours, exact: number): Check {
  const done = waits.sorted.filter((wait) => wait <= t).length
  return proportion(waits.form, name, done, waits.sorted.length, exact)
}

/** How many of `n` independent devices something is true of. */
export function proportion(form: number, name: string, count: number, n: number, exact: number): Check {
  const standardError = Math.sqrt((exact * (1 - exact)) / n)
  return check({ form, name, simulated: count / n, exact, standardError, n })
}

/** The mean wait, with the error of the known or else the observed deviation. */
export function mean(waits: Waits, exact: Hours, deviation?: Hours, name = 'mean, h'): Check {
  const { form, sorted } = waits
  const { average, deviation: observed } = moments(sorted)
  const n = sorted.length
  return check({ form, name, simulated: average, exact, standardError: (deviation ?? observed) / Math.sqrt(n), n })
}

/** The mean of a figure over replications. */
export function replicated(form: number, name: string, values: readonly number[], exact: number): Check {
  const { average, deviation } = moments(Float64Array.from(values))
  const n = values.length
  return check({ form, name, simulated: average, exact, standardError: deviation / Math.sqrt(n), n })
}

/** A figure without any chance in it. */
export function exactly(form: number, name: string, simulated: number, exact: number, n: number): Check {
  return check({ form, name, simulated, exact, standardError: 0, n })
}

/** A length of time without any chance in it, measured in whole milliseconds. */
export function exactHours(form: number, name: string, simulated: number, exact: Hours, n: number): Check {
  return exactly(form, name, simulated / HOUR, Math.round(exact * HOUR) / HOUR, n)
}

/** What the ledger says of a gap of the whole fleet. */
export function gapOf({ ledger }: Results, gap: Gap): GapTotal {
  return ledger.totals.find((row) => row.gap === gap && row.series === 0)!
}

/** The gap of each device, in ms. */
export function gapsOf(results: Results, gap: Gap): Float64Array {
  return outcomesOf(results).gaps[GAPS.indexOf(gap)]!
}

/** The outcomes of a run that kept them. */
export function outcomesOf({ devices }: Results): NonNullable<Results['devices']> {
  if (devices === null) throw new Error('the run kept no outcomes of devices')
  return devices
}

/** The mean and the deviation of a sample. */
export function moments(values: Float64Array): { average: number; deviation: number } {
  const average = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - average) ** 2, 0)
  return { average, deviation: Math.sqrt(squares / (values.length - 1)) }
}
