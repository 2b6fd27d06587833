import { lstat, readdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { MANIFEST, readManifest } from './manifest.ts'
import { OutputError, systemCode } from './output-error.ts'

/** Files that file managers leave in any folder. */
const DEBRIS = ['.DS_Store', 'Thumbs.db', 'desktop.ini']

/** Where the outputs go: `path` as the user wrote it, and its absolute parts. */
export interface Target {
  readonly path: string
  readonly absolute: string
  readonly parent: string
  readonly name: string
}

export function targetOf(path: string): Target {
  const absolute = resolve(path)
  return { path, absolute, parent: dirname(absolute), name: basename(absolute) }
}

/**
 * Whether a folder stands at the target: an empty one, or a finished result of ours with no file of anyone else's.
 *
 * @throws {OutputError} `refused` for anything else
 */
export async function inspectTarget({ path, absolute, parent }: Target): Promise<boolean> {
  const elsewhere = 'Give another folder with --out.'
  const stats = await lstat(absolute).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  })
  if (stats === null) return false
  if (stats.isSymbolicLink()) throw new OutputError('refused', `${path}: is a symbolic link, not a folder`, elsewhere)
  if (!stats.isDirectory()) throw new OutputError('refused', `${path}: exists and is not a folder`, elsewhere)
  const inside = `Name a folder inside it: --out ${join(path, 'results')}`
  if (absolute === process.cwd()) throw new OutputError('refused', `${path}: is the current folder`, inside)
  const entries = (await readdir(absolute)).filter((entry) => !DEBRIS.includes(entry))
  if (entries.length === 0) {
    // Outputs appear by renaming a folder, which cannot take the place of a mounted one.
    if ((await lstat(parent)).dev !== stats.dev) throw new OutputError('refused', `${path}: is a mount point`, inside)
    return true
  }
  await refuseForeign(path, absolute, entries, elsewhere)
  return true
}

async function refuseForeign(path: string, absolute: string, entries: readonly string[], hint: string): Promise<void> {
  const ours = await readManifest(absolute).catch(() => {
    throw new OutputError('refused', `${path}: is not empty and holds no result of handover`, hint)
  })
  const known = [MANIFEST, ...ours.files.map((file) => file.name)]
  const foreign = entries.find((entry) => !known.includes(entry))
  if (foreign !== undefined) {
    throw new OutputError('refused', `${path}: holds a file that handover did not write: ${foreign}`, hint)
  }
}
