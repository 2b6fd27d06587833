import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { endOf, startCommand } from '../helpers/command.ts'
import { temporaryFolders } from '../helpers/temporary-folder.ts'

const folder = temporaryFolders()
const SCENARIO = resolve('scenarios/minimal.yaml')
const KILLS = 40
const RUN = ['run', SCENARIO, '--out', 'result', '--quiet', '--devices', '--events']

test('killed at any moment, a run leaves the old result, the new one or none, never a part', async () => {
  const cwd = folder()
  const started = performance.now()
  const whole = await endOf(startCommand(RUN, { cwd }))
  expect(whole.code, whole.stderr).toBe(0)
  const usual = performance.now() - started

  for (let kill = 0; kill < KILLS; kill++) {
    const child = startCommand([...RUN, '--seed', `kill ${kill}`], { cwd })
    const ended = endOf(child)
    // Spread over the run, most of them over its end, where the files are written.
    const moment = usual * (0.5 + (0.7 * kill) / KILLS)
    setTimeout(() => child.kill('SIGKILL'), moment)
    await ended
    if (existsSync(join(cwd, 'result'))) expectWhole(join(cwd, 'result'))
  }
  const last = await endOf(startCommand(RUN, { cwd }))
  expect(last.code, last.stderr).toBe(0)
  expectWhole(join(cwd, 'result'))
  expect(readdirSync(cwd)).toEqual(['result'])
})

function expectWhole(path: string): void {
  const manifest = JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8'))
  for (const { name, size, sha256 } of manifest.files) {
    const bytes = readFileSync(join(path, name))
    expect(bytes.length).toBe(size)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
  }
}
