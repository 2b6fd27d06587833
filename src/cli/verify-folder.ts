import { join } from 'node:path'
import { run } from '../experiment/run.ts'
import { workersFor } from '../experiment/workers.ts'
import { compareFile, type Difference } from '../export/compare-file.ts'
import { exportSource } from '../export/export-source.ts'
import { exporters } from '../export/exporters.ts'
import { damageOf } from '../export/file-damage.ts'
import { createManifest, MANIFEST, type Manifest, readManifest } from '../export/manifest.ts'
import { formatNumber } from '../report/format.ts'
import { summarise } from '../report/summarise.ts'
import { withoutControls } from '../scenario/render.ts'
import type { Io } from './io.ts'
import { loadOrFail } from './load.ts'
import { VERSION } from './version.ts'

/** One way in which a folder is not what its manifest gives when it is replayed. */
interface Finding {
  readonly file: string
  readonly problem: string
}

/** Checks and replays an output folder, prints what differs and returns whether nothing does. */
export async function verifyFolder(folder: string, json: boolean, io: Io): Promise<boolean> {
  const manifest = await readManifest(folder)
  if (manifest.version !== VERSION) {
    io.stderr.write(
      `warning: ${folder} was written by handover ${manifest.version}; this is ${VERSION}, and results may differ\n`,
    )
  }
  const damaged = await damageOf(folder, manifest.files)
  const findings: Finding[] = [...damaged, ...(await replay(folder, manifest, damaged, io))]
  if (json) {
    const { version, fingerprint } = manifest
    io.stdout.write(
      `${JSON.stringify({ folder, version, fingerprint, same: findings.length === 0, findings }, null, 2)}\n`,
    )
  } else {
    for (const { file, problem } of findings)
      io.stdout.write(withoutControls(`${join(folder, file)}: ${problem}`).concat('\n'))
    const files = formatNumber(manifest.files.length, 'file')
    const said =
      findings.length === 0 ? `the replay gives the same ${files}` : formatNumber(findings.length, 'difference')
    io.stdout.write(`${withoutControls(folder)}: ${said}, fingerprint ${manifest.fingerprint}\n`)
  }
  return findings.length === 0
}

async function replay(
  folder: string,
  manifest: Manifest,
  damaged: readonly Finding[],
  { stderr, signal }: Io,
): Promise<Finding[]> {
  const file = join(folder, MANIFEST)
  const { scenario, document } = loadOrFail(JSON.stringify(manifest.scenario), { file }, stderr, { quiet: true })
  const results = await run(scenario, { ...manifest.options, workers: workersFor(scenario), signal })
  const again = createManifest(
    { ...manifest, scenario: document, seed: scenario.seed, fingerprint: results.fingerprint },
    manifest.files,
  )
  const findings: Finding[] = []
  for (const field of ['fingerprint', 'scenarioHash', 'seed', 'replications'] as const) {
    if (again[field] !== manifest[field]) {
      findings.push({ file: MANIFEST, problem: `${field} is ${manifest[field]}, the replay has ${again[field]}` })
    }
  }
  const source = exportSource(results, summarise(results, document))
  for (const exporter of exporters(manifest.options)) {
    signal.throwIfAborted()
    const listed = manifest.files.some(({ name }) => name === exporter.file)
    if (!listed) findings.push({ file: exporter.file, problem: 'is not in the manifest' })
    // A changed file is compared all the same: where it differs says more than that it does.
    if (!listed || damaged.some(({ file, problem }) => file === exporter.file && problem === 'is missing')) continue
    const difference = await compareFile(join(folder, exporter.file), exporter.chunks(source))
    if (difference !== null) findings.push({ file: exporter.file, problem: differenceText(difference) })
  }
  return findings
}

function differenceText({ line, found, expected }: Difference): string {
  return `line ${line} is ${excerpt(found)}, the replay has ${excerpt(expected)}`
}

function excerpt(line: string | null): string {
  if (line === null) return 'not there'
  return `"${line.length > 60 ? `${line.slice(0, 60)}...` : line}"`
}
