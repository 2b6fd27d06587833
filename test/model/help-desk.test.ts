import { describe, expect, test } from 'vitest'
import {
  clock,
  cohort,
  type Document,
  flowsOf,
  HOUR,
  NO_PROFILES,
  online,
  POLL,
  PUSH,
  runOf,
  storyOf,
  timesOf,
} from '../helpers/story.ts'

const EMAIL = { ...NO_PROFILES, email: 'same-name' }
/** A kind that is gone at the change and never comes back: no call cures that. */
const FORGOTTEN = { ...NO_PROFILES, email: 'unassigned' }

/** Devices whose profiles are gone at the switch, after 24 h; their users call an hour later and talk for ten minutes. */
function calling(helpDesk: Document = {}, fields: Document = {}): Document {
  return {
    fleet: [cohort({ profiles: FORGOTTEN })],
    retention: { max: '0d' },
    helpDesk: { agents: 1, handling: '10m', hours: 'always', callAfter: '1h', ...helpDesk },
    horizon: '30h',
    ...fields,
  }
}

function calls(document: Document) {
  return storyOf(document, 'call')
}

async function column(document: Document, name: string): Promise<readonly number[]> {
  return [...((await runOf(document)).load.columns.get(name) ?? [])]
}

describe('a user whose device has a gap', () => {
  test('calls after a time, and again the same time after the end of each call', async () => {
    expect(await calls(calling({}, { horizon: '27h' }))).toEqual([
      '25:00:00 1 call-opened',
      '25:10:00 1 call-closed',
      '26:10:00 1 call-opened',
      '26:20:00 1 call-closed',
    ])
  })

  test('does not call about a gap in management alone', async () => {
    expect(await calls(calling({}, { fleet: [cohort()] }))).toEqual([])
  })

  test('does not call when the gap has closed before', async () => {
    const fleet = [cohort({ profiles: EMAIL })]
    const campaigns = [{ at: '24h 59m', response: 1, delay: '0s' }]
    expect(await calls(calling({}, { fleet, change: { campaigns } }))).toEqual([])
  })

  test('does not call for a device that is never online', async () => {
    expect(
      await calls(calling({}, { fleet: [cohort({ profiles: FORGOTTEN, presence: { kind: 'dormant' } })] })),
    ).toEqual([])
  })

  test('is somebody: devices without a user do not call', async () => {
    expect(await calls(calling({}, { fleet: [cohort({ profiles: FORGOTTEN, enrolment: 'userless' })] }))).toEqual([])
    expect(await calls(calling({}, { fleet: [cohort({ profiles: FORGOTTEN, enrolment: 'dem' })] }))).not.toEqual([])
  })
})

describe('the line', () => {
  const three = [cohort({ devices: 3, profiles: FORGOTTEN })]

  test('is served first come, first served, of those at one instant the lower device first', async () => {
    const waves = [{ name: 'early', at: '23h 55m', cohorts: ['tablets'] }]
    const fleet = [
      cohort({ devices: 2, profiles: FORGOTTEN }),
      cohort({ cohort: 'tablets', devices: 1, profiles: FORGOTTEN }),
    ]
    expect(await calls(calling({}, { fleet, change: { waves }, horizon: '25h 30m' }))).toEqual([
      '24:55:00 3 call-opened',
      '25:00:00 1 call-opened',
      '25:00:00 2 call-opened',
      '25:05:00 3 call-closed',
      '25:15:00 1 call-closed',
      '25:25:00 2 call-closed',
    ])
  })

  test('is served by as many agents as there are', async () => {
    const document = calling({ agents: 2 }, { fleet: three, horizon: '26h' })
    expect((await timesOf(document, 'call-closed')).map(clock)).toEqual(['25:10:00', '25:10:00', '25:20:00'])
  })

  test('waits for the opening, and a call that has begun is finished after closing', async () => {
    // The change is on a Tuesday at 16:45; the help desk closes at 18:00.
    const document = calling({ hours: 'business' }, { fleet: three, change: { at: '40h 45m' }, horizon: '56h 15m' })
    expect(await storyOf(document, 'call-closed')).toEqual([
      '41:55:00 1 call-closed',
      '42:05:00 2 call-closed',
      '56:10:00 3 call-closed',
    ])
  })

  test('is served at once by a help desk that is open at the start', async () => {
    const document = calling({ hours: 'business' }, { start: '2026-03-02T09:00', change: { at: '0h' }, horizon: '2h' })
    expect(await calls(document)).toEqual(['01:00:00 1 call-opened', '01:10:00 1 call-closed'])
  })

  test('is left by those whose patience is over, who call again later', async () => {
    const document = calling(
      { patience: '5m' },
      { fleet: [cohort({ devices: 2, profiles: FORGOTTEN })], horizon: '26h 10m' },
    )
    expect(await calls(document)).toEqual([
      '25:00:00 1 call-opened',
      '25:00:00 2 call-opened',
      '25:05:00 2 call-abandoned',
      '25:10:00 1 call-closed',
      '26:05:00 2 call-opened',
    ])
  })

  test('is not left by those who are served at the instant at which their patience is over', async () => {
    const fleet = [cohort({ devices: 2, profiles: FORGOTTEN })]
    expect(await flowsOf(calling({ patience: '10m' }, { fleet, horizon: '26h' }))).not.toHaveProperty('calls_abandoned')
  })

  test('has nobody in it without any patience, but free agents are found', async () => {
    const document = calling({ patience: '0s' }, { fleet: three, horizon: '26h' })
    const { calls_closed, calls_abandoned } = await flowsOf(document)
    expect({ calls_closed, calls_abandoned }).toEqual({ calls_closed: 1, calls_abandoned: 2 })
  })

  test('is left when the gap closes', async () => {
    const fleet = [cohort({ devices: 2, profiles: EMAIL })]
    const campaigns = [{ at: '25h 4m', response: 1, delay: '0s' }]
    expect(await calls(calling({}, { fleet, change: { campaigns } }))).toEqual([
      '25:00:00 1 call-opened',
      '25:00:00 2 call-opened',
      '25:04:00 2 call-abandoned',
      '25:10:00 1 call-closed',
    ])
  })

  test('has a length and a share of the agents at work', async () => {
    const document = calling({ handling: '15m', callAfter: '75m' }, { fleet: three, horizon: '26h 30m' })
    expect((await column(document, 'help_desk_queue')).slice(100, 105)).toEqual([0, 2, 1, 0, 0])
    expect((await column(document, 'help_desk_busy')).slice(100, 105)).toEqual([0, 1, 1, 1, 0])
  })
})

describe('the end of a call', () => {
  const one = (fields: Document) => [cohort({ profiles: EMAIL, ...fields })]
  const words = ['call', 'checkin', 'online', 'state', 'kind-over', 'enrol']

  test('has a device that waits for a check-in make one', async () => {
    expect(await storyOf(calling({}, { fleet: one({}) }), ...words)).toEqual([
      '24:00:00 1 state-pending',
      '25:00:00 1 call-opened',
      '25:10:00 1 call-closed',
      '25:10:00 1 checkin-ok company_portal',
      '25:10:00 1 kind-overwritten email',
      '25:10:00 1 state-managed_new',
    ])
  })

  test('has a device that is offline check in when it is next online', async () => {
    const fleet = one({ presence: online([0, 2], [26, 30]) })
    expect(await storyOf(calling({}, { fleet }), ...words)).toEqual(
      [
        '02:00:00 1 offline',
        '24:00:00 1 state-pending',
        '25:00:00 1 call-opened',
        '25:10:00 1 call-closed',
        '26:00:00 1 online',
        '26:00:00 1 checkin-ok company_portal',
        '26:00:00 1 kind-overwritten email',
        '26:00:00 1 state-managed_new',
      ].filter((line) => !line.includes('offline')),
    )
  })

  test('of a second call in one gap has the device enrolled anew', async () => {
    const fleet = one({ presence: online([0, 2], [28, 30]) })
    const enrolment = { duration: '5m', failure: 0 }
    expect(await storyOf(calling({}, { fleet, enrolment }), ...words)).toEqual(
      [
        '24:00:00 1 state-pending',
        '25:00:00 1 call-opened',
        '25:10:00 1 call-closed',
        '26:10:00 1 call-opened',
        '26:20:00 1 call-closed',
        '27:20:00 1 call-opened',
        '27:30:00 1 call-closed',
        '28:00:00 1 online',
        '28:00:00 1 state-unenrolled',
        '28:00:00 1 state-enrolling',
        '28:05:00 1 enrolled',
        '28:05:00 1 state-registered',
        '28:05:00 1 checkin-ok enrolment_burst',
        '28:05:00 1 kind-overwritten email',
        '28:05:00 1 state-managed_new',
        '28:20:00 1 checkin-ok enrolment_burst',
      ]
        .filter((line) => !line.startsWith('28:20'))
        .concat(
          [
            '28:08:00',
            '28:11:00',
            '28:14:00',
            '28:17:00',
            '28:20:00',
            '28:35:00',
            '28:50:00',
            '29:05:00',
            '29:20:00',
            '29:35:00',
            '29:50:00',
          ].map((time) => `${time} 1 checkin-ok enrolment_burst`),
        ),
    )
  })

  test('gives a stranded device another network, for good', async () => {
    const profiles = { ...NO_PROFILES, wifi: 'same-name' }
    const fleet = [cohort({ profiles, dependsOn: { kinds: ['wifi'], share: 1 } })]
    const document = calling({}, { fleet, poll: { ...POLL, interval: '2h' }, horizon: '32h', change: { at: '24h' } })
    const story = await storyOf(document, 'stranded', 'online', 'offline', 'call', 'state')
    expect(story.slice(0, 6)).toEqual([
      '24:00:00 1 state-pending',
      '24:00:00 1 offline',
      '24:00:00 1 stranded',
      '25:00:00 1 call-opened',
      '25:10:00 1 call-closed',
      '25:10:00 1 online',
    ])
    const polls = (await timesOf(document, 'checkin-ok', 'poll')).filter((time) => time > 24 * HOUR)
    expect(polls[0]! - (25 * HOUR + 600_000)).toBeLessThanOrEqual(2 * HOUR)
    expect(polls[1]! - polls[0]!).toBe(2 * HOUR)
    expect(story).toContain(`${clock(polls[0]!)} 1 state-managed_new`)
    expect(story.filter((line) => line.includes('stranded'))).toHaveLength(1)
  })

  test('enrols a device anew whose topic is not that of the certificate', async () => {
    const fleet = [cohort({ cohort: 'tablets', platform: 'ipados', profiles: EMAIL })]
    const change = { apns: { expires: '23h', uploads: [{ at: '24h 30m', topic: 'changed' }] } }
    const enrolment = { duration: '5m', failure: 0 }
    const story = await storyOf(calling({}, { fleet, enrolment, change, horizon: '26h' }), ...words)
    expect(story.slice(0, 8)).toEqual([
      '23:00:00 1 state-apns_blocked',
      '25:00:00 1 call-opened',
      '25:10:00 1 call-closed',
      '25:10:00 1 state-unenrolled',
      '25:10:00 1 state-enrolling',
      '25:15:00 1 enrolled',
      '25:15:00 1 state-registered',
      '25:15:00 1 checkin-ok enrolment_burst',
    ])
  })

  test('does nothing about a certificate that is not valid for anybody', async () => {
    const fleet = [cohort({ cohort: 'tablets', platform: 'ipados', profiles: EMAIL })]
    const change = { apns: { expires: '23h', uploads: [] } }
    expect(await storyOf(calling({}, { fleet, change, horizon: '26h' }), ...words)).toEqual([
      '23:00:00 1 state-apns_blocked',
      '25:00:00 1 call-opened',
      '25:10:00 1 call-closed',
    ])
  })

  test('does nothing where the gap has closed meanwhile', async () => {
    const fleet = one({})
    const campaigns = [{ at: '25h 4m', response: 1, delay: '0s' }]
    expect(await storyOf(calling({}, { fleet, change: { campaigns } }), 'checkin', 'call')).toEqual([
      '25:00:00 1 call-opened',
      '25:04:00 1 checkin-ok company_portal',
      '25:10:00 1 call-closed',
    ])
  })

  test('does nothing about a gap that has opened since, about which the user calls again', async () => {
    const change = {
      campaigns: [{ at: '25h 30m', response: 1, delay: '0s' }],
      actions: [{ at: '26h', kind: 'reenrol' }],
    }
    const enrolment = { duration: '150m', failure: 0 }
    const document = calling({ handling: '2h' }, { fleet: one({}), change, enrolment, horizon: '32h' })
    expect(await storyOf(document, 'call', 'state')).toEqual([
      '24:00:00 1 state-pending',
      '25:00:00 1 call-opened',
      '25:30:00 1 state-managed_new',
      '26:00:00 1 state-unenrolled',
      '26:00:00 1 state-enrolling',
      '27:00:00 1 call-closed',
      '28:00:00 1 call-opened',
      '28:30:00 1 state-registered',
      '28:30:00 1 state-managed_new',
      '30:00:00 1 call-closed',
    ])
  })
})

describe('calls and agents', () => {
  const many = [
    cohort({
      devices: 60,
      profiles: { ...NO_PROFILES, email: { 'same-name': 0.7, unassigned: 0.3 } },
      presence: { kind: 'renewal', online: { exponential: '5h' }, offline: { exponential: '9h' } },
    }),
  ]

  test('every call opened is closed, abandoned or still open at the horizon', async () => {
    const helpDesk = {
      agents: 2,
      handling: { exponential: '40m' },
      patience: { exponential: '1h' },
      callAfter: { exponential: '4h' },
      hours: 'business',
    }
    const document = calling(helpDesk, { fleet: many, poll: POLL, push: PUSH, horizon: '20d', change: { at: '1d' } })
    // Each run checks its own books, open calls included.
    const { calls_opened, calls_closed, calls_abandoned } = await flowsOf(document)
    expect(Math.min(calls_opened!, calls_closed!, calls_abandoned!)).toBeGreaterThan(50)
    expect(calls_opened! - calls_closed! - calls_abandoned!).toBeLessThanOrEqual(60)
  })

  test('from N devices whose gaps do not end are a queue M/M/c with N sources', async () => {
    // N 200, λ 0.025 an hour, μ 4 an hour, c 2; the product form of its states.
    const [n, lambda, mu, c] = [200, 0.025, 4, 2]
    const weights = [1]
    for (let k = 1; k <= n; k++) weights.push((weights[k - 1]! * (n - k + 1) * lambda) / (Math.min(k, c) * mu))
    const sum = weights.reduce((total, weight) => total + weight, 0)
    const mean = (of: (k: number) => number): number =>
      weights.reduce((total, weight, k) => total + of(k) * weight, 0) / sum
    const rate = mean((k) => (n - k) * lambda)
    const busy = mean((k) => Math.min(k, c))
    const queue = mean((k) => Math.max(0, k - c))

    const helpDesk = { agents: c, handling: { exponential: '15m' }, callAfter: { exponential: '40h' } }
    const fleet = [cohort({ devices: n, profiles: FORGOTTEN })]
    const document = calling(helpDesk, { fleet, change: { at: '0h' }, horizon: '60d', bucket: '1h' })
    const { load } = await runOf(document)
    const settled = (name: string): number => {
      const values = [...load.columns.get(name)!].slice(10 * 24)
      return values.reduce((total, value) => total + value, 0) / values.length
    }
    expect(settled('calls_opened') / rate).toBeCloseTo(1, 1)
    expect(settled('help_desk_busy') / busy).toBeCloseTo(1, 1)
    expect(Math.abs(settled('help_desk_queue') - queue)).toBeLessThan(0.25 * queue)
  })
})
