import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../experiment/run.ts'
import { workersFor } from '../experiment/workers.ts'
import { compareFile, type Difference, openComparison } from '../export/compare-file.ts'
import { DetailText } from '../export/detail-text.ts'
import { DEVICES_CSV } from '../export/devices-csv.ts'
import { openSpill } from '../export/event-spill.ts'
import { EVENTS_CSV } from '../export/events-csv.ts'
import { exportSource } from '../export/export-source.ts'
import type { ExportSource } from '../export/exporter.ts'
import { EXPORTERS, fileNames } from '../export/exporters.ts'
import type { FileDamage } from '../export/file-damage.ts'
import { createManifest, MANIFEST, type Manifest } from '../export/manifest.ts'
import { summarise } from '../report/summarise.ts'
import type { Io } from './io.ts'
import { loadOrFail } from './load.ts'

/** One way in which a folder is not what its manifest gives when it is replayed. */
export interface Finding {
  readonly file: string
  readonly problem: string
}

/**
 * Simulates the scenario of a manifest again and compares every file of the folder with what that gives, those of single
 * devices while the run goes on. A file that is `damaged` is compared all the same if it can be read: where it
 * differs says more than that it does.
 */
export async function replay(
  folder: string,
  manifest: Manifest,
  damaged: readonly FileDamage[],
  maxMemory: number | undefined,
  { stderr, signal }: Io,
): Promise<Finding[]> {
  const loaded = loadOrFail(JSON.stringify(manifest.scenario), { file: join(folder, MANIFEST) }, stderr, {
    quiet: true,
  })
  const { scenario, document } = loaded
  const names = fileNames(manifest.options)
  const isListed = (name: string) => manifest.files.some((file) => file.name === name)
  const isLost = (name: string) => damaged.some(({ file, isReadable }) => file === name && !isReadable)
  const comparable = names.filter((name) => isListed(name) && !isLost(name))

  const devices = comparable.includes(DEVICES_CSV) ? await openComparison(join(folder, DEVICES_CSV)) : null
  const events = comparable.includes(EVENTS_CSV) ? await openSpill(spillPath()) : null
  try {
    const text = new DetailText(scenario, { devices, events }, signal)
    const results = await run(scenario, {
      devices: devices !== null,
      events: events !== null,
      sink: text,
      workers: workersFor(scenario),
      ...(maxMemory === undefined ? {} : { maxMemory }),
      signal,
    })
    const identity = { ...manifest, scenario: document, seed: scenario.seed, fingerprint: results.fingerprint }
    const findings = differentFields(manifest, createManifest(identity, manifest.files))
    const source = exportSource(results, summarise(results, document))
    for (const name of names) {
      signal.throwIfAborted()
      if (!isListed(name)) findings.push({ file: name, problem: 'is not in the manifest' })
      if (!comparable.includes(name)) continue
      const difference =
        name === DEVICES_CSV
          ? await devices!.finish()
          : await compareFile(join(folder, name), chunksOf(name, text, source), signal)
      if (difference !== null) findings.push({ file: name, problem: differenceText(difference) })
    }
    return findings
  } finally {
    await devices?.close()
    await events?.close()
  }
}

/** The folder may be read-only: events wait elsewhere. */
function spillPath(): string {
  return join(tmpdir(), `handover-events-${randomBytes(8).toString('hex')}`)
}

function chunksOf(name: string, text: DetailText, source: ExportSource): Iterable<string> {
  if (name === EVENTS_CSV) return text.eventChunks()
  return EXPORTERS.find(({ file }) => file === name)!.chunks(source)
}

function differentFields(manifest: Manifest, again: Manifest): Finding[] {
  return (['fingerprint', 'scenarioHash', 'seed', 'replications'] as const)
    .filter((field) => again[field] !== manifest[field])
    .map((field) => ({
      file: MANIFEST,
      problem: `${field} is ${manifest[field]}, the replay has ${again[field]}`,
    }))
}

function differenceText({ line, found, expected }: Difference): string {
  return `line ${line} is ${excerpt(found)}, the replay has ${excerpt(expected)}`
}

function excerpt(line: string | null): string {
  if (line === null) return 'not there'
  return `"${line.length > 60 ? `${line.slice(0, 60)}...` : line}"`
}
