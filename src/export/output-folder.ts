import { randomBytes } from 'node:crypto'
import { mkdir, rename, rmdir, unlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createDurably, type FileDigest, syncFolder, writeDurably } from './durable-file.ts'
import { type EventSpill, openSpill } from './event-spill.ts'
import { lockTarget } from './folder-lock.ts'
import { MANIFEST } from './manifest.ts'
import { hostTag, removeScratch, SCRATCH, sweepOrphans } from './orphans.ts'
import { toOutputError } from './output-error.ts'
import { inspectTarget, type Target, targetOf } from './target.ts'

/** An output folder in the making: nothing of it is seen at its place until `commit`, then all of it. */
export interface OutputFolder {
  /** Writes one file. */
  write(name: string, chunks: Iterable<string>, signal?: AbortSignal): Promise<void>
  /** Begins one file, whose text comes later. */
  create(name: string): Promise<OutputFile>
  /** Opens a place beside the files for events that will be `name`; it is gone when the folder is committed or discarded. */
  spill(name: string): Promise<EventSpill>
  /** Writes the manifest that `describe` makes of the finished files, and puts the folder in its place. */
  commit(describe: (files: readonly FileDigest[]) => string): Promise<readonly FileDigest[]>
  /** Removes every trace unless the folder has been committed. */
  discard(): Promise<void>
}

/** A file of an output folder while its text comes in. */
export interface OutputFile {
  write(text: string): Promise<void>
  /** Ends the file; only then is it one of the folder's. */
  finish(): Promise<void>
}

/**
 * Begins the output folder `path`, and finds out whether it can be written before anything is computed.
 *
 * The files are prepared in a scratch folder beside it. A result of ours that stands there is replaced: it moves into the
 * scratch folder, the new one takes its place, and the scratch folder is removed. A process killed in between leaves the
 * old or the new one complete; where it leaves the place empty, the next run into it puts one back (`sweepOrphans`).
 *
 * @throws {OutputError} `refused` when something else stands there, `busy`, `unwritable`, `full`
 */
export async function openOutputFolder(path: string): Promise<OutputFolder> {
  const target = targetOf(path)
  const trace: Trace = { scratch: '', lock: '', created: undefined }
  try {
    await inspectTarget(target)
    trace.created = await mkdir(target.parent, { recursive: true })
    const scratch = join(target.parent, `.handover-tmp-${process.pid}-${hostTag()}${randomBytes(4).toString('hex')}`)
    await mkdir(scratch)
    trace.scratch = scratch
    await writeFile(join(scratch, SCRATCH.target), target.name)
    await mkdir(join(scratch, SCRATCH.next))
    trace.lock = await lockTarget(target, scratch)
    await sweepOrphans(target, scratch)
    // Once more: the sweep may have put a result back.
    await inspectTarget(target)
    return new PreparedFolder(target, trace)
  } catch (error) {
    await removeTrace(target, trace)
    throw toOutputError(error, path)
  }
}

/** What a run leaves on the disk besides its result; empty strings where there is nothing yet. */
interface Trace {
  scratch: string
  lock: string
  /** The outermost folder that had to be made for the target. */
  created: string | undefined
}

class PreparedFolder implements OutputFolder {
  readonly #target: Target
  readonly #trace: Trace
  readonly #files: FileDigest[] = []
  /** What must be closed before its folder can be removed. */
  readonly #open: { close(): Promise<void> }[] = []

  constructor(target: Target, trace: Trace) {
    this.#target = target
    this.#trace = trace
  }

  async write(name: string, chunks: Iterable<string>, signal?: AbortSignal): Promise<void> {
    this.#files.push({ name, ...(await this.#write(name, chunks, signal)) })
  }

  async create(name: string): Promise<OutputFile> {
    const file = await this.#attempt(name, createDurably(this.#pathOf(name)))
    this.#open.push(file)
    return {
      write: (text) => this.#attempt(name, file.write(text)),
      finish: async () => {
        this.#files.push({ name, ...(await this.#attempt(name, file.finish())) })
      },
    }
  }

  async spill(name: string): Promise<EventSpill> {
    const shown = join(this.#target.path, name)
    const spill = await openSpill(join(this.#trace.scratch, SCRATCH.spill), shown)
    this.#open.push(spill)
    return spill
  }

  async commit(describe: (files: readonly FileDigest[]) => string): Promise<readonly FileDigest[]> {
    await this.#write(MANIFEST, [describe(this.#files)])
    try {
      await syncFolder(join(this.#trace.scratch, SCRATCH.next))
      await this.#replace()
      await syncFolder(this.#target.parent)
    } catch (error) {
      throw toOutputError(error, this.#target.path)
    }
    this.#trace.created = undefined
    await this.discard()
    return this.#files
  }

  async discard(): Promise<void> {
    for (const file of this.#open.splice(0)) await file.close().catch(() => undefined)
    await removeTrace(this.#target, this.#trace)
  }

  #write(name: string, chunks: Iterable<string>, signal?: AbortSignal) {
    return this.#attempt(name, writeDurably(this.#pathOf(name), chunks, signal))
  }

  #pathOf(name: string): string {
    return join(this.#trace.scratch, SCRATCH.next, name)
  }

  async #attempt<Value>(name: string, work: Promise<Value>): Promise<Value> {
    try {
      return await work
    } catch (error) {
      throw toOutputError(error, join(this.#target.path, name))
    }
  }

  async #replace(): Promise<void> {
    const { absolute } = this.#target
    const previous = join(this.#trace.scratch, SCRATCH.previous)
    const stands = await inspectTarget(this.#target)
    if (stands) await rename(absolute, previous)
    try {
      await rename(join(this.#trace.scratch, SCRATCH.next), absolute)
    } catch (error) {
      if (stands) await rename(previous, absolute)
      throw error
    }
  }
}

/** Removes scratch folder, lock and the folders made for the target as far as they are empty. */
async function removeTrace(target: Target, trace: Trace): Promise<void> {
  const { scratch, lock, created } = trace
  // What cannot be removed now is swept by the next run; the result does not depend on it.
  if (scratch !== '') await removeScratch(scratch).catch(() => undefined)
  if (lock !== '') await unlink(lock).catch(() => undefined)
  if (created !== undefined) await removeEmpty(target.parent, created)
  Object.assign(trace, { scratch: '', lock: '', created: undefined } satisfies Trace)
}

async function removeEmpty(folder: string, outermost: string): Promise<void> {
  try {
    for (let path = folder; path.length >= outermost.length; path = dirname(path)) await rmdir(path)
  } catch {
    // Another run has begun to use it.
  }
}
