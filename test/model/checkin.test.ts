import { describe, expect, test } from 'vitest'
import {
  causesOf,
  cohort,
  type Document,
  eventsOf,
  flowsOf,
  HOUR,
  MINUTE,
  milliseconds,
  online,
  POLL,
  PUSH,
  runOf,
  storyOf,
  timesOf,
} from '../helpers/story.ts'

/** A service that admits one check-in a minute. */
const NARROW = { service: { ratePerMinute: 1, retryAfter: '10m' } }

describe('a check-in', () => {
  test('before the change leaves the device under the old authority, the first after it brings it under the new', async () => {
    const change = { actions: [{ at: '10h', kind: 'sync' }] }
    expect(await storyOf({ push: PUSH, change }, 'checkin', 'state')).toEqual([
      '10:00:10 1 checkin-ok admin_sync',
      '24:00:00 1 state-pending',
      '24:00:10 1 checkin-ok push',
      '24:00:10 1 state-managed_new',
    ])
  })

  test('at the instant of the change comes after it', async () => {
    const due = await timesOf({ poll: POLL }, 'checkin-ok')
    const { devices } = await runOf({ poll: POLL, change: { at: milliseconds(due[3]!) } }, { devices: true })
    expect(devices?.changedAt[0]).toBe(due[3])
    expect(devices?.firstCheckin[0]).toBe(due[3])
    expect(devices?.gaps[0]?.[0]).toBe(0)
  })

  test('of a device whose user has no licence is a contact without success', async () => {
    expect(await storyOf({ fleet: [cohort({ licensed: 0 })], push: PUSH }, 'checkin', 'state')).toEqual([
      '24:00:00 1 state-unlicensed',
      '24:00:10 1 checkin-unlicensed push',
    ])
  })

  test('of a device without a user is a contact without success', async () => {
    const kiosk = { fleet: [cohort({ enrolment: 'userless' })], push: PUSH, support: { openedAt: 'never' } }
    expect(await storyOf(kiosk, 'checkin', 'state')).toEqual([
      '24:00:00 1 state-needs_ticket',
      '24:00:10 1 checkin-not_migrated push',
    ])
  })
})

describe('outcomes are tested in order', () => {
  const blocked = { apns: { expires: '20h' } }

  test('a missing certificate before the licence and the ticket', async () => {
    for (const fields of [{ licensed: 0 }, { enrolment: 'userless' }]) {
      const fleet = [cohort({ platform: 'ios', ...fields })]
      const flows = await flowsOf({ fleet, poll: POLL, change: blocked, support: { openedAt: 'never' } })
      const { checkins_ok, checkins_apns_blocked, checkins_attempted } = flows
      expect([checkins_attempted, checkins_ok! + checkins_apns_blocked!]).toEqual([6, 6])
    }
  })

  test('a missing certificate before admission, which it takes no part of', async () => {
    // Both devices are pushed to at one instant; the blocked one has the lower number.
    const fleet = [cohort({ cohort: 'tablets', platform: 'ios' }), cohort()]
    const change = { apns: { expires: '24h' } }
    const push = { ...PUSH, latency: '1h', detectDelay: '0s' }
    const document = {
      fleet,
      push,
      stations: NARROW,
      change: { ...change, actions: [{ at: '23h 30m', kind: 'sync' }] },
    }
    expect(await storyOf(document, 'checkin')).toEqual([
      '24:30:00 1 checkin-apns_blocked admin_sync',
      '24:30:00 2 checkin-ok admin_sync',
      '25:00:00 2 checkin-ok push',
    ])
  })

  test('admission before the licence and the ticket, which take part of it', async () => {
    const fleet = [
      cohort({ cohort: 'a', licensed: 0 }),
      cohort({ cohort: 'b', licensed: 0 }),
      cohort({ cohort: 'c', enrolment: 'userless' }),
    ]
    const lines = await storyOf({ fleet, push: PUSH, stations: NARROW, support: { openedAt: 'never' } }, 'checkin')
    expect(lines.slice(0, 3)).toEqual([
      '24:00:10 1 checkin-unlicensed push',
      '24:00:10 2 checkin-throttled push',
      '24:00:10 3 checkin-throttled push',
    ])
  })
})

describe('a refused check-in', () => {
  /** Times of one device's refusals, while many others keep the service busy at every minute. */
  async function refusals(retryAfter: unknown, devices = 400): Promise<readonly (readonly number[])[]> {
    const told = await eventsOf({
      fleet: [cohort({ devices })],
      push: PUSH,
      stations: { service: { ratePerMinute: 1, retryAfter } },
      horizon: '30h',
    })
    return Array.from({ length: devices }, (_, i) =>
      told.filter(({ device, event }) => device === i + 1 && event.startsWith('checkin')).map(({ time }) => time),
    )
  }

  test('admits in the order of device numbers at one instant, and as many as fit into a whole minute', async () => {
    const document = { fleet: [cohort({ devices: 5 })], push: PUSH, stations: { service: { ratePerMinute: 3 } } }
    expect((await storyOf(document, 'checkin')).slice(0, 5)).toEqual([
      '24:00:10 1 checkin-ok push',
      '24:00:10 2 checkin-ok push',
      '24:00:10 3 checkin-ok push',
      '24:00:10 4 checkin-throttled push',
      '24:00:10 5 checkin-throttled push',
    ])
  })

  test('comes again after half to one and a half times the wait, which doubles up to an hour', async () => {
    const waits: number[][] = [[], [], [], [], [], []]
    for (const times of await refusals('5m')) {
      for (let k = 1; k < times.length && k <= 6; k++) waits[k - 1]!.push((times[k]! - times[k - 1]!) / MINUTE)
    }
    for (const [k, minutes] of [5, 10, 20, 40, 60, 60].entries()) {
      expect(waits[k]!.length).toBeGreaterThan(50)
      const shares = waits[k]!.map((wait) => wait / minutes)
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(0.5)
      expect(Math.max(...shares)).toBeLessThanOrEqual(1.5)
      expect(Math.max(...shares) - Math.min(...shares)).toBeGreaterThan(0.8)
      const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length
      // Those that come early have the better chances, so that later waits are not quite a fair sample: a wide margin.
      expect(Math.abs(mean - 1)).toBeLessThan(0.12)
    }
  })

  test('draws the wait where it is a distribution', async () => {
    const first = (await refusals({ uniform: ['1m', '9m'] })).flatMap((times) =>
      times.length > 1 ? [times[1]! - times[0]!] : [],
    )
    expect(Math.min(...first)).toBeLessThan(2 * MINUTE)
    expect(Math.max(...first)).toBeGreaterThan(9 * MINUTE)
  })

  test('keeps its first trigger', async () => {
    const document = {
      fleet: [cohort({ devices: 3 })],
      push: PUSH,
      stations: NARROW,
      change: { actions: [{ at: '10h', kind: 'sync' }] },
    }
    const told = (await eventsOf({ ...document, horizon: '20h', change: { ...document.change, at: '19h' } })).filter(
      ({ event, time }) => event.startsWith('checkin') && time < 19 * HOUR,
    )
    expect(told.filter(({ event }) => event === 'checkin-ok')).toHaveLength(3)
    expect(new Set(told.map(({ detail }) => detail))).toEqual(new Set(['admin_sync']))
  })

  test('comes again whatever else succeeds meanwhile', async () => {
    // Device 2 is refused at 10:00:10, succeeds with the next sync a minute later, and still tries again.
    const actions = [
      { at: '10h', kind: 'sync' },
      { at: '10h 1m', kind: 'sync', cohorts: ['tablets'] },
    ]
    const fleet = [cohort(), cohort({ cohort: 'tablets' })]
    const told = await eventsOf({ fleet, push: PUSH, stations: NARROW, change: { actions }, horizon: '25h' })
    const second = told.filter(
      ({ device, event, time }) => device === 2 && event.startsWith('checkin') && time < 24 * HOUR,
    )
    expect(second.map(({ event }) => event)).toEqual(['checkin-throttled', 'checkin-ok', 'checkin-ok'])
  })

  test('is dropped when its retry falls due offline', async () => {
    const fleet = [cohort(), cohort({ cohort: 'tablets', presence: online([0, 24.01], [26, 48]) })]
    expect(await storyOf({ fleet, push: PUSH, stations: NARROW }, 'checkin')).toEqual([
      '24:00:10 1 checkin-ok push',
      '24:00:10 2 checkin-throttled push',
    ])
    expect(await causesOf({ fleet, push: PUSH, stations: NARROW })).toContain('management awaiting-checkin 22.0056')
  })

  test('is why the device waits until it tries again, while it is online', async () => {
    const document = { fleet: [cohort(), cohort({ cohort: 'tablets' })], push: PUSH, stations: NARROW }
    const [, second] = await timesOf(document, 'checkin-ok')
    const throttled = ((second! - 24 * HOUR - 10_000) / HOUR).toFixed(4)
    expect(await causesOf(document)).toEqual([
      `management throttled ${Number(throttled)}`,
      'management awaiting-checkin 0.0056',
    ])
  })
})

describe('what a run counts', () => {
  test('each attempt once by its trigger and once by its outcome', async () => {
    const document: Document = {
      fleet: [cohort({ devices: 20 }), cohort({ cohort: 'tablets', platform: 'ios', devices: 20, licensed: 0.5 })],
      poll: POLL,
      push: PUSH,
      stations: NARROW,
      change: { apns: { expires: '30h' }, actions: [{ at: '12h', kind: 'sync' }] },
    }
    const flows = Object.entries(await flowsOf(document)).filter(([column]) => column.startsWith('checkins_'))
    const sum = (columns: typeof flows) => columns.reduce((total, [, count]) => total + count, 0)
    const by = flows.filter(([column]) => column.startsWith('checkins_by_'))
    const attempted = flows.find(([column]) => column === 'checkins_attempted')?.[1]
    expect(by.length).toBeGreaterThanOrEqual(3)
    expect(sum(by)).toBe(attempted)
    expect(sum(flows) - sum(by)).toBe(2 * attempted!)
    const told = await eventsOf(document)
    expect(told.filter(({ event }) => event.startsWith('checkin'))).toHaveLength(attempted!)
  })
})
