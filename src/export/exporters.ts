import { devicesCsv } from './devices-csv.ts'
import { eventsCsv } from './events-csv.ts'
import type { Exporter } from './exporter.ts'
import { gapsCsv } from './gaps-csv.ts'
import { loadCsv } from './load-csv.ts'
import { summaryJson } from './summary-json.ts'
import { timelineCsv } from './timeline-csv.ts'

/** Which of the large files are asked for. */
export interface ExportOptions {
  readonly devices: boolean
  readonly events: boolean
}

/** The files of an output folder in the order of writing; `manifest.json`, written last, is not among them. */
export function exporters({ devices, events }: ExportOptions): readonly Exporter[] {
  return [timelineCsv, loadCsv, gapsCsv, ...(devices ? [devicesCsv] : []), ...(events ? [eventsCsv] : []), summaryJson]
}
