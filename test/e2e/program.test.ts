import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { input, runInProcess } from '../helpers/memory-io.ts'
import { BAD_SCENARIO, BREACHED_SCENARIO, SMALL_SCENARIO } from '../helpers/scenario-text.ts'
import { temporaryFolders } from '../helpers/temporary-folder.ts'

const temporaryFolder = temporaryFolders()

function scenarioFile(text = SMALL_SCENARIO, name = 'small.yaml'): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, text)
  return path
}

describe('handover', () => {
  it('explains itself and every command with examples, and lists the exit codes', async () => {
    const { code, stdout, stderr } = await runInProcess(['--help'])
    expect([code, stderr]).toEqual([0, ''])
    for (const exitCode of [0, 1, 2, 65, 98, 99, 130, 143]) expect(stdout).toMatch(new RegExp(`^ +${exitCode}  `, 'm'))
    for (const command of ['run', 'check', 'validate', 'verify', 'init', 'schema']) {
      const help = await runInProcess([command, '--help'])
      expect([command, help.code, help.stdout.includes(`Examples:\n  handover ${command}`)]).toEqual([command, 0, true])
    }
  })

  it('tells its version', async () => {
    expect(await runInProcess(['--version'])).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: '' })
  })

  it.each([
    [['rn', 'x'], 'Did you mean run?'],
    [[], 'Usage: handover'],
    [['run'], "missing required argument 'scenario'"],
    [['run', 'a.yaml', 'b.yaml'], 'too many arguments'],
    [['run', 'a.yaml', '--seeed', '1'], 'Did you mean --seed?'],
    [['run', 'a.yaml', '--set', 'horizon'], 'PATH=VALUE'],
    [['run', 'a.yaml', '--replications', '0'], 'whole number from 1'],
    [['run', 'a.yaml', '--replications', '1.5'], 'whole number from 1'],
    [['run', 'a.yaml', '--workers', 'abc'], 'whole number from 1'],
    [['run', 'a.yaml', '--replications', '2'], 'This version runs one replication'],
    [['run', 'a.yaml', '--max-memory', '8'], 'such as 512MiB or 8GiB'],
  ])('ends with 2 and a hint after %j', async (args, hint) => {
    const { code, stdout, stderr } = await runInProcess(args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(hint)
  })
})

describe('handover run', () => {
  it('prints the summary on standard output and everything else on standard error', async () => {
    const out = join(temporaryFolder(), 'out')
    const { code, stdout, stderr } = await runInProcess(['run', scenarioFile(), '--out', out])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Small move\nForty phones and ten kiosks\n/)
    expect(stdout).toContain('Managed by hybrid: time from the switch')
    expect(stdout).toContain('pass  time_to_50 <= 48h')
    expect(stderr).toContain(`Wrote 5 files to ${out}`)
    expect(readdirSync(out).sort()).toEqual(['gaps.csv', 'load.csv', 'manifest.json', 'summary.json', 'timeline.csv'])
  })

  it('prints one object with --json, whose summary is summary.json', async () => {
    const out = join(temporaryFolder(), 'out')
    const { code, stdout } = await runInProcess([
      'run',
      scenarioFile(),
      '--out',
      out,
      '--json',
      '--devices',
      '--events',
    ])
    const printed = JSON.parse(stdout)
    expect(code).toBe(0)
    expect(Object.keys(printed)).toEqual(['summary', 'thresholds', 'performance', 'outputs'])
    expect(printed.summary).toEqual(JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')))
    expect(Object.keys(printed.performance)).toEqual([
      'events',
      'engineSeconds',
      'wallSeconds',
      'workers',
      'peakMemoryMiB',
    ])
    expect(printed.outputs.files.map(({ name }: { name: string }) => name)).toEqual([
      'timeline.csv',
      'load.csv',
      'gaps.csv',
      'devices.csv',
      'events.csv',
      'summary.json',
    ])
  })

  it('writes the same bytes again from another file and into another folder, and other bytes from another seed', async () => {
    const parent = temporaryFolder()
    const bytes = async (name: string, ...more: string[]) => {
      const out = join(parent, name)
      await runInProcess([
        'run',
        scenarioFile(SMALL_SCENARIO, `${name}.yaml`),
        '--out',
        out,
        '--devices',
        '--events',
        ...more,
      ])
      return Object.fromEntries(readdirSync(out).map((file) => [file, readFileSync(join(out, file), 'utf8')]))
    }
    const first = await bytes('first')
    expect(await bytes('second')).toEqual(first)
    expect((await bytes('third', '--seed', 'other'))['timeline.csv']).not.toBe(first['timeline.csv'])
    expect(JSON.stringify(first)).not.toContain(parent)
  })

  it('says nothing with --quiet', async () => {
    const out = join(temporaryFolder(), 'out')
    expect(await runInProcess(['run', scenarioFile(), '--out', out, '--quiet'])).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    })
    expect(existsSync(join(out, 'manifest.json'))).toBe(true)
  })

  it('ends with 99 and writes its results when a threshold is breached', async () => {
    const out = join(temporaryFolder(), 'out')
    const { code, stderr } = await runInProcess(['run', scenarioFile(BREACHED_SCENARIO), '--out', out, '--quiet'])
    expect(code).toBe(99)
    expect(stderr).toMatch(/^error: threshold breached: management_gap_devices max <= 0 \(it is \d+\)\n$/)
    expect(existsSync(join(out, 'manifest.json'))).toBe(true)
  })

  it('ends with 65, every mistake and its place, and no folder after a bad scenario', async () => {
    const out = join(temporaryFolder(), 'out')
    const file = scenarioFile(BAD_SCENARIO)
    const { code, stdout, stderr } = await runInProcess(['run', file, '--out', out])
    expect([code, stdout, existsSync(out)]).toEqual([65, '', false])
    for (const place of ['6:1', '7:9', '15:15']) expect(stderr).toContain(`${file}:${place}: error: `)
    expect((await runInProcess(['run', scenarioFile(), '--out', out, '--set', 'horizon=8 hrs'])).code).toBe(65)
    expect((await runInProcess(['run', scenarioFile(), '--out', out, '--seed', 'é'])).code).toBe(65)
    expect(existsSync(out)).toBe(false)
  })

  it.each([
    ['missing.yaml', () => join(temporaryFolder(), 'missing.yaml'), 'no such file'],
    ['a folder', () => temporaryFolder(), 'is a folder'],
    ['a device', () => '/dev/zero', 'not a regular file'],
    ['more than 1 MiB', () => scenarioFile(`#${'x'.repeat(2 ** 20)}`), 'larger than 1 MiB'],
  ])('ends with 65 when the scenario is %s', async (_what, pathOf, said) => {
    const { code, stderr } = await runInProcess(['run', pathOf()])
    expect([code, stderr]).toEqual([65, expect.stringContaining(said)])
  })

  it('ends with 65 on text that is not UTF-8', async () => {
    const path = join(temporaryFolder(), 'latin.yaml')
    writeFileSync(path, Buffer.from('name: caf\xe9\n', 'latin1'))
    expect((await runInProcess(['run', path])).stderr).toContain('is not UTF-8')
    writeFileSync(path, Buffer.from('\ufeffname: x\n', 'utf16le'))
    expect((await runInProcess(['run', path])).stderr).toContain('save it as UTF-8')
  })

  it('reads standard input, also one that never ends', async () => {
    const out = join(temporaryFolder(), 'out')
    expect((await runInProcess(['run', '-', '--out', out, '--quiet'], { stdin: input(SMALL_SCENARIO) })).code).toBe(0)
    const endless = (async function* () {
      for (;;) yield 'x'.repeat(2 ** 16)
    })()
    expect((await runInProcess(['run', '-'], { stdin: endless })).stderr).toContain('<stdin>: is larger than 1 MiB')
  })

  it('refuses a folder of others before it simulates', async () => {
    const out = temporaryFolder()
    writeFileSync(join(out, 'thesis.doc'), 'years of work')
    const { code, stdout, stderr } = await runInProcess(['run', scenarioFile(), '--out', out])
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain(
      `error: ${out}: is not empty and holds no result of handover\nGive another folder with --out.\n`,
    )
    expect(readdirSync(out)).toEqual(['thesis.doc'])
  })

  it('stops when interrupted, leaves nothing and says how to run again', async () => {
    const parent = temporaryFolder()
    const interruption = new AbortController()
    interruption.abort(130)
    const args = ['run', scenarioFile(SMALL_SCENARIO, "it's.yaml"), '--out', join(parent, 'out')]
    const { code, stderr } = await runInProcess(args, { signal: interruption.signal })
    expect(code).toBe(130)
    expect(stderr).toContain('nothing was written')
    expect(stderr).toContain(`handover run '${args[1]!.replace("'", "'\\''")}' --out `)
    expect(readdirSync(parent)).toEqual([])
  })

  it('uses colour on a terminal only, and not with NO_COLOR', async () => {
    const printed = async (env: Record<string, string>, isTTY: boolean) => {
      let text = ''
      const stdout = { isTTY, columns: 80, write: (part: string) => (text += part) }
      await runInProcess(['run', scenarioFile(), '--out', join(temporaryFolder(), 'out')], { stdout, env })
      return text.includes('\u001b')
    }
    expect(await printed({}, true)).toBe(true)
    expect(await printed({ NO_COLOR: '1' }, true)).toBe(false)
    expect(await printed({ TERM: 'dumb' }, true)).toBe(false)
    expect(await printed({}, false)).toBe(false)
  })
})

describe('handover check', () => {
  it('prints what is wrong on standard output, counts it and ends with 65', async () => {
    const good = scenarioFile()
    const bad = scenarioFile(BAD_SCENARIO)
    const { code, stdout, stderr } = await runInProcess(['check', good, bad, 'missing.yaml'])
    expect([code, stderr]).toEqual([65, ''])
    expect(stdout).toContain(`${bad}:7:9: error: bucket: `)
    expect(stdout).toContain('error: missing.yaml: no such file')
    expect(stdout).toMatch(/\n4 errors, \d+ warnings? in 3 files\n$/)
  })

  it('ends with 0 when there are only warnings', async () => {
    const { code, stdout } = await runInProcess(['check', '-'], { stdin: input(SMALL_SCENARIO) })
    expect(code).toBe(0)
    expect(stdout).toMatch(/<stdin>:\d+:\d+: warning: .*\n0 errors, [1-9]\d* warnings? in 1 file\n$/s)
  })

  it('names the code of each finding, and leaves out those the scenario silences', async () => {
    const silent = `${SMALL_SCENARIO}silence: [ticket-needed, prerequisites]\n`
    const { stdout } = await runInProcess(['check', '-'], { stdin: input(SMALL_SCENARIO) })
    expect(stdout).toMatch(/warning: fleet\[1\]\.enrolment: 10 devices .*\[ticket-needed\]\n/)
    expect(stdout).toMatch(/note: change\.kind: .*\[prerequisites\]\n/)
    const { code, stdout: shorter } = await runInProcess(['check', '-'], { stdin: input(silent) })
    expect([code, shorter]).toEqual([0, '0 errors, 0 warnings in 1 file (2 silenced)\n'])
  })

  it('prints one object with --json', async () => {
    const { code, stdout } = await runInProcess(['check', scenarioFile(BAD_SCENARIO), scenarioFile(), '--json'])
    const { files, errors, silenced } = JSON.parse(stdout)
    expect([code, errors, silenced, files[0].diagnostics.length]).toEqual([65, 3, 0, 3])
    expect(files[1].diagnostics[0]).toMatchObject({ code: 'ticket-needed', severity: 'warning', devices: 10 })
  })
})

describe('handover verify', () => {
  async function result(...more: string[]): Promise<string> {
    const out = join(temporaryFolder(), 'out')
    await runInProcess([
      'run',
      scenarioFile(),
      '--out',
      out,
      '--quiet',
      '--seed',
      'kept',
      '--set',
      'horizon=5d',
      ...more,
    ])
    return out
  }

  it('replays a folder from its manifest, overrides and large files included', async () => {
    const out = await result('--devices', '--events')
    const { code, stdout } = await runInProcess(['verify', out])
    expect(code).toBe(0)
    expect(stdout).toContain(`${out}: the replay gives the same 6 files`)
  })

  it('finds a changed byte, a missing file and a changed manifest', async () => {
    const out = await result()
    const timeline = join(out, 'timeline.csv')
    writeFileSync(timeline, readFileSync(timeline, 'utf8').replace('1.000000', '0.999999'))
    const { code, stdout } = await runInProcess(['verify', out])
    expect(code).toBe(1)
    expect(stdout).toContain('timeline.csv: has another SHA-256')
    expect(stdout).toMatch(/timeline\.csv: line 2 is "2026.*", the replay has "2026/)

    const manifest = join(out, 'manifest.json')
    const written = JSON.parse(readFileSync(manifest, 'utf8'))
    writeFileSync(manifest, JSON.stringify({ ...written, scenario: { ...written.scenario, seed: 'other' } }))
    const { stdout: json } = await runInProcess(['verify', out, '--json'])
    const problems = JSON.parse(json).findings.map(({ problem }: { problem: string }) => problem.split(' ')[0])
    expect(problems).toEqual(expect.arrayContaining(['fingerprint', 'scenarioHash', 'seed']))
  })

  it('finds a changed row of a device and of an event, and a large file that is gone', async () => {
    const out = await result('--devices', '--events')
    for (const name of ['devices.csv', 'events.csv']) {
      const path = join(out, name)
      const text = readFileSync(path, 'utf8')
      writeFileSync(path, text.replace(/(?<=(?:.*\n){20})\d+/, '77'))
      const { code, stdout } = await runInProcess(['verify', out])
      expect([name, code]).toEqual([name, 1])
      expect(stdout).toMatch(new RegExp(`${name.replace('.', '\\.')}: line 21 is "77,.*, the replay has "\\d+,`))
      rmSync(path)
      const gone = (await runInProcess(['verify', out, '--json'])).stdout
      expect(JSON.parse(gone).findings).toEqual([{ file: name, problem: 'is missing' }])
      writeFileSync(path, text)
    }
    expect((await runInProcess(['verify', out])).code).toBe(0)
  })

  it('refuses a replay that needs more memory than it may take, with the option that allows it', async () => {
    const { code, stderr } = await runInProcess(['verify', await result(), '--max-memory', '10MiB'])
    expect([code, stderr]).toEqual([65, expect.stringMatching(/memory, more than the 0\.0 GiB.*\n.*--max-memory/)])
  })

  it('ends with 65 when there is no finished result', async () => {
    const empty = temporaryFolder()
    expect((await runInProcess(['verify', empty])).code).toBe(65)
    mkdirSync(join(empty, 'out'))
    writeFileSync(join(empty, 'out', 'manifest.json'), '{"program":"handover","files":[{"name":"../../etc/passwd"}]}')
    expect((await runInProcess(['verify', join(empty, 'out')])).code).toBe(65)
    expect((await runInProcess(['verify', join(empty, 'nowhere')])).stderr).toContain('no such file')
  })
})

describe('handover init', () => {
  it('writes a scenario that can be run, and never over another file', async () => {
    const path = join(temporaryFolder(), 'my-plan')
    expect((await runInProcess(['init', path])).code).toBe(0)
    expect((await runInProcess(['check', `${path}.yaml`])).code).toBe(0)
    writeFileSync(`${path}.yaml`, 'mine')
    const again = await runInProcess(['init', `${path}.yaml`])
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('exists already')])
    expect(readFileSync(`${path}.yaml`, 'utf8')).toBe('mine')
  })
})

describe('handover schema', () => {
  it('prints a JSON Schema that knows the fields of a scenario', async () => {
    const { code, stdout } = await runInProcess(['schema'])
    expect(code).toBe(0)
    expect(Object.keys(JSON.parse(stdout).properties)).toEqual(
      expect.arrayContaining(['fleet', 'change', 'thresholds']),
    )
  })
})
