import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalJson } from './canonical-json.ts'
import type { FileDigest } from './durable-file.ts'
import type { ExportOptions } from './exporters.ts'
import { OutputError, systemCode, systemReason } from './output-error.ts'

export const MANIFEST = 'manifest.json'
const PROGRAM = 'handover'

/** What a finished output folder says of itself: enough to compute it again and to notice a changed byte. */
export interface Manifest {
  readonly program: typeof PROGRAM
  readonly version: string
  /** SHA-256 of the canonical JSON of `scenario`. */
  readonly scenarioHash: string
  /** The scenario document with defaults filled in. */
  readonly scenario: object
  readonly seed: string
  readonly replications: number
  readonly fingerprint: string
  readonly options: ExportOptions
  readonly files: readonly FileDigest[]
}

/** What a run knows of itself before its files are written. */
export type RunIdentity = Pick<Manifest, 'version' | 'scenario' | 'seed' | 'fingerprint' | 'options'>

/** The manifest of a run of one replication with the given files. */
export function createManifest(run: RunIdentity, files: readonly FileDigest[]): Manifest {
  return {
    program: PROGRAM,
    version: run.version,
    scenarioHash: createHash('sha256').update(canonicalJson(run.scenario)).digest('hex'),
    scenario: run.scenario,
    seed: run.seed,
    replications: 1,
    fingerprint: run.fingerprint,
    options: run.options,
    files,
  }
}

export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`
}

/**
 * Reads the manifest of a finished folder.
 *
 * @throws {OutputError} `not-a-result` when there is none, or when it is not one of ours
 */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, MANIFEST)
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const reason = systemCode(error) === 'ENOENT' ? 'no such file' : systemReason(error)
    throw new OutputError(
      'not-a-result',
      `${path}: ${reason}`,
      'A finished output folder of handover has a manifest.json.',
    )
  })
  const value = parse(text)
  if (!isManifest(value)) throw new OutputError('not-a-result', `${path}: not a manifest written by handover`)
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isManifest(value: unknown): value is Manifest {
  return (
    isRecord(value) &&
    value.program === PROGRAM &&
    [value.version, value.scenarioHash, value.seed, value.fingerprint].every((part) => typeof part === 'string') &&
    isRecord(value.scenario) &&
    isRecord(value.options) &&
    typeof value.options.devices === 'boolean' &&
    typeof value.options.events === 'boolean' &&
    Array.isArray(value.files) &&
    value.files.every(isFileDigest)
  )
}

function isFileDigest(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.name === 'string' &&
    // Names are joined to the folder's path: nothing outside it may be named.
    /^[a-z0-9-]+\.[a-z]+$/.test(value.name) &&
    typeof value.size === 'number' &&
    typeof value.sha256 === 'string'
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
