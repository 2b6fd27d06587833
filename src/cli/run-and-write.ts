import { join } from 'node:path'
import { run } from '../experiment/run.ts'
import { workersFor } from '../experiment/workers.ts'
import { DetailText } from '../export/detail-text.ts'
import { DEVICES_CSV } from '../export/devices-csv.ts'
import type { FileDigest } from '../export/durable-file.ts'
import { EVENTS_CSV } from '../export/events-csv.ts'
import { exportSource } from '../export/export-source.ts'
import { MANIFEST } from '../export/manifest.ts'
import { openOutputFolder } from '../export/output-folder.ts'
import { writeOutputs } from '../export/write-outputs.ts'
import { formatCount } from '../report/format.ts'
import { renderSummary } from '../report/render-summary.ts'
import { summarise } from '../report/summarise.ts'
import type { Summary } from '../report/summary.ts'
import { withoutControls } from '../scenario/words/render.ts'
import { type Io, wantsColor, widthOf } from './io.ts'
import { loadRequest } from './load-request.ts'
import { measurePerformance, type Performance } from './performance.ts'
import { startProgress } from './progress.ts'
import type { RunRequest } from './run.ts'
import { VERSION } from './version.ts'

/**
 * Simulates a scenario, writes its output folder and prints what `request` asks for; returns whether a threshold is
 * breached. Whether the folder can be written is found out before anything is simulated; whatever fails or is
 * interrupted later leaves no trace of it.
 */
export async function runAndWrite(request: RunRequest, io: Io): Promise<boolean> {
  const { scenario, document } = await loadRequest(request, io, request)
  const folder = await openOutputFolder(request.out)
  try {
    const { devices, events, quiet, maxMemory } = request
    const workers = workersFor(scenario, request.workers)
    const deviceFile = devices ? await folder.create(DEVICES_CSV) : null
    const spill = events ? await folder.spill(EVENTS_CSV) : null
    const text = new DetailText(scenario, { devices: deviceFile, events: spill }, io.signal)
    const progress = startProgress(io, quiet)
    const began = performance.now()
    const results = await run(scenario, {
      devices,
      events,
      sink: text,
      workers,
      ...(maxMemory === undefined ? {} : { maxMemory }),
      signal: io.signal,
      onProgress: progress.update,
    }).finally(progress.stop)
    const timings = measurePerformance(results.handled, performance.now() - began, workers)
    const summary = summarise(results, document)
    const identity = {
      version: VERSION,
      scenario: document,
      seed: scenario.seed,
      fingerprint: results.fingerprint,
      options: { devices, events },
    }
    const details = { text, devices: deviceFile }
    const files = await writeOutputs(folder, exportSource(results, summary), details, identity, io.signal)
    print(request, io, summary, timings, files)
    return tellBreaches(summary, io)
  } finally {
    await folder.discard()
  }
}

function print(
  { json, quiet, out }: RunRequest,
  io: Io,
  summary: Summary,
  timings: Performance,
  files: readonly FileDigest[],
) {
  if (json) {
    const outputs = {
      folder: out,
      manifest: join(out, MANIFEST),
      files: files.map((file) => ({ path: join(out, file.name), ...file })),
    }
    io.stdout.write(
      `${JSON.stringify({ summary, thresholds: summary.thresholds, performance: timings, outputs }, null, 2)}\n`,
    )
  } else if (!quiet) {
    io.stdout.write(renderSummary(summary, { width: widthOf(io.stdout), color: wantsColor(io.stdout, io.env) }))
  }
  if (quiet) return
  const { events, engineSeconds, wallSeconds, peakMemoryMiB } = timings
  io.stderr.write(
    `\n${formatCount(events)} events in ${engineSeconds.toFixed(2)} s, ${wallSeconds.toFixed(2)} s in all, ${formatCount(peakMemoryMiB)} MiB\n`,
  )
  io.stderr.write(`Wrote ${files.length + 1} files to ${withoutControls(out)}\n`)
}

function tellBreaches({ thresholds }: Summary, { stderr }: Io): boolean {
  const breached = thresholds.filter(({ verdict }) => verdict === 'fail')
  for (const { text, value } of breached) {
    stderr.write(
      `error: threshold breached: ${withoutControls(text)} (${value === null ? 'not reached' : `it is ${value}`})\n`,
    )
  }
  return breached.length > 0
}
