import { readSync } from 'node:fs'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import { allocateEvents, type EventRun } from '../measure/event-log.ts'
import type { EventSource } from '../measure/merge-events.ts'
import { writeFully } from './durable-file.ts'
import { toOutputError } from './output-error.ts'

/** Bytes of one event in a spill. */
export const SPILLED_EVENT = 13

/** Events held at a time while the runs are read back, over all of them; and the fewest per run. */
const READ_EVENTS = 2 ** 20
const FEWEST = 256

interface SpilledRun {
  readonly length: number
  /** Where its columns begin in the file. */
  readonly at: number
}

/**
 * Sorted runs of events, one after the other in a file of its own; each is its three columns as they stand in memory.
 *
 * The file loses its name as soon as it is open: it is gone with the process, however that ends. One file, because there
 * may be more runs than files that a process may open.
 */
export class EventSpill {
  private readonly file: FileHandle
  private readonly shown: string
  private readonly runs: SpilledRun[] = []
  private size = 0

  /** `shown`: the path that errors name. */
  constructor(file: FileHandle, shown: string) {
    this.file = file
    this.shown = shown
  }

  /** How many events it holds. */
  get events(): number {
    return this.size / SPILLED_EVENT
  }

  /**
   * Adds a run; its arrays may be used again when the promise resolves.
   *
   * @throws {OutputError} `full`, `unwritable`
   */
  async add({ length, key, device, code }: EventRun): Promise<void> {
    const at = this.size
    this.size += length * SPILLED_EVENT
    try {
      for (const column of [key, device, code]) await writeFully(this.file, bytesOf(column.subarray(0, length)))
    } catch (error) {
      throw toOutputError(error, this.shown)
    }
    this.runs.push({ length, at })
  }

  /** The runs in the order in which they came, to be read once each, in pieces: all of them take little memory together. */
  sources(): EventSource[] {
    const piece = Math.max(FEWEST, Math.floor(READ_EVENTS / Math.max(1, this.runs.length)))
    return this.runs.map((run) => readerOf(this.file.fd, run, piece))
  }

  async close(): Promise<void> {
    await this.file.close()
  }
}

/**
 * Opens an empty spill at `path`, which must not exist; errors name `shown`.
 *
 * @throws {OutputError} `unwritable`, `full`
 */
export async function openSpill(path: string, shown = path): Promise<EventSpill> {
  const file = await open(path, 'wx+', 0o600).catch((error: unknown) => {
    throw toOutputError(error, shown)
  })
  // Where an open file keeps its name it is left to the folder's clean-up.
  await unlink(path).catch(() => undefined)
  return new EventSpill(file, shown)
}

function readerOf(file: number, { length, at }: SpilledRun, size: number): EventSource {
  const [keys, devices, codes] = [at, at + 8 * length, at + 12 * length]
  const piece = allocateEvents(Math.min(size, length))
  let done = 0
  return {
    read() {
      if (done === length) return null
      piece.length = Math.min(size, length - done)
      readFully(file, bytesOf(piece.key.subarray(0, piece.length)), keys + 8 * done)
      readFully(file, bytesOf(piece.device.subarray(0, piece.length)), devices + 4 * done)
      readFully(file, bytesOf(piece.code.subarray(0, piece.length)), codes + done)
      done += piece.length
      return piece
    },
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Int32Array | Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

/** One read may give fewer bytes than it is asked for. */
function readFully(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) {
    const read = readSync(file, bytes, done, bytes.length - done, at + done)
    if (read === 0) throw new Error('a spill of events ends before its last run')
    done += read
  }
}
