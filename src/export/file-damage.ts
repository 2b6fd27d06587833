import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileDigest } from './durable-file.ts'
import { systemCode, systemReason } from './output-error.ts'

/** A file that is not as the manifest lists it. */
export interface FileDamage {
  readonly file: string
  /** `is missing`, or what is wrong with it. */
  readonly problem: string
}

/**
 * Compares the files of a folder with their listed sizes and SHA-256; returns those that differ.
 *
 * Rejects with the reason of the signal when that is aborted.
 */
export async function damageOf(
  folder: string,
  files: readonly FileDigest[],
  signal?: AbortSignal,
): Promise<FileDamage[]> {
  const damaged: FileDamage[] = []
  for (const digest of files) {
    const problem = await problemOf(join(folder, digest.name), digest, signal)
    if (problem !== null) damaged.push({ file: digest.name, problem })
  }
  return damaged
}

async function problemOf(path: string, { size, sha256 }: FileDigest, signal?: AbortSignal): Promise<string | null> {
  try {
    const stats = await lstat(path)
    if (!stats.isFile()) return 'is missing'
    if (stats.size !== size) return `has ${stats.size} bytes, the manifest says ${size}`
    const hash = createHash('sha256')
    for await (const chunk of createReadStream(path)) {
      signal?.throwIfAborted()
      hash.update(chunk as Uint8Array)
    }
    return hash.digest('hex') === sha256 ? null : 'has another SHA-256 than the manifest says'
  } catch (error) {
    signal?.throwIfAborted()
    return systemCode(error) === 'ENOENT' ? 'is missing' : systemReason(error)
  }
}
