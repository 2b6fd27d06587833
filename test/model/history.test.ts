import { describe, expect, test } from 'vitest'
import { oldestContact } from '../../src/model/contact/contact-age.ts'
import { readsHistory } from '../../src/model/contact/history.ts'
import {
  causesOf,
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

const RULES = ['overdue-poll', 'next-phase', 'immediately'] as const

/** The first due time of each device of the fleet, ms. */
async function firstDueTimes(devices: number, poll: Document): Promise<readonly number[]> {
  const told = await eventsOf({ fleet: [cohort({ devices })], horizon: '30d', bucket: '1d', poll })
  const polls = told.filter(({ detail }) => detail === 'poll')
  return Array.from({ length: devices }, (_, i) => polls.find(({ device }) => device === i + 1)!.time)
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

  test('is the last due time at which the device was online, where polls are skipped', async () => {
    const presence = { kind: 'renewal', online: { exponential: '6h' }, offline: { exponential: '10h' } }
    const devices = 20_000
    const ages = (await lastContacts(presence, devices, { poll: { ...POLL, onReconnect: 'next-phase' } })).map(
      (time) => -time / HOUR,
    )
    for (const t of [1, 4, 8, 12, 16, 30, 60]) {
      const exact = survival(t, 8, 6, 10)
      const share = ages.filter((age) => age > t).length / devices
      expect(Math.abs(share - exact) / Math.sqrt((exact * (1 - exact)) / devices)).toBeLessThan(4)
    }
  })

  test.each(RULES)(
    'of devices with fixed spells fits those that go on after the start, by the rule %s',
    async (rule) => {
      const presence = { kind: 'renewal', online: '9h', offline: '7h' }
      const told = await eventsOf({ fleet: [cohort({ devices: 100, presence })] })
      const expected = (await firstDueTimes(100, POLL)).map((firstDue, i) => {
        const since = told.find(({ device, event }) => device === i + 1 && event === 'online')!.time
        // Online from `since` on for 9 of every 16 hours, before the start as after it.
        const sinceReturn = (time: number) => (((time - since) % (16 * HOUR)) + 16 * HOUR) % (16 * HOUR)
        const returnAfter = (time: number) => time - sinceReturn(time) + 16 * HOUR
        let time = firstDue - 8 * HOUR
        while (sinceReturn(time) > 9 * HOUR) {
          if (rule !== 'next-phase' && returnAfter(time) < 0) return returnAfter(time)
          time -= 8 * HOUR
        }
        return rule === 'immediately' ? Math.max(time, returnAfter(0) - 16 * HOUR) : time
      })
      expect(await lastContacts(presence, 100, { poll: { ...POLL, onReconnect: rule } })).toEqual(expected)
    },
  )

  describe('of a laptop with working hours', () => {
    const WORKING = { kind: 'weekly', attendance: 1, spread: '0s' }
    const DAILY = { ...POLL, interval: '1d' }
    /** The story begins on Monday. */
    const FRIDAY = -3 * DAY
    const isAtNight = (due: number) => due < 8 * HOUR || due > 18 * HOUR

    test('whose polls fall due at night was when it last came back', async () => {
      const expected = (await firstDueTimes(100, DAILY)).map((due) => FRIDAY + (isAtNight(due) ? 8 * HOUR : due))
      expect(expected.filter((time) => time === FRIDAY + 8 * HOUR).length).toBeGreaterThan(40)
      expect(await lastContacts(WORKING, 100, { poll: DAILY })).toEqual(expected)
    })

    test('is not when it comes back, if that is the instant of the start', async () => {
      const due = await firstDueTimes(100, DAILY)
      // Now counted from 08:00: a poll is due at work in the first ten hours.
      const expected = due.map((first) => FRIDAY + (first <= 10 * HOUR ? first : 0))
      for (const onReconnect of ['overdue-poll', 'immediately']) {
        const document = { poll: { ...DAILY, onReconnect }, start: '2026-01-05T08:00' }
        expect(await lastContacts(WORKING, 100, document)).toEqual(expected)
      }
    })

    test.each([
      ['07:50', 1 / 3],
      ['08:00', 1 / 2],
      ['08:15', 3 / 4],
    ])('is this morning, if it has come by %s and each return is a check-in', async (start, here) => {
      const document = { poll: { ...DAILY, onReconnect: 'immediately' }, start: `2026-01-05T${start}` }
      const ages = (await lastContacts({ ...WORKING, spread: '30m' }, 1000, document)).map((time) => -time / HOUR)
      const today = ages.filter((age) => age <= 1).length
      expect(Math.abs(today - 1000 * here) / Math.sqrt(1000 * here * (1 - here))).toBeLessThan(4)
      expect(ages.filter((age) => age > 1 && age < 61)).toEqual([])
    })

    test('never was, if polls that fall due at night are skipped', async () => {
      const poll = { ...DAILY, onReconnect: 'next-phase' }
      const expected = (await firstDueTimes(100, DAILY)).map((due) => (isAtNight(due) ? -MAX : FRIDAY + due))
      expect(await lastContacts(WORKING, 100, { poll })).toEqual(expected)
    })

    test('is every return, if each is a check-in', async () => {
      const weekly = { ...POLL, interval: '7d' }
      // With a poll a week, due on a day before Friday or at night, only the return on Friday makes it so recent.
      const expected = (await firstDueTimes(100, weekly)).map((due) => {
        const late = due - 7 * DAY - FRIDAY
        return FRIDAY + (late > 8 * HOUR && late <= 18 * HOUR ? late : 8 * HOUR)
      })
      expect(new Set(expected).size).toBeGreaterThan(1)
      expect(await lastContacts(WORKING, 100, { poll: { ...weekly, onReconnect: 'immediately' } })).toEqual(expected)
    })

    test('is not the morning after a night online, for it did not come back then', async () => {
      const poll = { ...POLL, interval: '20d', onReconnect: 'immediately' }
      // Online from Monday, 08:00, to Saturday, 08:00.
      const [came, left] = [-7 * DAY + 8 * HOUR, -2 * DAY + 8 * HOUR]
      const expected = (await firstDueTimes(100, poll)).map((due) => {
        const last = due - 20 * DAY
        return last > came && last <= left ? last : came
      })
      expect(new Set(expected).size).toBeGreaterThan(1)
      expect(await lastContacts({ ...WORKING, overnight: 1 }, 100, { poll })).toEqual(expected)
    })

    test('costs nobody a certificate or a record, however seldom the polls are', async () => {
      for (const interval of ['1d', '2d']) {
        for (const document of [{}, { retention: { clock: 'last-contact' } }]) {
          const fleet = [cohort({ devices: 500, presence: 'weekly' })]
          const lines = await causesOf({ fleet, horizon: '14d', poll: { interval, jitter: 0.03 }, ...document })
          expect(lines.map((line) => line.split(' ')[1])).toEqual(['offline', 'awaiting-checkin'])
        }
      }
    })
  })

  describe.each(RULES)('by the rule %s', (onReconnect) => {
    const poll = { interval: '20h', jitter: 0.2, reconnectDelay: '0s', onReconnect }

    test.each([
      ['in working hours', { kind: 'weekly', attendance: 0.7, overnight: 0.3 }],
      ['by spells', { kind: 'renewal', online: { uniform: ['1h', '9h'] }, offline: { exponential: '15h' } }],
    ])('is as old as it is a week later, of devices that are online %s', async (_, presence) => {
      const devices = 1000
      const ages = (await lastContacts(presence, devices, { poll })).map((time) => -time)
      const later = new Float64Array(devices).fill(7 * DAY)
      const told = await eventsOf({ fleet: [cohort({ devices, presence })], horizon: '7d', bucket: '1d', poll })
      for (const { time, device, event } of told) if (event === 'checkin-ok') later[device - 1] = 7 * DAY - time
      for (const t of [3, 10, 20, 40, 56, 60, 64, 80, 110]) {
        const [before, after] = [ages, later].map((all) => all.filter((age) => age > t * HOUR).length / devices)
        const share = (before! + after!) / 2
        const deviation = Math.sqrt((2 * share * (1 - share)) / devices)
        if (deviation > 0) expect(Math.abs(before! - after!) / deviation, `${t} h`).toBeLessThan(4)
      }
    })
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
    expect(reads({ ...RENEWAL, online: '1h', offline: { uniform: ['1h', '15d'] } })).toBe(false)
    expect(reads({ ...RENEWAL, online: '1h', offline: { uniform: ['1h', '17d'] } })).toBe(true)
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

describe('hardly any device has been silent for longer than its polls and its presence allow, which', () => {
  const WORKING = { kind: 'weekly', attendance: 1, spread: '30m' }
  const SPELLS = { kind: 'renewal', online: { exponential: '9h' }, offline: { exponential: '9h' } }

  /** That time in hours, with polls every 8 h. */
  function oldest(presence: unknown, poll: Document = {}): number {
    const scenario = scenarioOf({ poll: { ...POLL, ...poll }, fleet: [cohort({ presence })] })
    return oldestContact(scenario, scenario.cohorts[0]!) / HOUR
  }

  test('is the longest interval and the absence at the start, where polls are made up for', () => {
    for (const onReconnect of ['overdue-poll', 'immediately']) {
      expect(oldest('always', { onReconnect })).toBeCloseTo(8, 5)
      expect(oldest('always', { onReconnect, jitter: 0.25 })).toBeCloseTo(10, 5)
      expect(oldest({ ...SPELLS, offline: '5h' }, { onReconnect, jitter: 0.25 })).toBeCloseTo(15, 5)
      expect(oldest(SPELLS, { onReconnect })).toBeCloseTo(8 - 9 * Math.log(1e-9), 5)
      // Since Friday, at half past five at the earliest.
      expect(oldest(WORKING, { onReconnect, interval: '1d' })).toBeCloseTo(24 + 54.5, 5)
      // After thirty working days missed in a row, the one before was attended: a Friday.
      expect(oldest({ ...WORKING, attendance: 0.5 }, { onReconnect })).toBeCloseTo(8 + 6 * 7 * 24 + 54.5, 5)
    }
  })

  test('is unknown where they are skipped, unless the device is online for an interval or comes back by chance', () => {
    const onReconnect = 'next-phase'
    expect(oldest({ ...SPELLS, online: '7h' }, { onReconnect })).toBe(Number.POSITIVE_INFINITY)
    expect(oldest({ ...SPELLS, online: '9h', offline: '5h' }, { onReconnect })).toBeCloseTo(21, 5)
    expect(oldest(SPELLS, { onReconnect })).toBeLessThan(24 * 24)
    expect(oldest(WORKING, { onReconnect, interval: '1d' })).toBe(Number.POSITIVE_INFINITY)
    expect(oldest(WORKING, { onReconnect })).toBeCloseTo(8 + 54.5, 5)
  })

  test.each(RULES)('bounds that of each of many devices by the rule %s', async (onReconnect) => {
    for (const presence of [
      'always',
      SPELLS,
      { ...SPELLS, online: { uniform: ['9h', '10h'] }, offline: { triangular: ['1h', '2h', '3d'] } },
      { ...SPELLS, online: '13h', offline: { lognormal: { median: '2h', p95: '6h' } } },
      WORKING,
      { ...WORKING, attendance: 0.9, overnight: 0.5 },
    ]) {
      const poll = { onReconnect, jitter: 0.1 }
      const ages = (await lastContacts(presence, 400, { poll: { ...POLL, ...poll } })).map((time) => -time / HOUR)
      expect(Math.max(...ages)).toBeLessThanOrEqual(oldest(presence, poll))
    }
  })
})
