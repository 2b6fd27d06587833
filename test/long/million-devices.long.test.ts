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
  const run = async (devices: number, more = '') => {
    const line = `$HANDOVER run million.yaml --workers 1 --json --set fleet.0.devices=${devices} ${more}`
    const ended = await bash(line, cwd)
    expect(ended.code, ended.stderr).toBe(0)
    return JSON.parse(ended.stdout)
  }
  const million = await run(1_000_000)
  expect(million.performance.events).toBeGreaterThan(50_000_000)
  expect(million.performance.peakMemoryMiB).toBeLessThan(300)
  const rows = await run(1_000_000, '--devices')
  expect(rows.performance.peakMemoryMiB).toBeLessThan(300)
  const tenth = await run(100_000)
  expect(million.performance.peakMemoryMiB - tenth.performance.peakMemoryMiB).toBeLessThan(100)
})

test('rows of devices and events go to the disk as they come: a run with them takes a constant more memory', async () => {
  const cwd = folder()
  writeFileSync(join(cwd, 'plan.yaml'), SCENARIO)
  const peak = async (devices: number, more = '') => {
    const run = `$HANDOVER run plan.yaml --workers 1 --json --set fleet.0.devices=${devices} ${more}`
    const ended = await bash(run, cwd)
    expect(ended.code, ended.stderr).toBe(0)
    return JSON.parse(ended.stdout).performance.peakMemoryMiB
  }
  const bare = await peak(100_000)
  const written = await peak(100_000, '--devices --events')
  expect(written - bare).toBeLessThan(192)
  expect((await peak(300_000, '--devices --events')) - written).toBeLessThan(64)

  // Devices that meet are simulated together: their state grows with the fleet, the events that wait do not.
  const station = '--set stations.service.ratePerMinute=1000'
  const together = await peak(100_000, station)
  expect((await peak(100_000, `${station} --events`)) - together).toBeLessThan(192)
})

test('a result with rows of devices and events is replayed in as little memory', async () => {
  const cwd = folder()
  writeFileSync(join(cwd, 'plan.yaml'), SCENARIO)
  const line = [
    '$HANDOVER run plan.yaml --out out --quiet --devices --events --set fleet.0.devices=100000',
    'NODE_OPTIONS=--max-old-space-size=96 $HANDOVER verify out --max-memory 512MiB',
  ].join(' && ')
  const { code, stdout, stderr } = await bash(line, cwd)
  expect(code, stderr).toBe(0)
  expect(stdout).toContain('the replay gives the same 6 files')
})
