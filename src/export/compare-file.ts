import { type FileHandle, open } from 'node:fs/promises'

/** Where a file departs from what it should hold; `null` for a line that is not there. */
export interface Difference {
  readonly line: number
  readonly found: string | null
  readonly expected: string | null
}

const NEWLINE = 0x0a

/** Compares the bytes of a file with a text that comes in pieces of whole lines. */
export class FileComparison {
  private readonly file: FileHandle
  private line = 1
  private difference: Difference | null = null

  constructor(file: FileHandle) {
    this.file = file
  }

  /** Whether a difference has been found; further text is then passed over. */
  get differs(): boolean {
    return this.difference !== null
  }

  async write(text: string): Promise<void> {
    if (this.differs) return
    const expected = Buffer.from(text)
    const found = await readUpTo(this.file, expected.length)
    if (found.equals(expected)) this.line += countNewlines(expected)
    else this.difference = firstDifference(found, expected, this.line)
  }

  /** The first difference once all text has come; `null`: the bytes are the same. */
  async finish(): Promise<Difference | null> {
    if (this.differs) return this.difference
    const rest = await readUpTo(this.file, 1000)
    return rest.length === 0 ? null : firstDifference(rest, Buffer.alloc(0), this.line)
  }

  async close(): Promise<void> {
    await this.file.close()
  }
}

/** Opens a file to compare it. */
export async function openComparison(path: string): Promise<FileComparison> {
  return new FileComparison(await open(path))
}

/**
 * Compares a file with a text as far as the first difference; `null`: they are the same.
 *
 * Rejects with the reason of the signal when that is aborted.
 */
export async function compareFile(
  path: string,
  chunks: Iterable<string>,
  signal?: AbortSignal,
): Promise<Difference | null> {
  const comparison = await openComparison(path)
  try {
    for (const chunk of chunks) {
      signal?.throwIfAborted()
      await comparison.write(chunk)
      if (comparison.differs) break
    }
    return await comparison.finish()
  } finally {
    await comparison.close()
  }
}

async function readUpTo(file: FileHandle, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes.subarray(0, filled)
}

function firstDifference(found: Buffer, expected: Buffer, firstLine: number): Difference {
  let at = 0
  while (at < found.length && at < expected.length && found[at] === expected[at]) at++
  const start = expected.lastIndexOf(NEWLINE, at - 1) + 1
  const line = firstLine + countNewlines(expected.subarray(0, start))
  return { line, found: lineFrom(found, start), expected: lineFrom(expected, start) }
}

function lineFrom(bytes: Buffer, start: number): string | null {
  if (start >= bytes.length) return null
  const end = bytes.indexOf(NEWLINE, start)
  return bytes.toString('utf8', start, end === -1 ? bytes.length : end)
}

function countNewlines(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) count++
  return count
}
