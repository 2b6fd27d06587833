import { columnsOf, csvChunks, toHours } from './csv.ts'
import type { Exporter, ExportSource } from './exporter.ts'

/** `load.csv`: what the move asks of services and people in every bucket. */
export const loadCsv: Exporter = {
  file: 'load.csv',
  chunks(source) {
    const names = [...source.results.load.columns.keys()]
    const columns = [
      ...columnsOf('text', ['time']),
      ...columnsOf('hours', ['offset_h']),
      // All are counts but the mean number of busy servers.
      ...names.map((name) => ({ name, format: name.endsWith('_busy') ? ('share' as const) : ('count' as const) })),
    ]
    return csvChunks(columns, rows(source))
  },
}

function* rows({ results: { scenario, timeline, load }, times }: ExportSource) {
  const series = [...load.columns.values()]
  for (let bucket = 0; bucket < timeline.buckets; bucket++) {
    yield [times[bucket]!, toHours(bucket * scenario.bucket), ...series.map((values) => values[bucket]!)]
  }
}
