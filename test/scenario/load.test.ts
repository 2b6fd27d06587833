import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { starterScenario } from '../../src/scenario/starter.ts'
import { load, loaded, MINIMAL, RICH, scenarioOf } from './sample.ts'

const SHIPPED = new URL('../../scenarios/', import.meta.url)
const shipped = existsSync(SHIPPED) ? readdirSync(SHIPPED).filter((name) => name.endsWith('.yaml')) : []
const samples: [string, string][] = [
  ['the minimal one', MINIMAL],
  ['the rich one', RICH],
  ['the starter', starterScenario()],
  ['back to hybrid', MINIMAL.replace('from: hybrid, to: intune', 'from: intune, to: hybrid')],
  ['all off', `${MINIMAL}poll: off\npush: false\nchannelRenewal: off\nsupport: { openedAt: never }`],
  ...shipped.map((name): [string, string] => [name, readFileSync(new URL(name, SHIPPED), 'utf8')]),
]

describe('loading', () => {
  it('completes a scenario of name, seed, fleet and change alone', () => {
    const { scenario } = loaded(MINIMAL)
    expect(scenario).toMatchObject({
      name: 'minimal',
      description: '',
      seed: 's',
      startEpoch: Date.UTC(2026, 0, 5),
      timezone: 'UTC',
      horizon: 14 * 86_400_000,
      bucket: 900_000,
      channelRenewal: 15 * 86_400_000,
      stations: { service: null },
      thresholds: [],
    })
    expect(scenario.cohorts[0]).toMatchObject({
      enrolment: 'user',
      devicesPerUser: 1,
      owners: null,
      licensed: 1,
      dependsOn: null,
    })
    expect(scenario.cohorts[0]!.profiles.wifi).toEqual([{ rule: 'same-name', share: 1 }])
    expect(scenario.change).toMatchObject({
      dem: 'stays',
      waves: [],
      apns: { required: false, uploads: [], expiries: [], pushOnUpload: false },
    })
    expect(Object.values(scenario.change.settingsReady[0]!)).toEqual(Array(5).fill(Number.NEGATIVE_INFINITY))
    expect(scenario.poll).toEqual({
      interval: { ios: 28_800_000, ipados: 28_800_000, macos: 28_800_000, android: 28_800_000, windows: 28_800_000 },
      jitter: 0.05,
      onReconnect: 'overdue-poll',
      reconnectDelay: { kind: 'uniform', low: 0, high: 900_000 },
      viaPush: [],
    })
    expect(scenario.push).toEqual({
      enabled: true,
      detectDelay: { kind: 'uniform', low: 0, high: 300_000 },
      latency: { kind: 'lognormal', median: 30_000, p95: 300_000 },
      deadShare: 0.05,
      loss: 0.05,
      retries: 3,
      retryEvery: 1_800_000,
      timeToLive: { apple: 86_400_000, fcm: 28 * 86_400_000, wns: 0 },
      onSwitch: true,
      onWave: true,
      onReady: true,
      onLicence: true,
    })
    expect(scenario.retention).toMatchObject({ clock: 'change', model: 'local-timer', endsAt: 'new-settings' })
    expect(scenario.retention.max.vpn).toEqual({ kind: 'constant', value: 7 * 86_400_000 })
    expect(scenario.support).toMatchObject({ openedAt: scenario.change.at, devicesPerDay: 50 })
  })

  it.each(samples)('gives the same scenario from the JSON of the document it returns: %s', (_, text) => {
    const first = loaded(text)
    const second = loaded(JSON.stringify(first.document))
    expect(second.scenario).toEqual(first.scenario)
    expect(second.document).toEqual(first.document)
    // Fields that are written out stand elsewhere than those left to their default.
    const found = ({ warnings }: typeof first) => warnings.map(({ code, path }) => `${code} ${path}`).sort()
    expect(found(second)).toEqual(found(first))
  })

  it('reads indented JSON, tabs included', () => {
    const { document, scenario } = loaded(RICH)
    expect(loaded(JSON.stringify(document, null, 2)).scenario).toEqual(scenario)
    expect(loaded(JSON.stringify(document, null, '\t')).scenario).toEqual(scenario)
  })

  it('takes a byte order mark and Windows line ends', () => {
    expect(scenarioOf(`\uFEFF${MINIMAL.replaceAll('\n', '\r\n')}`)).toEqual(scenarioOf(MINIMAL))
  })

  it('overrides the seed', () => {
    expect(scenarioOf(MINIMAL, { seed: '0x10: yes' }).seed).toBe('0x10: yes')
    expect(loaded(MINIMAL, { seed: 'other' }).document.seed).toBe('other')
    expect(load(MINIMAL, { seed: 'größe' })).toMatchObject({
      ok: false,
      diagnostics: [{ file: '--seed', line: 0, path: 'seed', value: 'größe' }],
    })
  })

  it('takes a seed of digits as text, every digit of it', () => {
    expect(scenarioOf(MINIMAL.replace('seed: s', 'seed: 42')).seed).toBe('42')
    expect(scenarioOf(MINIMAL.replace('seed: s', 'seed: 007')).seed).toBe('007')
    expect(scenarioOf(MINIMAL, { set: ['seed=12345678901234567890'] }).seed).toBe('12345678901234567890')
  })

  it('takes off and false alike', () => {
    for (const off of ['off', 'false']) {
      const scenario = scenarioOf(`${MINIMAL}poll: ${off}\npush: ${off}\nchannelRenewal: ${off}`)
      expect(new Set(Object.values(scenario.poll.interval))).toEqual(new Set([null]))
      expect(scenario.push.enabled).toBe(false)
      expect(scenario.channelRenewal).toBeNull()
    }
  })
})
