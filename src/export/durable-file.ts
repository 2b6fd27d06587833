import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { systemCode } from './output-error.ts'

/** A finished file as the manifest lists it. */
export interface FileDigest {
  readonly name: string
  readonly size: number
  readonly sha256: string
}

/** A file that is written piece by piece. */
export interface DurableFile {
  /** Resolves when the text has been handed to the system. */
  write(text: string): Promise<void>
  /** Size and SHA-256 of the whole, once its bytes are on the disk; the file is closed. */
  finish(): Promise<Omit<FileDigest, 'name'>>
  /** Closes the file as it is, once what is being written is written. */
  close(): Promise<void>
}

/** Creates the file `path`, which must not exist. */
export async function createDurably(path: string): Promise<DurableFile> {
  const file = await open(path, 'wx')
  const hash = createHash('sha256')
  let size = 0
  return {
    async write(text) {
      const bytes = Buffer.from(text)
      await writeFully(file, bytes)
      hash.update(bytes)
      size += bytes.length
    },
    async finish() {
      await file.sync()
      const written = (await file.stat()).size
      if (written !== size) throw new Error(`${path} holds ${written} bytes instead of ${size}`)
      await file.close()
      return { size, sha256: hash.digest('hex') }
    },
    close: () => file.close(),
  }
}

/**
 * Creates the file `path`, which must not exist, and returns its size and SHA-256 once the bytes are on the disk.
 *
 * The next chunk is asked for when the one before is written, and the signal is looked at in between.
 */
export async function writeDurably(
  path: string,
  chunks: Iterable<string>,
  signal?: AbortSignal,
): Promise<Omit<FileDigest, 'name'>> {
  const file = await createDurably(path)
  try {
    for (const chunk of chunks) {
      signal?.throwIfAborted()
      await file.write(chunk)
    }
    return await file.finish()
  } finally {
    await file.close()
  }
}

/** One write may take fewer bytes than it is given without an error. */
export async function writeFully(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await file.write(bytes, done, bytes.length - done)).bytesWritten
  }
}

/** Makes the entries of a folder durable; a rename alone is atomic but may be lost with the power. */
export async function syncFolder(path: string): Promise<void> {
  let folder: FileHandle | undefined
  try {
    folder = await open(path, 'r')
    await folder.sync()
  } catch (error) {
    // Some systems, Windows among them, neither open nor sync a folder.
    if (!['EPERM', 'EISDIR', 'EINVAL', 'EACCES', 'ENOTSUP'].includes(systemCode(error))) throw error
  } finally {
    await folder?.close()
  }
}
