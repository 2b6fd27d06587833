import { min } from 'd3-array'
import { toHours } from '../export/csv.ts'
import type { Results, TimelineColumn } from '../measure/results.ts'
import { roundHours, roundShare } from './rounding.ts'
import { shareOf } from './share-of.ts'
import type { CoverageChart, CoverageSeries } from './summary.ts'

/** Fits, with its labels, on a terminal of 80 columns. */
const BARS = 48

/** The course of the coverages in at most 48 bars, each the lowest of its buckets so that no dip is lost. */
export function coverageChart({ scenario, timeline }: Results): CoverageChart {
  const perBar = Math.ceil(timeline.buckets / BARS)
  const series = (column: TimelineColumn): CoverageSeries => {
    const shares = Array.from({ length: timeline.buckets }, (_, bucket) => shareOf(timeline, column, bucket))
    const bars = Array.from({ length: Math.ceil(timeline.buckets / perBar) }, (_, bar) =>
      roundShare(min(shares.slice(bar * perBar, (bar + 1) * perBar))!),
    )
    return { lowest: min(bars)!, end: roundShare(shares.at(-1)!), bars }
  }
  return {
    stepHours: roundHours(toHours(perBar * scenario.bucket)),
    management: series('managed'),
    protection: series('protected'),
    access: series('admitted'),
  }
}
