import { max, mean, min } from 'd3-array'
import { toHours } from '../export/csv.ts'
import { TIMELINE_VALUES } from '../export/timeline-columns.ts'
import type { Results } from '../measure/results.ts'
import { GAPS, type Gap } from '../model/vocabulary.ts'
import type { Threshold } from '../scenario/scenario.ts'
import { gapDevices } from './gap-devices.ts'

export interface ThresholdResult {
  readonly value: number
  readonly verdict: 'pass' | 'fail'
}

/**
 * Compares a threshold with the results of one replication.
 *
 * A series is read at the bucket that holds the instant, or as an extreme, the mean or the last of its buckets. A gap's
 * hours are device-hours of the whole fleet, or with an aggregate those of single devices. A time that is not reached is
 * infinite.
 */
export function evaluateThreshold(threshold: Threshold, results: Results): ThresholdResult {
  const value = measure(threshold, results)
  return { value, verdict: holds(value, threshold) ? 'pass' : 'fail' }
}

function measure(threshold: Threshold, results: Results): number {
  const { metric } = threshold
  const reached = /^time_to_(\d+)$/.exec(metric)
  if (reached !== null) {
    const time = results.handover.timeTo(Number(reached[1]) / 100)
    return time === null ? Number.POSITIVE_INFINITY : toHours(time)
  }
  const gap = GAPS.find((name) => metric === `${name}_gap_hours`)
  return gap === undefined
    ? aggregate(seriesOf(metric, results), threshold, results)
    : gapHours(gap, threshold, results)
}

function gapHours(gap: Gap, { aggregate }: Threshold, { ledger }: Results): number {
  const total = ledger.totals.find((row) => row.gap === gap && row.series === 0)
  if (total === undefined) return 0
  if (aggregate === 'p50' || aggregate === 'p90' || aggregate === 'p99' || aggregate === 'max')
    return toHours(total[aggregate])
  return total.deviceHours
}

/** The values of a series metric of the whole fleet, bucket by bucket. */
function seriesOf(metric: string, results: Results): readonly number[] {
  const { timeline, load } = results
  const gap = GAPS.find((name) => metric === `${name}_gap_devices`)
  if (gap !== undefined) return gapDevices(timeline, gap)
  const column = TIMELINE_VALUES.find((value) => value.name === metric)
  if (column !== undefined)
    return Array.from({ length: timeline.buckets }, (_, bucket) => column.value(timeline, 0, bucket))
  const flow = load.columns.get(metric)
  if (flow === undefined) throw new Error(`no results for the metric ${metric}`)
  return Array.from(flow)
}

function aggregate(values: readonly number[], threshold: Threshold, { scenario }: Results): number {
  switch (threshold.aggregate) {
    case 'at':
      return values[Math.min(Math.floor(threshold.at! / scenario.bucket), values.length - 1)]!
    case 'max':
      return max(values)!
    case 'min':
      return min(values)!
    case 'mean':
      return mean(values)!
    case 'end':
      return values.at(-1)!
    default:
      throw new Error(`a series has no ${threshold.aggregate}: ${threshold.text}`)
  }
}

function holds(measured: number, { operator, value }: Threshold): boolean {
  switch (operator) {
    case '<':
      return measured < value
    case '<=':
      return measured <= value
    case '>':
      return measured > value
    case '>=':
      return measured >= value
    case '==':
      return measured === value
    case '!=':
      return measured !== value
  }
}
