import { describe, expect, test } from 'vitest'
import { readsHistory } from '../../src/model/contact/history.ts'
import {
  cohort,
  DAY,
  type Document,
  eventsOf,
  HOUR,
  milliseconds,
  NO_PROFILES,
  POLL,
  runOf,
  scenarioOf,
  timesOf,
} from '../helpers/story.ts'

/**
 * When each device was last in contact before the start, ms: a profile that nothing replaces ends `MAX` after it, the change
 * being at the start.
 */
const MAX = 20 * DAY
const END = 21 * DAY
async function lastContacts(presence: unknown, devices = 1, document: Document = {}): Promise<readonly number[]> {
  const { devices: outcomes } = await runOf(
    {
      fleet: [cohort({ devices, presence, profiles: { ...NO_PROFILES, wifi: 'unassigned' } })],
      horizon: milliseconds(END),
      bucket: '1d',
      poll: POLL,
      retention: { clock: 'last-contact', max: milliseconds(MAX) },
      ...document,
      change: { at: '0s' },
    },
    { devices: true },
  )
  return Array.from(outcomes?.gaps[1] ?? [], (gap) => END - MAX - gap)
}

/** Form 6 of the closed forms, backwards: the presence and the due times look the same in either direction. */
function survival(t: number, period: number, online: number, offline: number): number {
  const pi = online / (online + offline)
  const q = pi * (1 - Math.exp(-(1 / online + 1 / offline) * period))
  const missed = (k: number) => (k === 0 ? 1 : (1 - pi) * (1 - q) ** (k - 1))
  const m = Math.floor(t / period)
  const r = t / period - m
  return (1 - r) * missed(m) + r * missed(m + 1)
}

describe('the last contact before the start', () => {
  test('of a device that was online is its last due time', async () => {
    const [first] = await timesOf({ poll: POLL }, 'checkin-ok')
    expect(await lastContacts('always')).toEqual([first! - 8 * HOUR])
  })

  test('counts a trace as online before the start', async () => {
    const [first] = await timesOf({ poll: POLL }, 'checkin-ok')
    expect(await lastContacts({ kind: 'trace', online: [['30h', '31h']] })).toEqual([first! - 8 * HOUR])
  })

  test('is the start itself where there are no polls', async () => {
    for (const presence of ['always', { kind: 'trace', online: [['30h', '31h']] }]) {
      expect(await lastContacts(presence, 1, { poll: 'off' })).toEqual([0])
    }
  })

  test('of a dormant device is when it was last seen', async () => {
    expect(await lastContacts({ kind: 'dormant', lastSeen: '5d' })).toEqual([-5 * DAY])
    expect(await lastContacts({ kind: 'dormant', lastSeen: '5d' }, 1, { poll: 'off' })).toEqual([-5 * DAY])
  })

  test('of devices that come and go is the last due time at which they were online', async () => {
    const presence = { kind: 'renewal', online: { exponential: '6h' }, offline: { exponential: '10h' } }
    const devices = 20_000
    const ages = (await lastContacts(presence, devices)).map((time) => -time / HOUR)
    for (const t of [1, 4, 8, 12, 16, 30, 60]) {
      const exact = survival(t, 8, 6, 10)
      const share = ages.filter((age) => age > t).length / devices
      expect(Math.abs(share - exact) / Math.sqrt((exact * (1 - exact)) / devices)).toBeLessThan(4)
    }
  })

  test('of devices with fixed spells fits the spells that go on after the start', async () => {
    const presence = { kind: 'renewal', online: '9h', offline: '7h' }
    const fleet = [cohort({ devices: 100, presence })]
    const told = await eventsOf({ fleet })
    const due = (await eventsOf({ fleet: [cohort({ devices: 100 })], poll: POLL })).filter(
      ({ detail }) => detail === 'poll',
    )
    const expected = Array.from({ length: 100 }, (_, i) => {
      const own = ({ device }: { device: number }) => device === i + 1
      const since = told.filter(own).find(({ event }) => event === 'online')!.time
      let time = due.filter(own)[0]!.time - 8 * HOUR
      // Online from `since` on for 9 of every 16 hours, before the start as after it.
      while ((((time - since) % (16 * HOUR)) + 16 * HOUR) % (16 * HOUR) >= 9 * HOUR) time -= 8 * HOUR
      return time
    })
    expect(await lastContacts(presence, 100)).toEqual(expected)
  })

  test('of a weekly device lies in its working hours', async () => {
    const weekly = { kind: 'weekly', attendance: 1, spread: '0s' }
    // The story begins on Monday at midnight: the last working hours were Friday, 08:00 to 18:00.
    const ages = (await lastContacts(weekly, 400)).map((time) => -time / HOUR)
    expect(Math.max(...ages)).toBeLessThanOrEqual(64)
    expect(Math.min(...ages)).toBeGreaterThan(54)
    // With a period of 8 h the last due time in a day of 10 h is anywhere in its last 8 h.
    expect(Math.max(...ages)).toBeLessThanOrEqual(62)
    const mean = ages.reduce((sum, age) => sum + age, 0) / 400
    expect(Math.abs(mean - 58) / (8 / Math.sqrt(12 * 400))).toBeLessThan(4)
  })

  test('of a weekly device may lie in a night that it stayed online', async () => {
    const weekly = { kind: 'weekly', attendance: 1, spread: '0s', overnight: 1 }
    // Online from Monday, 08:00, to Saturday, 08:00, which is 40 h before the start.
    const ages = (await lastContacts(weekly, 400)).map((time) => -time / HOUR)
    expect(Math.min(...ages)).toBeGreaterThan(40)
    expect(Math.max(...ages)).toBeLessThanOrEqual(48)
    const mean = ages.reduce((sum, age) => sum + age, 0) / 400
    expect(Math.abs(mean - 44) / (8 / Math.sqrt(12 * 400))).toBeLessThan(4)
  })

  test('of a weekly device may lie in the last minutes of such a night, past the earliest arrival', async () => {
    const devices = 2000
    const ages = await lastContacts({ kind: 'weekly', attendance: 1, spread: '30m', overnight: 1 }, devices)
    // The night ends on Saturday between 07:30 and 08:30; the last due time of a period of 8 h may lie in there.
    const late = ages.filter((time) => -time < 40.5 * HOUR).length / devices
    const share = 0.5 / 8
    expect(Math.abs(late - share) / Math.sqrt((share * (1 - share)) / devices)).toBeLessThan(4)
  })

  test('of a weekly device that rarely comes may lie weeks back', async () => {
    const ages = (await lastContacts({ kind: 'weekly', attendance: 0.1, spread: '0s' }, 400)).map((time) => -time / DAY)
    // Of ten working days in the two weeks before the start none was attended.
    for (const [days, share] of [
      [3, 0.9],
      [13.5, 0.9 ** 10],
    ] as const) {
      const found = ages.filter((age) => age > days).length / 400
      expect(Math.abs(found - share) / Math.sqrt((share * (1 - share)) / 400)).toBeLessThan(4)
    }
  })

  test('takes the interval that contains the start for what it is when intervals vary', async () => {
    // The age of a stationary schedule has the same distribution as what is left of it.
    const devices = 10_000
    const ages = (await lastContacts('always', devices, { poll: { ...POLL, interval: '10h', jitter: 0.4 } })).map(
      (time) => -time / HOUR,
    )
    for (const [t, exact] of [
      [3, 0.3],
      [6, 0.6],
      [10, 0.9],
    ] as const) {
      const share = ages.filter((age) => age <= t).length / devices
      expect(Math.abs(share - exact) / Math.sqrt((exact * (1 - exact)) / devices)).toBeLessThan(4)
    }
  })
})

describe('the last contact before the start is asked for', () => {
  const RENEWAL = { kind: 'renewal', online: { exponential: '16h' }, offline: { exponential: '8h' } }
  const WEEKLY = { kind: 'weekly' }

  /** Whether devices with this presence need it, in two weeks with the polls and spans that scenarios have by default. */
  function reads(presence: unknown, document: Document = {}, fields: Document = {}): boolean {
    const base = { horizon: '14d', poll: { interval: '8h' } }
    const scenario = scenarioOf({ ...base, ...document, fleet: [cohort({ presence, ...fields })] })
    return readsHistory(scenario, scenario.cohorts.at(-1)!)
  }

  test('not where every span that counts from it ends after the horizon, for hardly any device is silent for so long', () => {
    for (const presence of ['always', RENEWAL, WEEKLY, { kind: 'trace', online: [] }])
      expect(reads(presence)).toBe(false)
  })

  test('where the clock of retention counts from it', () => {
    expect(reads('always', { retention: { clock: 'last-contact' } })).toBe(true)
  })

  test('where compliance, a certificate or the cleanup could end before the horizon', () => {
    expect(reads('always', { compliance: { validity: '14d' } })).toBe(true)
    expect(reads('always', { compliance: { validity: '15d' } })).toBe(false)
    expect(reads('always', { horizon: '41d', compliance: { validity: '60d' } })).toBe(true)
    expect(reads('always', { horizon: '40d', compliance: { validity: '60d' } })).toBe(false)
    expect(reads('always', { cleanup: { after: '14d' } })).toBe(true)
    expect(reads('always', { cleanup: { after: '15d' } })).toBe(false)
  })

  test('of devices that may have been silent for long', () => {
    expect(reads({ kind: 'dormant', lastSeen: '15d' })).toBe(false)
    expect(reads({ kind: 'dormant', lastSeen: '17d' })).toBe(true)
    expect(reads({ kind: 'rare', every: '10d', length: '1h' })).toBe(true)
    expect(reads({ ...RENEWAL, offline: { exponential: '60h' } })).toBe(true)
    expect(reads({ ...RENEWAL, online: { lognormal: { median: '8h', p95: '20h' } } })).toBe(true)
    expect(reads({ ...RENEWAL, online: '10h', offline: { uniform: ['1h', '9d'] } })).toBe(false)
    expect(reads({ ...RENEWAL, online: '10h', offline: { uniform: ['1h', '17d'] } })).toBe(true)
    expect(reads({ ...WEEKLY, attendance: 0.5 })).toBe(true)
    const of = [
      { share: 0.9, presence: 'always' },
      { share: 0.1, presence: { kind: 'dormant', lastSeen: '17d' } },
    ]
    expect(reads({ kind: 'mixture', of })).toBe(true)
  })

  test('not of devices that have none, because they do not report to the service yet', () => {
    const document = { compliance: { validity: '10d' } }
    expect(reads('always', { ...document, change: { kind: 'third-party', from: 'third-party' } })).toBe(false)
    const newEnrolments = [{ ...cohort(), cohort: 'new', from: '1d', until: '2d' }]
    expect(reads('always', { ...document, newEnrolments })).toBe(false)
  })
})
