import type * as Fs from 'node:fs'
import type * as Promises from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { runInProcess } from '../helpers/memory-io.ts'
import { temporaryFolders } from '../helpers/temporary-folder.ts'

/** The end of the path of a file that may not be read. */
const locked = vi.hoisted(() => ({ name: 'none' }))

function refusal(): Error {
  return Object.assign(new Error('EACCES: permission denied, open'), { code: 'EACCES', errno: -13 })
}

vi.mock('node:fs', async (importOriginal) => {
  const original = await importOriginal<typeof Fs>()
  const createReadStream: typeof Fs.createReadStream = (path, ...rest) => {
    if (String(path).endsWith(locked.name)) throw refusal()
    return original.createReadStream(path, ...rest)
  }
  return { ...original, createReadStream }
})

vi.mock('node:fs/promises', async (importOriginal) => {
  const original = await importOriginal<typeof Promises>()
  const open: typeof Promises.open = async (path, ...rest) => {
    if (String(path).endsWith(locked.name)) throw refusal()
    return original.open(path, ...rest)
  }
  return { ...original, open }
})

const folder = temporaryFolders()

test.each(['gaps.csv', 'devices.csv'])('a file of a result that may not be read (%s) is a finding', async (name) => {
  locked.name = 'none'
  const out = join(folder(), 'out')
  const args = ['run', 'scenarios/minimal.yaml', '--set', 'fleet.phones.devices=10', '--devices', '--quiet']
  expect((await runInProcess([...args, '--set', 'fleet.laptops.devices=10', '--out', out])).code).toBe(0)
  locked.name = name
  const { code, stdout } = await runInProcess(['verify', out])
  expect([code, stdout.split('\n')[0]]).toEqual([1, `${join(out, name)}: cannot be read: permission denied`])
  expect(stdout).toContain('1 difference')
})
