import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { bash, endOf, startCommand, untilUnderWay } from '../helpers/command.ts'
import { BAD_SCENARIO, SMALL_SCENARIO } from '../helpers/scenario-text.ts'
import { temporaryFolders } from '../helpers/temporary-folder.ts'

const temporaryFolder = temporaryFolders()

/** A folder with `small.yaml`, and `large.yaml` that runs for seconds. */
function workplace(): string {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'small.yaml'), SMALL_SCENARIO)
  writeFileSync(join(folder, 'large.yaml'), SMALL_SCENARIO.replace('devices: 40', 'devices: 1000000'))
  writeFileSync(join(folder, 'bad.yaml'), BAD_SCENARIO)
  return folder
}

/** Starts a long run into `out` and waits until it is under way. */
async function startLong(folder: string) {
  const child = startCommand(['run', 'large.yaml', '--out', 'out'], { cwd: folder })
  const ended = endOf(child)
  await untilUnderWay(child, folder)
  await sleep(100)
  return { child, ended }
}

describe('the built command', () => {
  it('runs the main path: init, check, run, verify', async () => {
    const folder = temporaryFolder()
    const line =
      '$HANDOVER init plan && $HANDOVER check plan.yaml && $HANDOVER run plan.yaml && $HANDOVER verify output/plan'
    const { code, stdout, stderr } = await bash(line, folder)
    expect([code, stderr.includes('Wrote 5 files to output/plan')]).toEqual([0, true])
    expect(stdout).toContain('0 errors')
    expect(stdout).toContain('output/plan: the replay gives the same 4 files')
    expect(stdout + stderr).not.toContain('\u001b')
    expect(readdirSync(join(folder, 'output'))).toEqual(['plan'])
  })

  it('survives a reader that goes away', async () => {
    const folder = workplace()
    const { code, stdout, stderr } = await bash(
      '$HANDOVER run small.yaml 2>&1 | head -1; $HANDOVER schema | true',
      folder,
    )
    expect([code, stderr, stdout.split('\n').length]).toEqual([0, '', 2])
  })

  it('says so when standard output is full', async () => {
    const { code, stderr } = await bash('$HANDOVER schema > /dev/full', workplace())
    expect([code, stderr]).toEqual([1, 'error: standard output: no space left on the device\n'])
  })

  it('shows no stack trace for bad input, and ends with its code', async () => {
    const folder = workplace()
    const line =
      'for file in bad.yaml none.yaml .; do $HANDOVER run $file; echo $?; done; mkfifo pipe; $HANDOVER run pipe; echo $?'
    const { stdout, stderr } = await bash(line, folder)
    expect(stdout).toBe('65\n65\n65\n65\n')
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(existsSync(join(folder, 'output'))).toBe(false)
  })

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends within two seconds of %s with %d and leaves nothing', async (signal, code) => {
    const folder = workplace()
    const { child, ended } = await startLong(folder)
    const before = readdirSync(folder).length
    const sent = performance.now()
    child.kill(signal)
    const end = await ended
    expect(performance.now() - sent).toBeLessThan(2000)
    expect([end.code, end.stdout]).toEqual([code, ''])
    expect(end.stderr).toContain('nothing was written. To run it again: handover run large.yaml --out out')
    expect(before).toBeGreaterThan(3)
    expect(readdirSync(folder).sort()).toEqual(['bad.yaml', 'large.yaml', 'small.yaml'])
  })

  it('killed at any moment leaves a complete result or none, and the next run sweeps up', async () => {
    const folder = workplace()
    const out = join(folder, 'out')
    for (const delay of [0, 60, 120, 180]) {
      const child = startCommand(['run', 'small.yaml', '--out', 'out', '--devices', '--events'], { cwd: folder })
      const ended = endOf(child)
      while (child.exitCode === null && !readdirSync(folder).some((name) => name.startsWith('.handover-')))
        await sleep(2)
      await sleep(delay)
      child.kill('SIGKILL')
      await ended
      if (existsSync(out)) expect(existsSync(join(out, 'manifest.json'))).toBe(true)
    }
    const { code } = await bash('$HANDOVER run small.yaml --out out --quiet && $HANDOVER verify out', folder)
    expect(code).toBe(0)
    expect(readdirSync(folder).sort()).toEqual(['bad.yaml', 'large.yaml', 'out', 'small.yaml'])
  })

  it('started twice into one folder runs once and says who is writing', async () => {
    const folder = workplace()
    const { child, ended } = await startLong(folder)
    const second = await endOf(startCommand(['run', 'small.yaml', '--out', 'out'], { cwd: folder }))
    child.kill('SIGTERM')
    await ended
    expect([second.code, second.stderr]).toEqual([
      1,
      expect.stringContaining(`another run is writing to it (process ${child.pid}`),
    ])
  })

  it('finds an unwritable place before it simulates', async () => {
    const folder = workplace()
    const { code, stderr, milliseconds } = await bash('$HANDOVER run large.yaml --out /proc/out', folder)
    expect([code, stderr]).toEqual([1, expect.stringContaining('error: /proc/out: ')])
    expect(milliseconds).toBeLessThan(2000)
  })

  const mountable = process.platform === 'linux' && process.getuid?.() === 0 && canMount()

  it.skipIf(!mountable)('keeps the old result when the disk is full, and says what it needs', async () => {
    const folder = workplace()
    const disk = join(folder, 'disk')
    mkdirSync(disk)
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=300k', 'tmpfs', disk])
    try {
      const { code, stderr } = await bash(
        '$HANDOVER run small.yaml --out disk/out --quiet && cp disk/out/manifest.json . && $HANDOVER run small.yaml --out disk/out --quiet --events --set bucket=10m',
        folder,
      )
      expect(code).toBe(1)
      expect(stderr).toMatch(/error: disk\/out\/\w+\.csv: no space left on the device; the files need \d{6,} bytes/)
      expect(readFileSync(join(disk, 'out', 'manifest.json'))).toEqual(readFileSync(join(folder, 'manifest.json')))
      expect(readdirSync(disk)).toEqual(['out'])
    } finally {
      spawnSync('umount', [disk])
    }
  })
})

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'handover-mount-'))
  try {
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', folder]).status !== 0) return false
    return spawnSync('umount', [folder]).status === 0
  } finally {
    rmdirSync(folder)
  }
}
