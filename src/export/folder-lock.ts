import { createHash } from 'node:crypto'
import { constants, copyFile, link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { OutputError, systemCode } from './output-error.ts'
import type { Target } from './target.ts'

const DAY = 86_400_000

interface Holder {
  readonly pid: number
  readonly host: string
}

/** Whether a process of this machine is running. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return systemCode(error) === 'EPERM'
  }
}

/**
 * Makes this process the only one that writes to the target, and returns the path of the lock file, to be removed at the
 * end. A lock whose process is gone is taken over; one of another machine only when it is a day old.
 *
 * @throws {OutputError} `busy` when another run holds it
 */
export async function lockTarget(target: Target, scratch: string): Promise<string> {
  const name = createHash('sha256').update(target.name).digest('hex').slice(0, 16)
  const path = join(target.parent, `.handover-lock-${name}`)
  const written = join(scratch, 'lock')
  const self: Holder = { pid: process.pid, host: hostname() }
  await writeFile(written, JSON.stringify(self))
  for (;;) {
    if (await create(path, written)) return path
    const holder = await readHolder(path)
    if (holder === 'gone') continue
    if (await isHeld(holder, path)) {
      const who = holder === 'unreadable' ? '' : ` (process ${holder.pid} on ${holder.host})`
      const hint = `Wait for it, or give another folder with --out. If no run is left, remove ${path}`
      throw new OutputError('busy', `${target.path}: another run is writing to it${who}`, hint)
    }
    // Renaming rather than removing: of several that find the same stale lock, one gets it.
    const stale = join(scratch, 'stale-lock')
    await rename(path, stale).catch(() => undefined)
    await rm(stale, { force: true })
  }
}

/** Links a written file to `path`, so that no one ever finds a lock without its holder, killed runs included. */
async function create(path: string, written: string): Promise<boolean> {
  try {
    await link(written, path).catch(async (error: unknown) => {
      // Some file systems have no links.
      if (systemCode(error) === 'EEXIST') throw error
      await copyFile(written, path, constants.COPYFILE_EXCL)
    })
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw error
  }
}

async function readHolder(path: string): Promise<Holder | 'gone' | 'unreadable'> {
  try {
    const holder: unknown = JSON.parse(await readFile(path, 'utf8'))
    const known = holder !== null && typeof holder === 'object' && 'pid' in holder && 'host' in holder
    if (!known || typeof holder.pid !== 'number' || typeof holder.host !== 'string') return 'unreadable'
    return { pid: holder.pid, host: holder.host }
  } catch (error) {
    return systemCode(error) === 'ENOENT' ? 'gone' : 'unreadable'
  }
}

async function isHeld(holder: Holder | 'unreadable', path: string): Promise<boolean> {
  if (holder !== 'unreadable' && holder.host === hostname()) return holder.pid !== process.pid && isRunning(holder.pid)
  const written = await stat(path).catch(() => null)
  return written !== null && Date.now() - written.mtimeMs < DAY
}
