import { columnsOf, csvChunks, toHours } from './csv.ts'
import type { Exporter, ExportSource } from './exporter.ts'

const COLUMNS = [
  ...columnsOf('text', ['gap', 'cause', 'cohort']),
  ...columnsOf('count', ['devices', 'open']),
  ...columnsOf('hours', ['device_hours', 'p50_h', 'p90_h', 'p99_h', 'max_h']),
]

/** `gaps.csv`: device-hours and their spread over devices, by gap, cohort and cause; no row sums over causes. */
export const gapsCsv: Exporter = {
  file: 'gaps.csv',
  chunks: (source) => csvChunks(COLUMNS, rows(source)),
}

function* rows({ results: { ledger, timeline } }: ExportSource) {
  for (const row of ledger.rows) {
    const spread = [row.p50, row.p90, row.p99, row.max].map(toHours)
    yield [row.gap, row.cause, timeline.series[row.series]!, row.devices, row.open, row.deviceHours, ...spread]
  }
}
