import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bash } from '../helpers/command.ts'
import { temporaryFolders } from '../helpers/temporary-folder.ts'

const folder = temporaryFolders()

const SCENARIO = `
name: a million devices
seed: million
fleet:
  - cohort: phones
    devices: 1000000
    platform: android
    presence: { kind: renewal, online: { exponential: 16h }, offline: { exponential: 8h } }
change: { kind: in-place, from: hybrid, to: intune, at: 1d }
`

test('a million devices run to the end, in memory that does not grow with the fleet', async () => {
  const cwd = folder()
  writeFileSync(join(cwd, 'million.yaml'), SCENARIO)
  const run = async (devices: number) => {
    const ended = await bash(`$HANDOVER run million.yaml --workers 1 --json --set fleet.0.devices=${devices}`, cwd)
    expect(ended.code, ended.stderr).toBe(0)
    return JSON.parse(ended.stdout)
  }
  const million = await run(1_000_000)
  expect(million.performance.events).toBeGreaterThan(50_000_000)
  expect(million.performance.peakMemoryMiB).toBeLessThan(300)
  const tenth = await run(100_000)
  expect(million.performance.peakMemoryMiB - tenth.performance.peakMemoryMiB).toBeLessThan(100)
})
