import { createHash } from 'node:crypto'
import { lstat, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { isRunning } from './folder-lock.ts'
import { MANIFEST } from './manifest.ts'
import { systemCode } from './output-error.ts'
import type { Target } from './target.ts'

const DAY = 86_400_000

/** Inside a scratch folder: the result being prepared, the result it replaces, the name of their place, waiting events. */
export const SCRATCH = { next: 'new', previous: 'old', target: 'target', spill: 'events' } as const

/** Names the start of a scratch folder's random part, so that another machine's process ids are not taken for ours. */
export function hostTag(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 6)
}

/**
 * Removes what killed runs left beside the target. A run killed between its two renames has left the place empty and both
 * results complete: then the new one is put there, or else the old one. Call it with the target locked.
 */
export async function sweepOrphans(target: Target, own: string): Promise<void> {
  for (const entry of await readdir(target.parent)) {
    const match = /^\.handover-tmp-(\d+)-([0-9a-f]{6})[0-9a-f]+$/.exec(entry)
    const path = join(target.parent, entry)
    if (match === null || path === own) continue
    if (!(await isOrphan(path, Number(match[1]), match[2]!))) continue
    const name = await readFile(join(path, SCRATCH.target), 'utf8').catch(() => '')
    if (name === target.name) await recover(path, target.absolute)
    // The previous result of another target: left to the next run into that target.
    else if (await exists(join(path, SCRATCH.previous))) continue
    await removeScratch(path)
  }
}

/**
 * Removes a scratch folder, and the previous result in it first: a process killed in the middle leaves a folder that
 * still tells whose it is, so that the next run sweeps it.
 */
export async function removeScratch(path: string): Promise<void> {
  await rm(join(path, SCRATCH.previous), { recursive: true, force: true })
  await rm(path, { recursive: true, force: true })
}

async function isOrphan(path: string, pid: number, tag: string): Promise<boolean> {
  if (tag === hostTag()) return pid === process.pid || !isRunning(pid)
  const stats = await stat(path).catch(() => null)
  return stats !== null && Date.now() - stats.mtimeMs > DAY
}

async function recover(scratch: string, target: string): Promise<void> {
  const previous = join(scratch, SCRATCH.previous)
  if ((await exists(target)) || !(await exists(previous))) return
  const next = join(scratch, SCRATCH.next)
  await rename((await exists(join(next, MANIFEST))) ? next : previous, target)
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: unknown) => {
      if (systemCode(error) === 'ENOENT') return false
      throw error
    },
  )
}
