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
  /** It can be read, so that it can be compared line by line. */
  readonly isReadable: boolean
}

type Look = Omit<FileDamage, 'file'>

const MISSING: Look = { problem: 'is missing', isReadable: false }

function readable(problem: string): Look {
  return { problem, isReadable: true }
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
    const found = await lookAt(join(folder, digest.name), digest, signal)
    if (found !== null) damaged.push({ file: digest.name, ...found })
  }
  return damaged
}

async function lookAt(path: string, { size, sha256 }: FileDigest, signal?: AbortSignal): Promise<Look | null> {
  try {
    const stats = await lstat(path)
    if (!stats.isFile()) return MISSING
    const hash = createHash('sha256')
    for await (const chunk of createReadStream(path)) {
      signal?.throwIfAborted()
      hash.update(chunk as Uint8Array)
    }
    if (stats.size !== size) return readable(`has ${stats.size} bytes, the manifest says ${size}`)
    return hash.digest('hex') === sha256 ? null : readable('has another SHA-256 than the manifest says')
  } catch (error) {
    signal?.throwIfAborted()
    return systemCode(error) === 'ENOENT'
      ? MISSING
      : { problem: `cannot be read: ${systemReason(error)}`, isReadable: false }
  }
}
