import { type CsvColumn, columnsOf, csvChunks, toHours } from './csv.ts'
import type { Exporter, ExportSource } from './exporter.ts'
import { TIMELINE_VALUES } from './timeline-columns.ts'

const COLUMNS: readonly CsvColumn[] = [
  ...columnsOf('text', ['time']),
  ...columnsOf('hours', ['offset_h']),
  ...columnsOf('text', ['cohort']),
  ...TIMELINE_VALUES,
]

/** `timeline.csv`: the state of the fleet and of each cohort at the first instant of every bucket. */
export const timelineCsv: Exporter = {
  file: 'timeline.csv',
  chunks: (source) => csvChunks(COLUMNS, rows(source)),
}

function* rows({ results: { scenario, timeline }, times }: ExportSource) {
  for (let bucket = 0; bucket < timeline.buckets; bucket++) {
    const offset = toHours(bucket * scenario.bucket)
    for (const [series, name] of timeline.series.entries()) {
      yield [times[bucket]!, offset, name, ...TIMELINE_VALUES.map((column) => column.value(timeline, series, bucket))]
    }
  }
}
