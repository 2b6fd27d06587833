import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Story } from '../../src/report/story/story.ts'
import { input, runInProcess } from '../helpers/memory-io.ts'
import { BAD_SCENARIO, SMALL_SCENARIO } from '../helpers/scenario-text.ts'

const stdin = () => ({ stdin: input(SMALL_SCENARIO) })
const small = (...args: string[]) => runInProcess(['explain', '-', ...args], stdin())

describe('handover explain', () => {
  it('tells a story on stdout and nothing on stderr', async () => {
    const { code, stdout, stderr } = await small('--device', '1')
    expect(code).toBe(0)
    expect(stdout).toContain('Device 1: phones/1\nSmall move, device 1 of 50\n')
    for (const heading of ['In short', 'What happens', 'Its gaps', 'What would have helped', 'The rules']) {
      expect(stdout).toContain(`\n${heading}`)
    }
    expect(stderr).toBe('')
  })

  it('knows a device by its number or by its cohort and its number there', async () => {
    const { stdout } = await small('--device', '43')
    expect(stdout).toContain('Device 43: kiosks/3')
    expect((await small('--device', 'kiosks/3')).stdout).toBe(stdout)
  })

  it.each([
    ['0', 'there are 1 to 50'],
    ['51', 'there are 1 to 50'],
    ['-3', 'there are 1 to 50'],
    ['1.5', 'there are 1 to 50'],
    ['kiosks', 'there are 1 to 50'],
    ['desks/1', 'there are 1 to 50'],
    ['kiosks/11', 'cohort kiosks has devices kiosks/1 to kiosks/10'],
    ['kiosks/0', 'cohort kiosks has devices kiosks/1 to kiosks/10'],
  ])('refuses the device %s with one error that tells the range', async (id, range) => {
    const { code, stdout, stderr } = await small(`--device=${id}`)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(`error: --device ${id}: `)
    expect(stderr).toContain(range)
    expect(stderr.match(/error:/g)).toHaveLength(1)
  })

  it('ends with 2 without a device, and with 65 for a bad scenario or none', async () => {
    expect((await runInProcess(['explain', '-'], stdin())).code).toBe(2)
    const bad = await runInProcess(['explain', '-', '-d', '1'], { stdin: input(BAD_SCENARIO) })
    expect(bad.code).toBe(65)
    expect(bad.stderr).toContain('androd')
    expect((await runInProcess(['explain', 'no-such-file.yaml', '-d', '1'])).code).toBe(65)
  })

  it('prints one object with --json: the device, all its steps, gaps and advice', async () => {
    const { code, stdout } = await small('--device', 'kiosks/3', '--json')
    expect(code).toBe(0)
    const story = JSON.parse(stdout) as Story
    expect(story.device).toMatchObject({ device: 43, devices: 50, cohort: 'kiosks', index: 3, mainCause: 'ticket' })
    expect(story.steps.find(({ event }) => event === 'change')).toMatchObject({
      time: '2026-03-04T09:00:00+01:00',
      offset: 57 * 3_600_000,
      detail: 'none',
      words: expect.stringContaining('waits for support'),
      rule: expect.stringContaining('support.leadTime median 5d, p95 20d (assumption)'),
    })
    expect(story.gaps.map(({ gap }) => gap)).toEqual(['management'])
    expect(story.advice[0]).toMatchObject({ cause: 'ticket', set: expect.stringContaining('switchDevices') })
  })

  it('takes a seed and overrides, so that a piece of advice can be tried', async () => {
    const first = (await small('--device', '1')).stdout
    expect((await small('--device', '1', '--seed', 'other')).stdout).not.toBe(first)
    const set = 'change.actions.0={ at: -1h, kind: switchDevices, cohorts: ["kiosks"] }'
    const { stdout } = await small('--device', 'kiosks/3', '--set', set)
    expect(stdout).toContain('Switched from Intune to hybrid ahead of the tenant')
    expect(stdout).not.toContain('waiting for support')
  })

  it('says on stderr that all devices are simulated where they wait for one another, unless quiet', async () => {
    const args = ['--device', '1', '--set', 'stations.service.ratePerMinute=1']
    const { stdout, stderr } = await small(...args)
    expect(stderr).toBe('Devices wait for one another here: all 50 are simulated.\n')
    const quiet = await small(...args, '--quiet')
    expect(quiet).toEqual({ code: 0, stdout, stderr: '' })
  })

  it('has help with examples', async () => {
    const { code, stdout } = await runInProcess(['explain', '--help'])
    expect(code).toBe(0)
    expect(stdout).toContain('handover explain plan.yaml --device kiosks/7')
  })

  it('reads a file as it reads standard input', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'explain-')), 'plan.yaml')
    writeFileSync(file, SMALL_SCENARIO)
    expect((await runInProcess(['explain', file, '-d', '7'])).stdout).toBe((await small('-d', '7')).stdout)
  })
})
