import type { Results } from '../measure/results.ts'
import type { ExportSource } from './exporter.ts'
import { localTimes } from './local-time.ts'

/** Pairs results with their summary and formats the time of every bucket, once for all files. */
export function exportSource(results: Results, summary: object): ExportSource {
  const { scenario, timeline } = results
  const begins = Array.from({ length: timeline.buckets }, (_, bucket) => bucket * scenario.bucket)
  return { results, summary, times: localTimes(scenario, begins) }
}
