import { describe, expect, it } from 'vitest'
import { MINIMAL, RICH, scenarioOf } from './sample.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

function presence(text: string, rest = '') {
  return scenarioOf(`${MINIMAL.replace('presence: always', `presence: ${text}`)}${rest}`).cohorts[0]!.presence
}

function changeOf(fields: string) {
  return scenarioOf(MINIMAL.replace('at: 1d }', `at: 2d, ${fields} }`)).change
}

function back(fields = '') {
  return scenarioOf(MINIMAL.replace('from: hybrid, to: intune', `from: intune, to: hybrid, apns: { ${fields} }`)).change
    .apns
}

describe('a distribution', () => {
  const latency = (text: string) => scenarioOf(`${MINIMAL}push: { latency: ${text} }`).push.latency

  it.each([
    ['5m', { kind: 'constant', value: 5 * MINUTE }],
    ['{ uniform: [0m, 15m] }', { kind: 'uniform', low: 0, high: 15 * MINUTE }],
    ['{ uniform: [5m, 5m] }', { kind: 'constant', value: 5 * MINUTE }],
    ['{ exponential: 6h }', { kind: 'exponential', mean: 6 * HOUR }],
    ['{ lognormal: { median: 30s, p95: 5m } }', { kind: 'lognormal', median: 30_000, p95: 5 * MINUTE }],
    ['{ lognormal: { median: 5m, p95: 5m } }', { kind: 'constant', value: 5 * MINUTE }],
    ['{ weibull: { scale: 8h, shape: 0.7 } }', { kind: 'weibull', scale: 8 * HOUR, shape: 0.7 }],
    ['{ triangular: [1h, 2h, 7h] }', { kind: 'triangular', min: HOUR, mode: 2 * HOUR, max: 7 * HOUR }],
    ['{ triangular: [1h, 1h, 1h] }', { kind: 'constant', value: HOUR }],
    ['{ empirical: [5m, 30s, 1m, 30s] }', { kind: 'empirical', values: [30_000, 30_000, MINUTE, 5 * MINUTE] }],
    ['{ empirical: [5m] }', { kind: 'constant', value: 5 * MINUTE }],
  ])('%s is in milliseconds', (text, expected) => {
    expect(latency(text)).toEqual(expected)
  })
})

describe('a presence', () => {
  it('may be a bare word where it needs no parameters', () => {
    expect(presence('always')).toEqual({ kind: 'always' })
    expect(presence('dormant')).toEqual({ kind: 'dormant', lastSeen: 30 * DAY })
    expect(presence('weekly')).toEqual(
      presence(
        "{ kind: weekly, days: [mon, tue, wed-fri], from: '08:00', to: '18:00', attendance: 0.9, overnight: 0, spread: 30m }",
      ),
    )
  })

  it('of seldom visits alternates visits with exponential absences', () => {
    expect(presence('{ kind: rare, every: 3d, length: { uniform: [1h, 2h] } }')).toEqual({
      kind: 'renewal',
      online: { kind: 'uniform', low: HOUR, high: 2 * HOUR },
      offline: { kind: 'exponential', mean: 3 * DAY },
    })
  })

  it('of intervals is clipped to the run, sorted and joined', () => {
    expect(presence("{ kind: trace, online: [[3d, 90d], ['-2d', 1h], [5h, 6h], [6h, 7h], [8h, 8h]] }")).toEqual({
      kind: 'trace',
      online: [
        [0, HOUR],
        [5 * HOUR, 7 * HOUR],
        [3 * DAY, 14 * DAY],
      ],
    })
    expect(presence('{ kind: trace, online: [] }')).toEqual({ kind: 'trace', online: [] })
  })

  it('of several kinds keeps their shares', () => {
    expect(
      presence('{ kind: mixture, of: [{ share: 0.9, presence: always }, { share: 0.1, presence: dormant }] }'),
    ).toEqual({
      kind: 'mixture',
      of: [
        { share: 0.9, presence: { kind: 'always' } },
        { share: 0.1, presence: { kind: 'dormant', lastSeen: 30 * DAY } },
      ],
    })
  })
})

describe('the plan', () => {
  it('concerns all cohorts where it names none', () => {
    const { change } = scenarioOf(RICH)
    expect(change.waves.map(({ cohorts }) => cohorts)).toEqual([[0, 1, 2], [0]])
    expect(change.campaigns[0]!.cohorts).toEqual([0, 1, 2])
    expect(change.actions.map(({ cohorts, share }) => [cohorts, share])).toEqual([
      [[2], 1],
      [[1, 2], 0.5],
    ])
  })

  it('has a wave of everybody where neither share nor count is given', () => {
    const { waves } = changeOf(
      'waves: [{ name: a, at: 1h }, { name: b, at: 2h, share: 0.5 }, { name: c, at: 3h, count: 9 }]',
    )
    expect(waves.map(({ share, count }) => [share, count])).toEqual([
      [null, null],
      [0.5, null],
      [null, 9],
    ])
  })

  it('takes one time for all settings', () => {
    expect(
      changeOf('settingsReady: +6h, waves: [{ name: a, at: 1h }]').settingsReady.map(({ wifi, vpn }) => [wifi, vpn]),
    ).toEqual([
      [54 * HOUR, 54 * HOUR],
      [54 * HOUR, 54 * HOUR],
    ])
  })

  it('takes settings by kind and by wave, the entry of a wave first', () => {
    const { settingsReady } = changeOf(
      'settingsReady: { wifi: +6h, a: 1h, b: { vpn: 2h } }, waves: [{ name: a, at: 1h }, { name: b, at: 2h }]',
    )
    const never = Number.NEGATIVE_INFINITY
    expect(settingsReady.map(({ wifi, vpn, email }) => [wifi, vpn, email])).toEqual([
      [HOUR, HOUR, HOUR],
      [54 * HOUR, 2 * HOUR, never],
      [54 * HOUR, never, never],
    ])
  })

  it('is not misled by names that objects have by nature', () => {
    const { settingsReady } = changeOf(
      'settingsReady: { wifi: 1h }, waves: [{ name: toString, at: 1h }, { name: __proto__, at: 2h }]',
    )
    expect(settingsReady.map(({ wifi }) => wifi)).toEqual([HOUR, HOUR, HOUR])
  })

  it('needs an Apple push certificate from Intune to hybrid, uploaded after four hours unless it says otherwise', () => {
    expect(back()).toEqual({
      required: true,
      uploads: [{ at: 28 * HOUR, topic: 'original' }],
      expiries: [],
      pushOnUpload: false,
    })
    expect(back('uploads: never').uploads).toEqual([])
    expect(back('required: false')).toMatchObject({ required: false, uploads: [] })
    expect(changeOf('apns: { required: true }').apns.uploads).toEqual([{ at: 52 * HOUR, topic: 'original' }])
    expect(changeOf('apns: {}').apns).toMatchObject({ required: false, uploads: [] })
  })

  it('has uploads and expiries in the order of time', () => {
    const apns = back('uploads: [{ at: +100h, topic: original }, { at: +4h, topic: changed }], expires: [+9d, +3d]')
    expect(apns.uploads.map(({ at, topic }) => [at, topic])).toEqual([
      [28 * HOUR, 'changed'],
      [124 * HOUR, 'original'],
    ])
    expect(apns.expiries).toEqual([4 * DAY, 10 * DAY])
  })
})

describe('the services', () => {
  it('have a poll interval for each platform', () => {
    expect(scenarioOf(RICH).poll.interval).toEqual({
      ios: 4 * HOUR,
      ipados: 8 * HOUR,
      macos: 8 * HOUR,
      android: 8 * HOUR,
      windows: null,
    })
  })

  it('keep every profile for one time, or each kind for its own', () => {
    expect(scenarioOf(`${MINIMAL}retention: { max: { uniform: [1d, 7d] } }`).retention.max.wifi).toEqual({
      kind: 'uniform',
      low: DAY,
      high: 7 * DAY,
    })
    const { max } = scenarioOf(`${MINIMAL}retention: { max: { wifi: 3d } }`).retention
    expect([max.wifi, max.vpn]).toEqual([
      { kind: 'constant', value: 3 * DAY },
      { kind: 'constant', value: 7 * DAY },
    ])
  })

  it('answer a ticket in working time unless support is open around the clock', () => {
    const { leadTime, hours } = scenarioOf(MINIMAL).support
    expect(leadTime).toEqual({ kind: 'lognormal', median: 50 * HOUR, p95: 200 * HOUR })
    expect(hours?.filter(([from]) => from >= 0 && from < 7 * DAY)).toEqual(
      [0, 1, 2, 3, 4].map((day) => [day * DAY + 8 * HOUR, day * DAY + 18 * HOUR]),
    )
    expect(scenarioOf(`${MINIMAL}support: { hours: always }`).support).toMatchObject({
      leadTime: { median: 5 * DAY },
      hours: null,
    })
  })

  it('are closed on holidays, and cover the whole run', () => {
    const { hours } = scenarioOf(`${MINIMAL}holidays: [2026-01-06]`).support
    expect(hours?.some(([from]) => from >= DAY && from < 2 * DAY)).toBe(false)
    expect(hours?.at(-1)).toEqual([16 * DAY + 8 * HOUR, 16 * DAY + 18 * HOUR])
  })

  it('have working hours from before a ticket that is opened before the start', () => {
    const { openedAt, hours } = scenarioOf(`${MINIMAL}support: { openedAt: '-30d' }`).support
    expect(openedAt).toBe(-29 * DAY)
    expect(hours?.at(0)?.at(0)).toBeLessThan(-29 * DAY)
  })

  it('have tickets that are never opened', () => {
    expect(scenarioOf(`${MINIMAL}support: { openedAt: never }`).support.openedAt).toBeNull()
    expect(scenarioOf(`${MINIMAL}support: { openedAt: '-6h' }`).support.openedAt).toBe(18 * HOUR)
  })
})
