import { DEVICES_CSV } from './devices-csv.ts'
import { EVENTS_CSV } from './events-csv.ts'
import type { Exporter } from './exporter.ts'
import { gapsCsv } from './gaps-csv.ts'
import { loadCsv } from './load-csv.ts'
import { summaryJson } from './summary-json.ts'
import { timelineCsv } from './timeline-csv.ts'

/** Which of the large files are asked for: those of single devices, written while the run goes on. */
export interface ExportOptions {
  readonly devices: boolean
  readonly events: boolean
}

/** The files of every output folder that are made of the results; `manifest.json`, written last, is not among them. */
export const EXPORTERS: readonly Exporter[] = [timelineCsv, loadCsv, gapsCsv, summaryJson]

/** The names of all files of an output folder but the manifest, in the published order. */
export function fileNames({ devices, events }: ExportOptions): readonly string[] {
  const details = [...(devices ? [DEVICES_CSV] : []), ...(events ? [EVENTS_CSV] : [])]
  return [timelineCsv.file, loadCsv.file, gapsCsv.file, ...details, summaryJson.file]
}
