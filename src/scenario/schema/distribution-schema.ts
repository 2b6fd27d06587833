import * as z from 'zod'
import { constant, type Distribution } from '../../random/distribution.ts'
import type { Fault } from '../words/diagnostic.ts'
import { parseDuration } from '../words/duration.ts'
import { duration, positiveDuration } from '../words/time-words.ts'
import { number } from '../words/words.ts'
import { checked } from './check.ts'
import { mapping } from './mapping.ts'

const KINDS = 'uniform, exponential, lognormal, weibull, triangular, empirical'

const parameters = mapping({
  uniform: z
    .tuple([duration, duration])
    .optional()
    .meta({ description: '`[a, b]`: any value between two durations is equally likely.' }),
  exponential: positiveDuration.optional().meta({ description: 'The mean.' }),
  lognormal: mapping({
    median: positiveDuration.meta({ description: 'Half of the values are below.' }),
    p95: positiveDuration.meta({ description: '95 of 100 values are below; not under the median.' }),
  })
    .optional()
    .meta({ description: 'By its median and its 95th percentile.' }),
  weibull: mapping({
    scale: positiveDuration.meta({ description: '63.2 of 100 values are below.' }),
    shape: number({ min: 0.1, max: 100 }).meta({
      description: 'Under 1: many short and few very long; 1: exponential; above: around the scale.',
    }),
  })
    .optional()
    .meta({ description: 'By its scale and its shape.' }),
  triangular: z
    .tuple([duration, duration, duration])
    .optional()
    .meta({ description: '`[min, mode, max]`, in this order.' }),
  empirical: z
    .array(duration)
    .min(1)
    .max(5000)
    .optional()
    .meta({ description: 'A list of durations, each equally likely.' }),
}).check(checked(parameterFault))

const ALWAYS_ZERO: Fault = { code: 'bad-distribution', message: 'is always 0s', allowed: 'durations longer than 0s' }

/** A distribution as written: a plain duration is a constant, else one kind with its parameters. */
export const distribution = distributionWord(false)
/** A distribution that is not always `0s`. */
export const positiveDistribution = distributionWord(true)

function distributionWord(positive: boolean) {
  return z
    .union([
      positive ? positiveDuration : duration,
      parameters.meta({ title: 'distribution', minProperties: 1, maxProperties: 1 }),
    ])
    .check(checked((value) => (positive && isZero(resolveDistribution(value)) ? ALWAYS_ZERO : null)))
    .meta({ title: 'distribution' })
}

export type DistributionText = string | z.output<typeof parameters>

/** Converts a validated distribution to milliseconds. One that allows a single value only becomes a constant. */
export function resolveDistribution(written: DistributionText): Distribution {
  if (typeof written !== 'object') return constant(parseDuration(written))
  const { uniform, exponential, lognormal, weibull, triangular, empirical } = written
  if (uniform) {
    const [low, high] = [parseDuration(uniform[0]), parseDuration(uniform[1])]
    return low === high ? constant(low) : { kind: 'uniform', low, high }
  }
  if (exponential) return { kind: 'exponential', mean: parseDuration(exponential) }
  if (lognormal) {
    const [median, p95] = [parseDuration(lognormal.median), parseDuration(lognormal.p95)]
    return median === p95 ? constant(median) : { kind: 'lognormal', median, p95 }
  }
  if (weibull) return { kind: 'weibull', scale: parseDuration(weibull.scale), shape: weibull.shape }
  if (triangular) {
    const [min, mode, max] = [parseDuration(triangular[0]), parseDuration(triangular[1]), parseDuration(triangular[2])]
    return min === max ? constant(min) : { kind: 'triangular', min, mode, max }
  }
  const values = (empirical ?? []).map(parseDuration).sort((a, b) => a - b)
  return values[0] === values.at(-1) ? constant(values[0] ?? Number.NaN) : { kind: 'empirical', values }
}

/** Multiplies every value of a distribution by a factor. */
export function scaleDistribution(distribution: Distribution, factor: (value: number) => number): Distribution {
  switch (distribution.kind) {
    case 'constant':
      return constant(factor(distribution.value))
    case 'uniform':
      return { kind: 'uniform', low: factor(distribution.low), high: factor(distribution.high) }
    case 'exponential':
      return { kind: 'exponential', mean: factor(distribution.mean) }
    case 'lognormal':
      return { kind: 'lognormal', median: factor(distribution.median), p95: factor(distribution.p95) }
    case 'weibull':
      return { kind: 'weibull', scale: factor(distribution.scale), shape: distribution.shape }
    case 'triangular':
      return {
        kind: 'triangular',
        min: factor(distribution.min),
        mode: factor(distribution.mode),
        max: factor(distribution.max),
      }
    case 'empirical':
      return { kind: 'empirical', values: distribution.values.map(factor) }
  }
}

/** Estimates the mean, within a factor of two, for the estimate of the work only. */
export function roughMean(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value
    case 'uniform':
      return (distribution.low + distribution.high) / 2
    case 'exponential':
      return distribution.mean
    case 'lognormal':
      return distribution.median
    case 'weibull':
      return distribution.scale
    case 'triangular':
      return (distribution.min + distribution.mode + distribution.max) / 3
    case 'empirical':
      return distribution.values.reduce((sum, value) => sum + value, 0) / distribution.values.length
  }
}

function isZero(distribution: Distribution): boolean {
  return distribution.kind === 'constant' && distribution.value === 0
}

function parameterFault(written: z.output<typeof parameters>): (Fault & { path?: string[] }) | null {
  const kinds = Object.keys(written)
  if (kinds.length !== 1) {
    const message = kinds.length === 0 ? 'names no kind of distribution' : 'names more than one kind of distribution'
    return { code: 'bad-distribution', message, allowed: `exactly one of ${KINDS}` }
  }
  const { uniform, lognormal, triangular } = written
  const rising = uniform ?? triangular ?? (lognormal ? [lognormal.median, lognormal.p95] : [])
  const values = rising.map(parseDuration)
  if (!values.some((value, i) => value < values[i - 1]!)) return null
  const order = uniform
    ? '[a, b] with a <= b'
    : triangular
      ? '[min, mode, max] with min <= mode <= max'
      : 'median <= p95'
  return { code: 'bad-distribution', message: 'has values that fall', allowed: order, path: [kinds[0]!] }
}
