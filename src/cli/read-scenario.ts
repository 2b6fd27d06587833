import { isUtf8 } from 'node:buffer'
import { open, stat } from 'node:fs/promises'
import { systemReason } from '../export/output-error.ts'
import { EXIT } from './exit-codes.ts'
import { Failure } from './failure.ts'
import type { Io } from './io.ts'

/** Far above any plan written by people; nothing larger is read. */
const MOST_BYTES = 2 ** 20

/** What messages call standard input. */
const STDIN_NAME = '<stdin>'

export interface ScenarioText {
  /** For messages. */
  readonly file: string
  readonly text: string
}

/**
 * Reads a scenario file, or standard input for `-`.
 *
 * @throws {Failure} with exit code 65 for anything but a readable regular file of UTF-8 text of at most 1 MiB
 */
export async function readScenario(path: string, stdin: Io['stdin']): Promise<ScenarioText> {
  const file = path === '-' ? STDIN_NAME : path
  const bytes = path === '-' ? await readAll(stdin) : await readFile(path)
  if (bytes.length > MOST_BYTES) throw refuse(file, 'is larger than 1 MiB')
  if (
    bytes.subarray(0, 2).equals(Buffer.from([0xff, 0xfe])) ||
    bytes.subarray(0, 2).equals(Buffer.from([0xfe, 0xff]))
  ) {
    throw refuse(file, 'is UTF-16; save it as UTF-8')
  }
  if (bytes.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b]))) throw refuse(file, 'is compressed; unpack it first')
  if (!isUtf8(bytes)) throw refuse(file, 'is not UTF-8 text')
  return { file, text: bytes.toString('utf8') }
}

function refuse(file: string, message: string): Failure {
  return new Failure(EXIT.data, `${file}: ${message}`)
}

async function readFile(path: string): Promise<Buffer> {
  try {
    const stats = await stat(path)
    if (stats.isDirectory()) throw refuse(path, 'is a folder, not a scenario file')
    // A pipe or a device may never end.
    if (!stats.isFile()) throw refuse(path, 'is not a regular file; pipe it in and write - instead')
    const file = await open(path)
    try {
      return await readAll(file.createReadStream({ end: MOST_BYTES, autoClose: false }))
    } finally {
      await file.close()
    }
  } catch (error) {
    throw error instanceof Failure ? error : refuse(path, systemReason(error))
  }
}

async function readAll(stream: AsyncIterable<Uint8Array | string>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    chunks.push(bytes)
    size += bytes.length
    if (size > MOST_BYTES) break
  }
  return Buffer.concat(chunks)
}
