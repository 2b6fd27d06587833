import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createManifest, manifestText, readManifest } from '../../src/export/manifest.ts'
import { hostTag } from '../../src/export/orphans.ts'
import type { OutputErrorCode } from '../../src/export/output-error.ts'
import { openOutputFolder } from '../../src/export/output-folder.ts'
import { temporaryFolders } from '../helpers/temporary-folder.ts'

const temporaryFolder = temporaryFolders()

const RUN = {
  version: '0.0.0',
  scenario: { b: 1, a: 2 },
  seed: 's',
  fingerprint: 'f',
  options: { devices: false, events: false },
}

async function writeResult(path: string, text = 'one\n', name = 'timeline.csv'): Promise<void> {
  const folder = await openOutputFolder(path)
  await folder.write(name, [text])
  await folder.commit((files) => manifestText(createManifest(RUN, files)))
}

function refusal(path: string): Promise<OutputErrorCode | 'opened'> {
  return openOutputFolder(path).then(
    async (folder) => {
      await folder.discard()
      return 'opened'
    },
    (error) => error.code,
  )
}

/** The id of a process that has ended. */
const DEAD = spawnSync('true').pid

describe('an output folder', () => {
  it('is not there until it is committed, then holds the files and a manifest with their sizes and sums', async () => {
    const parent = temporaryFolder()
    const path = join(parent, 'deep', 'out')
    const folder = await openOutputFolder(path)
    await folder.write('load.csv', ['a', 'b\n'])
    expect(existsSync(path)).toBe(false)
    await folder.commit((files) => manifestText(createManifest(RUN, files)))
    expect(readdirSync(path).sort()).toEqual(['load.csv', 'manifest.json'])
    expect(readdirSync(join(parent, 'deep'))).toEqual(['out'])
    const { files, scenarioHash } = await readManifest(path)
    const sha256 = 'a63d8014dba891345b30174df2b2a57efbb65b4f9f09b98f245d1b3192277ece'
    expect(files).toEqual([{ name: 'load.csv', size: 3, sha256 }])
    expect(scenarioHash).toBe('d3626ac30a87e6f7a6428233b3c68299976865fa5508e4267c5415c76af7a772')
  })

  it('leaves nothing when it is discarded, not even the folders it was to stand in', async () => {
    const parent = temporaryFolder()
    const folder = await openOutputFolder(join(parent, 'new', 'deeper', 'out'))
    await folder.write('load.csv', ['a'])
    await folder.discard()
    expect(readdirSync(parent)).toEqual([])
  })

  it('takes the text of a file bit by bit and lists the file once it is finished', async () => {
    const path = join(temporaryFolder(), 'out')
    const folder = await openOutputFolder(path)
    const file = await folder.create('devices.csv')
    await file.write('a')
    await folder.write('load.csv', ['x'])
    await file.write('b\n')
    await file.finish()
    await folder.commit((files) => manifestText(createManifest(RUN, files)))
    const { files } = await readManifest(path)
    const sha256 = 'a63d8014dba891345b30174df2b2a57efbb65b4f9f09b98f245d1b3192277ece'
    expect(files.map(({ name }) => name)).toEqual(['load.csv', 'devices.csv'])
    expect(files[1]).toEqual({ name: 'devices.csv', size: 3, sha256 })
  })

  it('leaves nothing of files that are not finished, nor of events that wait', async () => {
    const parent = temporaryFolder()
    const folder = await openOutputFolder(join(parent, 'out'))
    const file = await folder.create('devices.csv')
    const spill = await folder.spill('events.csv')
    await Promise.allSettled([
      file.write('half'),
      spill.add({ length: 1, key: new Float64Array(1), device: new Int32Array(1), code: new Uint8Array(1) }),
      folder.discard(),
    ])
    expect(readdirSync(parent)).toEqual([])
  })

  it('replaces an earlier result as a whole', async () => {
    const path = join(temporaryFolder(), 'out')
    await writeResult(path, 'old\n', 'events.csv')
    await writeResult(path, 'new\n')
    expect(readdirSync(path).sort()).toEqual(['manifest.json', 'timeline.csv'])
    expect(readFileSync(join(path, 'timeline.csv'), 'utf8')).toBe('new\n')
  })

  it('leaves the earlier result alone until the end, and when a file cannot be made', async () => {
    const parent = temporaryFolder()
    const path = join(parent, 'out')
    await writeResult(path, 'old\n')
    const folder = await openOutputFolder(path)
    const failing = (function* () {
      yield 'half'
      throw new Error('no more')
    })()
    await expect(folder.write('timeline.csv', failing)).rejects.toThrow('no more')
    await folder.discard()
    expect(readFileSync(join(path, 'timeline.csv'), 'utf8')).toBe('old\n')
    expect(readdirSync(parent)).toEqual(['out'])
  })

  it('stops between two pieces of a file when interrupted', async () => {
    const folder = await openOutputFolder(join(temporaryFolder(), 'out'))
    const interruption = new AbortController()
    let pieces = 0
    const endless = (function* () {
      for (;;) {
        if (++pieces === 3) interruption.abort(130)
        yield 'x'
      }
    })()
    await expect(folder.write('timeline.csv', endless, interruption.signal)).rejects.toBe(130)
    await folder.discard()
    expect(pieces).toBe(3)
  })

  it('takes an empty folder, and one that holds only what a file manager left', async () => {
    const path = join(temporaryFolder(), 'out')
    mkdirSync(path)
    writeFileSync(join(path, '.DS_Store'), '')
    await writeResult(path)
    expect(existsSync(join(path, 'manifest.json'))).toBe(true)
  })

  it('refuses what is not ours: a file, a link, a folder of others, a result with a file of others', async () => {
    const parent = temporaryFolder()
    writeFileSync(join(parent, 'file'), '')
    await writeResult(join(parent, 'ours'))
    symlinkSync(join(parent, 'ours'), join(parent, 'link'))
    symlinkSync(join(parent, 'nowhere'), join(parent, 'dangling'))
    mkdirSync(join(parent, 'theirs'))
    writeFileSync(join(parent, 'theirs', 'manifest.json'), '{"program":"other"}')
    await writeResult(join(parent, 'mixed'))
    writeFileSync(join(parent, 'mixed', 'notes.txt'), 'keep me')
    const before = readdirSync(parent, { recursive: true })
    for (const name of ['file', 'link', 'dangling', 'theirs', 'mixed']) {
      expect([name, await refusal(join(parent, name))]).toEqual([name, 'refused'])
    }
    expect(await refusal('/dev/full')).toBe('refused')
    expect(await refusal('.')).toBe('refused')
    expect(readdirSync(parent, { recursive: true })).toEqual(before)
  })

  it('is found to be impossible before anything is written', async () => {
    const parent = temporaryFolder()
    writeFileSync(join(parent, 'file'), '')
    expect(await refusal(join(parent, 'file', 'out'))).toBe('unwritable')
    expect(await refusal('/proc/out')).toBe('unwritable')
    expect(await refusal(join(parent, 'n'.repeat(300)))).toBe('unwritable')
    expect(readdirSync(parent)).toEqual(['file'])
  })

  it('is written by one run at a time', async () => {
    const path = join(temporaryFolder(), 'out')
    const first = await openOutputFolder(path)
    const lock = readdirSync(join(path, '..')).find((name) => name.startsWith('.handover-lock-'))!
    // This process would take its own lock for one that an earlier process of the same number left.
    writeFileSync(join(path, '..', lock), JSON.stringify({ pid: process.ppid, host: hostname() }))
    expect(await refusal(path)).toBe('busy')
    writeFileSync(join(path, '..', lock), JSON.stringify({ pid: DEAD, host: hostname() }))
    expect(await refusal(path)).toBe('opened')
    await first.discard()
  })

  describe('after a run that was killed', () => {
    /** A scratch folder as a killed run leaves it. */
    function orphan(parent: string, { pid = DEAD, target = 'out' } = {}): string {
      const path = join(parent, `.handover-tmp-${pid}-${hostTag()}01234567`)
      mkdirSync(join(path, 'new'), { recursive: true })
      writeFileSync(join(path, 'target'), target)
      return path
    }

    it('removes what was left, but nothing of a run that is still going', async () => {
      const parent = temporaryFolder()
      writeFileSync(join(orphan(parent), 'new', 'timeline.csv'), 'half')
      const living = orphan(parent, { pid: process.ppid })
      await writeResult(join(parent, 'out'))
      expect(readdirSync(parent).sort()).toEqual([living.slice(parent.length + 1), 'out'])
    })

    it('puts the new result in its place if it was complete and the old one already aside', async () => {
      const parent = temporaryFolder()
      const path = join(parent, 'out')
      await writeResult(path, 'old\n')
      const elsewhere = join(temporaryFolder(), 'out')
      await writeResult(elsewhere, 'new\n')
      const scratch = orphan(parent)
      renameSync(path, join(scratch, 'old'))
      rmSync(join(scratch, 'new'), { recursive: true })
      renameSync(elsewhere, join(scratch, 'new'))
      const folder = await openOutputFolder(path)
      expect(readFileSync(join(path, 'timeline.csv'), 'utf8')).toBe('new\n')
      await folder.discard()
      expect(readdirSync(parent)).toEqual(['out'])
    })

    it('puts the old result back if the new one is not complete', async () => {
      const parent = temporaryFolder()
      const path = join(parent, 'out')
      await writeResult(path, 'old\n')
      const scratch = orphan(parent)
      renameSync(path, join(scratch, 'old'))
      const folder = await openOutputFolder(path)
      await folder.discard()
      expect(readFileSync(join(path, 'timeline.csv'), 'utf8')).toBe('old\n')
    })

    it("keeps the old result of another place for that place's next run", async () => {
      const parent = temporaryFolder()
      const scratch = orphan(parent, { target: 'elsewhere' })
      mkdirSync(join(scratch, 'old'))
      await writeResult(join(parent, 'out'))
      expect(existsSync(join(scratch, 'old'))).toBe(true)
    })
  })
})
