import type { Timeline, TimelineColumn } from '../measure/results.ts'
import { STATES } from '../model/vocabulary.ts'
import { KINDS } from '../scenario/scenario.ts'
import type { CellFormat } from './csv.ts'

/** A numeric column of `timeline.csv`. */
export interface TimelineValue {
  readonly name: string
  readonly format: CellFormat
  value(timeline: Timeline, series: number, bucket: number): number
}

function count(column: TimelineColumn): TimelineValue {
  return { name: column, format: 'count', value: (timeline, series, bucket) => timeline.count(column, series, bucket) }
}

/** Where there is no device yet, none is without it: 1. */
function coverage(name: string, column: TimelineColumn): TimelineValue {
  return {
    name,
    format: 'share',
    value(timeline, series, bucket) {
      const devices = timeline.count('devices', series, bucket)
      return devices === 0 ? 1 : timeline.count(column, series, bucket) / devices
    },
  }
}

/** The numeric columns of `timeline.csv`, in the file's order; also the threshold metrics of the same names. */
export const TIMELINE_VALUES: readonly TimelineValue[] = [
  count('devices'),
  ...STATES.map((state) => count(state)),
  coverage('management_coverage', 'managed'),
  coverage('protection_coverage', 'protected'),
  coverage('access_coverage', 'admitted'),
  ...KINDS.map((kind) => count(`protected_${kind}`)),
  count('compliance_true'),
  count('compliance_reported'),
  count('reachable'),
  count('hidden'),
]
