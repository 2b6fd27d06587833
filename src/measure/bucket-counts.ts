import { isManaged } from '../model/coverage.ts'
import type { Plan } from '../model/plan.ts'
import { STATES } from '../model/vocabulary.ts'
import { KINDS } from '../scenario/scenario.ts'
import type { Timeline, TimelineColumn } from './results.ts'
import { LACKS, REDUNDANT, type Tally, TIMELINE_COLUMNS } from './tally.ts'

/** Columns of the sums, per series: the states, devices without each kind and without any, redundant profiles, managed. */
const MANAGED = TIMELINE_COLUMNS
const WIDTH = TIMELINE_COLUMNS + 1

/** Adds up the changes of every count to the counts at the first instant of each bucket, per cohort and in all. */
export function timelineOf(plan: Plan, tally: Tally): Timeline {
  const { buckets } = tally
  const cohorts = plan.cohorts.length
  const counts = new Float64Array((cohorts + 1) * WIDTH * buckets)
  for (let cohort = 0; cohort < cohorts; cohort++) {
    for (let column = 0; column < TIMELINE_COLUMNS; column++) {
      const from = (cohort * TIMELINE_COLUMNS + column) * (buckets + 1)
      const all = column * buckets
      const own = ((cohort + 1) * WIDTH + column) * buckets
      let count = 0
      for (let bucket = 0; bucket < buckets; bucket++) {
        count += tally.changes[from + bucket]!
        counts[own + bucket] = count
        counts[all + bucket]! += count
      }
    }
  }
  for (let series = 0; series <= cohorts; series++) {
    for (let state = 0; state < STATES.length; state++) {
      if (!isManaged(state)) continue
      const from = (series * WIDTH + state) * buckets
      const to = (series * WIDTH + MANAGED) * buckets
      for (let bucket = 0; bucket < buckets; bucket++) counts[to + bucket]! += counts[from + bucket]!
    }
  }
  const devices = [plan.devices, ...plan.cohorts.map((cohort) => cohort.cohort.devices)]
  return {
    buckets,
    series: ['all', ...plan.cohorts.map((cohort) => cohort.cohort.name)],
    count(column, series, bucket) {
      const source = SOURCES.get(column)
      if (source === undefined) return devices[series]!
      const value = counts[(series * WIDTH + source.column) * buckets + bucket]!
      return source.lacking ? devices[series]! - value : value
    },
  }
}

/** Where a column's counts are; `lacking` ones count the devices that do not have it. Others are the number of devices. */
const SOURCES: ReadonlyMap<TimelineColumn, { readonly column: number; readonly lacking: boolean }> = new Map([
  ...STATES.map((state, column) => [state, { column, lacking: false }] as const),
  ...KINDS.map((kind, index) => [`protected_${kind}`, { column: LACKS + index, lacking: true }] as const),
  ['protected', { column: LACKS + KINDS.length, lacking: true }] as const,
  ['redundant', { column: REDUNDANT, lacking: false }] as const,
  ['managed', { column: MANAGED, lacking: false }] as const,
])
