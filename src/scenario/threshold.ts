import { METRICS, type Metric } from './metrics.ts'
import type { Threshold } from './scenario.ts'
import { ScenarioError } from './words/diagnostic.ts'
import { HOUR, parseDuration } from './words/duration.ts'
import { didYouMean } from './words/nearest.ts'
import { type Point, parsePoint } from './words/point.ts'
import { text, word } from './words/word.ts'
import { percentHint } from './words/words.ts'

const GRAMMAR = '<metric> [at <point> | max | min | mean | end | p50 | p90 | p99] <op> <value>'

const FORMAT =
  /^(?<metric>\S+)(?: +(?:at +(?<at>[^<>=!]+)|(?<aggregate>max|min|mean|end|p50|p90|p99)))? *(?<operator><=|>=|==|!=|<|>) *(?<value>[^<>=! ][^<>=!]*)$/

/** What can stand between a metric of each shape and the operator; `value` stands for nothing. */
const AGGREGATES: Readonly<Record<Metric['shape'], readonly Threshold['aggregate'][]>> = {
  series: ['at', 'max', 'min', 'mean', 'end'],
  'gap-hours': ['value', 'p50', 'p90', 'p99', 'max'],
  'time-to': ['value'],
}

/** A threshold whose point in time is not resolved yet. */
export type ParsedThreshold = Omit<Threshold, 'at'> & { readonly at: Point | null }

/**
 * Reads a condition on the results.
 *
 *     threshold = metric [ moment ] operator value
 *     metric    = a numeric column of timeline.csv or load.csv
 *               | ( "management" | "protection" | "access" ) ( "_gap_devices" | "_gap_hours" )
 *               | "time_to_" ( "50" | "90" | "95" | "99" | "100" )
 *     moment    = "at" point | "max" | "min" | "mean" | "end" | "p50" | "p90" | "p99"
 *     operator  = "<" | "<=" | ">" | ">=" | "==" | "!="
 *     value     = number | [ "-" ] duration
 *
 * A column or a `_gap_devices` is a series and needs `at`, `max`, `min`, `mean` or `end`. A bare `_gap_hours` is device-hours
 * over the run; with `p50`, `p90`, `p99` or `max`, hours per device with such a gap. A `time_to_` stands bare. Durations are
 * for hours, and become a number of them.
 *
 * @throws ScenarioError `bad-threshold`
 */
export function parseThreshold(text: string): ParsedThreshold {
  const groups = text.length > 200 ? undefined : FORMAT.exec(text.trim())?.groups
  if (groups === undefined) throw new ScenarioError('bad-threshold', 'is not a threshold', { allowed: GRAMMAR })
  const { metric = '', at, aggregate = at === undefined ? 'value' : 'at', operator, value = '' } = groups
  const known = METRICS.get(metric)
  if (known === undefined) {
    const hint = didYouMean(metric, METRICS.keys())
    throw new ScenarioError('bad-threshold', `has no known metric: ${metric}`, {
      allowed: 'a column of timeline.csv or load.csv, <gap>_gap_devices, <gap>_gap_hours, time_to_<50|90|95|99|100>',
      hint,
    })
  }
  const allowed = AGGREGATES[known.shape]
  if (!allowed.includes(aggregate as Threshold['aggregate'])) {
    const said = aggregate === 'value' ? `needs a moment after ${metric}` : `cannot ask for ${aggregate} of ${metric}`
    throw new ScenarioError('bad-threshold', said, {
      allowed: allowed.map((a) => (a === 'value' ? 'nothing' : a === 'at' ? 'at <point>' : a)).join(', '),
    })
  }
  return {
    text,
    metric,
    aggregate: aggregate as Threshold['aggregate'],
    at: at === undefined ? null : parsePoint(at.trim()),
    operator: operator as Threshold['operator'],
    value: parseValue(value.trim(), known),
  }
}

/** A threshold as a schema type. */
export const threshold = word<string>({ title: 'threshold', type: 'string' }, (value) => {
  parseThreshold(text(value, GRAMMAR))
})

function parseValue(written: string, { unit }: Metric): number {
  if (/^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?$/.test(written)) {
    const value = Number(written)
    if (unit === 'share' && (value < 0 || value > 1)) {
      throw new ScenarioError('bad-threshold', `compares a share with ${written}`, {
        allowed: 'a number from 0 to 1',
        hint: percentHint(value),
      })
    }
    return value
  }
  const percent = /^([0-9]{1,3}(?:\.[0-9]{1,9})?) ?%$/.exec(written)?.[1]
  if (percent !== undefined) {
    throw new ScenarioError('bad-threshold', 'compares with a percentage', {
      allowed: 'a number from 0 to 1',
      hint: percentHint(Number(percent)),
    })
  }
  if (unit !== 'hours')
    throw new ScenarioError('bad-threshold', `compares a ${unit} with ${written}`, { allowed: 'a number' })
  const negative = written.startsWith('-')
  try {
    return ((negative ? -1 : 1) * parseDuration(written.slice(negative ? 1 : 0))) / HOUR
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    throw new ScenarioError('bad-threshold', `compares with ${written}, which ${error.message}`, {
      allowed: 'a number of hours, or a duration such as 24h',
      hint: error.hint,
    })
  }
}
