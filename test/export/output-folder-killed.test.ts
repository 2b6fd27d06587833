import { cpSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import type * as Promises from 'node:fs/promises'
import { join, relative } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { createManifest, manifestText, readManifest } from '../../src/export/manifest.ts'
import { openOutputFolder } from '../../src/export/output-folder.ts'
import { temporaryFolders } from '../helpers/temporary-folder.ts'

/** Called before each step that changes the disk. */
const faultPoint = vi.hoisted(() => ({ reached: (_step: string, _path: string) => {} }))

vi.mock('node:fs/promises', async (importOriginal) => {
  const original = await importOriginal<typeof Promises>()
  const steps = ['link', 'mkdir', 'open', 'rename', 'rm', 'rmdir', 'unlink', 'writeFile'] as const
  const watched = steps.map((name) => [
    name,
    (...args: unknown[]) => {
      faultPoint.reached(name, String(args[0]))
      return Reflect.apply(original[name], original, args)
    },
  ])
  return { ...original, ...Object.fromEntries(watched) }
})

const temporaryFolder = temporaryFolders()

async function writeResult(path: string, text: string): Promise<void> {
  const run = { version: '0', scenario: {}, seed: text, fingerprint: '', options: { devices: false, events: false } }
  const folder = await openOutputFolder(path)
  await folder.write('timeline.csv', [text])
  await folder.commit((files) => manifestText(createManifest(run, files)))
}

/** What a reader finds; throws unless it is complete. */
async function read(path: string): Promise<string> {
  const { seed, files } = await readManifest(path)
  const text = readFileSync(join(path, 'timeline.csv'), 'utf8')
  if (seed !== text || files.length !== 1 || readdirSync(path).length !== 2) throw new Error(`${path} is mixed up`)
  return text
}

describe('a run killed before any of its steps, or in the middle of removing a folder', () => {
  it('leaves the old or the new result complete, at the latest once the next run begins', async () => {
    const parent = temporaryFolder()
    await writeResult(join(parent, 'out'), 'old')
    const snapshots: string[] = []
    const takeSnapshot = (): string => {
      const snapshot = temporaryFolder()
      cpSync(parent, snapshot, { recursive: true })
      snapshots.push(snapshot)
      return snapshot
    }
    faultPoint.reached = (step, path) => {
      takeSnapshot()
      if (step !== 'rm' || !statSync(path, { throwIfNoEntry: false })?.isDirectory()) return
      // A folder is removed entry by entry, in any order.
      for (const entry of readdirSync(path)) {
        rmSync(join(takeSnapshot(), relative(parent, path), entry), { recursive: true })
      }
    }
    await writeResult(join(parent, 'out'), 'new')
    faultPoint.reached = () => undefined

    const found: string[] = []
    for (const snapshot of snapshots) {
      const next = await openOutputFolder(join(snapshot, 'out'))
      found.push(await read(join(snapshot, 'out')))
      await next.discard()
      expect(readdirSync(snapshot)).toEqual(['out'])
    }
    expect(found.length).toBeGreaterThan(8)
    expect(found).toEqual([...found].sort().reverse())
    expect([found[0], found.at(-1)]).toEqual(['old', 'new'])
  })
})
