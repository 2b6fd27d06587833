import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { endOf, startCommand, untilUnderWay } from '../helpers/command.ts'
import { SMALL_SCENARIO } from '../helpers/scenario-text.ts'
import { temporaryFolders } from '../helpers/temporary-folder.ts'

const temporaryFolder = temporaryFolders()

/** A folder with a scenario of `devices` phones. */
function workplace(devices: number): string {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'plan.yaml'), SMALL_SCENARIO.replace('devices: 40', `devices: ${devices}`))
  return folder
}

function filesOf(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]))
}

describe('handover run', () => {
  test('writes the same bytes with any number of workers', async () => {
    const folder = workplace(30_000)
    for (const workers of [1, 3]) {
      const args = ['run', 'plan.yaml', '--devices', '--json', '--workers', `${workers}`, '--out', `out-${workers}`]
      const { code, stdout, stderr } = await endOf(startCommand(args, { cwd: folder }))
      expect([code, stderr.includes('error')]).toEqual([0, false])
      expect(JSON.parse(stdout).performance.workers).toBe(workers)
    }
    const alone = filesOf(join(folder, 'out-1'))
    expect(Object.keys(alone)).toContain('devices.csv')
    expect(filesOf(join(folder, 'out-3'))).toEqual(alone)
  })

  test('refuses a run that needs more memory than it may take, with the option that allows it', async () => {
    const folder = workplace(5_000_000)
    // Where devices meet, the state of all of them is held.
    const station = ['--set', 'stations.service.ratePerMinute=1000']
    const args = ['run', 'plan.yaml', '--devices', ...station, '--workers', '2', '--max-memory', '1GiB']
    const { code, stdout, stderr } = await endOf(startCommand(args, { cwd: folder, timeout: 10_000 }))
    expect([code, stdout]).toEqual([65, ''])
    expect(stderr).toMatch(/error: scenario "Small move" needs about \d\.\d GiB of memory, more than the 1\.0 GiB/)
    expect(stderr).toMatch(/--max-memory \dGiB allows it/)
    expect(stderr).not.toMatch(/\n +at /)
    expect(readdirSync(folder)).toEqual(['plan.yaml'])
  })

  test('ends its workers when it is interrupted', async () => {
    const folder = workplace(3_000_000)
    const child = startCommand(['run', 'plan.yaml', '--workers', '3', '--out', 'out'], { cwd: folder })
    const ended = endOf(child)
    await untilUnderWay(child, folder)
    await sleep(500)
    const began = performance.now()
    child.kill('SIGINT')
    expect((await ended).code).toBe(130)
    expect(performance.now() - began).toBeLessThan(10_000)
    expect(readdirSync(folder)).toEqual(['plan.yaml'])
  })
})
