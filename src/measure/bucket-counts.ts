import { isManaged } from '../model/coverage.ts'
import type { Plan } from '../model/plan.ts'
import { STATES, type State } from '../model/vocabulary.ts'
import { KINDS, type Kind } from '../scenario/scenario.ts'
import type { Timeline, TimelineColumn } from './results.ts'
import {
  COMPLIANT,
  DENIED,
  ENTERED,
  HIDDEN,
  LACKS,
  REACHABLE,
  REDUNDANT,
  type Tally,
  TIMELINE_COLUMNS,
} from './tally.ts'

/** Columns of the sums, per series: those of the changes, and managed. */
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
  return {
    buckets,
    series: ['all', ...plan.cohorts.map((cohort) => cohort.cohort.name)],
    count(column, series, bucket) {
      const source = SOURCES[column]
      const at = series * WIDTH * buckets + bucket
      const value = counts[at + source.column * buckets]!
      return source.lacking ? counts[at + ENTERED * buckets]! - value : value
    },
  }
}

interface Source {
  readonly column: number
  /** Whether the devices are counted that do not have it. */
  readonly lacking: boolean
}

const having = (column: number): Source => ({ column, lacking: false })
const lacking = (column: number): Source => ({ column, lacking: true })

/** Where each column's counts are. */
const SOURCES = {
  devices: having(ENTERED),
  ...(Object.fromEntries(STATES.map((state, column) => [state, having(column)])) as Record<State, Source>),
  managed: having(MANAGED),
  protected: lacking(LACKS + KINDS.length),
  admitted: lacking(DENIED),
  ...(Object.fromEntries(KINDS.map((kind, index) => [`protected_${kind}`, lacking(LACKS + index)])) as Record<
    `protected_${Kind}`,
    Source
  >),
  compliance_true: having(COMPLIANT),
  compliance_reported: having(COMPLIANT + 1),
  reachable: having(REACHABLE),
  hidden: having(HIDDEN),
  redundant: having(REDUNDANT),
} as const satisfies Readonly<Record<TimelineColumn, Source>>
