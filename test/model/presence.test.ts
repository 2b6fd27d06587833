import { describe, expect, test } from 'vitest'
import {
  causesOf,
  cohort,
  DAY,
  type Document,
  eventsOf,
  HOUR,
  hours,
  MINUTE,
  online,
  storyOf,
  type Told,
} from '../helpers/story.ts'

/** When devices with this presence come online and go offline, `horizon` from a Monday on. */
function toggles(presence: unknown, over: Document = {}, fields: Document = {}): Promise<readonly string[]> {
  return storyOf({ fleet: [cohort({ presence, ...fields })], ...over }, 'online', 'offline')
}

/** The toggles of each of many devices. */
async function togglesOfMany(presence: unknown, devices: number, over: Document = {}): Promise<readonly Told[][]> {
  const told = await eventsOf({ fleet: [cohort({ presence, devices })], ...over })
  const byDevice: Told[][] = Array.from({ length: devices }, () => [])
  for (const one of told) if (/^(on|off)line$/.test(one.event)) byDevice[one.device - 1]!.push(one)
  return byDevice
}

/** How many standard errors `successes` of `n` lie from a share. */
function z(successes: number, n: number, share: number): number {
  return (successes / n - share) / Math.sqrt((share * (1 - share)) / n)
}

describe('a trace', () => {
  test('is online in its intervals and in no other time', async () => {
    expect(await toggles(online([0, 2], [30, 36]))).toEqual([
      '02:00:00 1 offline',
      '30:00:00 1 online',
      '36:00:00 1 offline',
    ])
  })

  test('that begins later is offline until then, and one that lasts to the horizon never goes offline', async () => {
    expect(await toggles(online([1, 2], [40, 48]))).toEqual([
      '01:00:00 1 online',
      '02:00:00 1 offline',
      '40:00:00 1 online',
    ])
  })

  test('joins intervals that touch or overlap and leaves out empty ones', async () => {
    const lines = ['01:00:00 1 online', '04:00:00 1 offline']
    expect(await toggles(online([1, 2], [2, 3], [2.5, 4], [6, 6]))).toEqual(lines)
  })
})

describe('presence that never toggles', () => {
  test.each(['always', 'dormant', { kind: 'trace', online: [] }, { kind: 'weekly', attendance: 0 }])(
    '%j has no presence event',
    async (presence) => {
      expect(await toggles(presence)).toEqual([])
    },
  )

  test.each(['dormant', { kind: 'trace', online: [] }, { kind: 'weekly', attendance: 0 }])(
    '%j has no online instant by definition, so that its gap is of a device that never comes',
    async (presence) => {
      expect(await causesOf({ fleet: [cohort({ presence })] })).toEqual(['management never-online 24'])
    },
  )

  test('a device that is merely away all the time is offline, not one that never comes', async () => {
    expect(await causesOf({ fleet: [cohort({ presence: online([0, 1]) })] })).toEqual(['management offline 24'])
  })
})

describe('renewal', () => {
  const presence = { kind: 'renewal', online: '6h', offline: '2h' }

  test('alternates online and offline spells of the lengths given', async () => {
    for (const device of await togglesOfMany(presence, 20)) {
      for (const [index, { time, event }] of device.entries()) {
        if (index === 0) continue
        expect(time - device[index - 1]!.time).toBe((event === 'online' ? 2 : 6) * HOUR)
      }
      expect(device[0]!.time).toBeLessThan(device[0]!.event === 'online' ? 2 * HOUR : 6 * HOUR)
    }
  })

  test('is stationary at the start: online in proportion to the spells, anywhere in the spell', async () => {
    const devices = 4000
    const first = (await togglesOfMany(presence, devices, { horizon: '1d 1h' })).map((told) => told[0]!)
    const present = first.filter(({ event }) => event === 'offline')
    expect(Math.abs(z(present.length, devices, 0.75))).toBeLessThan(4)
    const early = present.filter(({ time }) => time < 1.5 * HOUR)
    expect(Math.abs(z(early.length, present.length, 0.25))).toBeLessThan(4)
  })

  test('spends at least a millisecond in every spell, however short they are', async () => {
    const brief = { kind: 'renewal', online: { exponential: '1ms' }, offline: { exponential: '1ms' } }
    const over = { horizon: '1m', bucket: '1m', change: { at: '0s' } }
    const [told] = await togglesOfMany(brief, 1, over)
    expect(told!.length).toBeGreaterThan(10_000)
    expect(told!.findIndex(({ time }, i) => i > 0 && time <= told![i - 1]!.time)).toBe(-1)
  })

  test('a rare visitor stays away for an exponential time between visits of the length given', async () => {
    const rare = { kind: 'rare', every: '10h', length: '1h' }
    const told = await togglesOfMany(rare, 500, { horizon: '20d' })
    const visits = told.flatMap((device) =>
      device.slice(1).map((one, i) => ({ ...one, spell: one.time - device[i]!.time })),
    )
    expect(new Set(visits.filter(({ event }) => event === 'offline').map(({ spell }) => spell))).toEqual(
      new Set([HOUR]),
    )
    const away = visits.filter(({ event }) => event === 'online').map(({ spell }) => spell)
    const mean = away.reduce((sum, spell) => sum + spell, 0) / away.length
    // Visits that begin after the horizon are not seen: long absences are a little too few.
    expect(mean / (10 * HOUR)).toBeGreaterThan(0.93)
    expect(mean / (10 * HOUR)).toBeLessThan(1)
    expect(Math.abs(z(away.filter((spell) => spell < HOUR).length, away.length, 1 - Math.exp(-0.1)))).toBeLessThan(5)
  })
})

describe('weekly', () => {
  const plain = { kind: 'weekly', from: '08:00', to: '18:00', attendance: 1, spread: '0s' }
  const week = { horizon: '8d' }

  test('is online during the hours of its working days', async () => {
    expect(await toggles(plain, week)).toEqual([
      '08:00:00 1 online',
      '18:00:00 1 offline',
      '32:00:00 1 online',
      '42:00:00 1 offline',
      '56:00:00 1 online',
      '66:00:00 1 offline',
      '80:00:00 1 online',
      '90:00:00 1 offline',
      '104:00:00 1 online',
      '114:00:00 1 offline',
      '176:00:00 1 online',
      '186:00:00 1 offline',
    ])
  })

  test('stays away on holidays of the scenario and of the cohort', async () => {
    const lines = await toggles({ ...plain, holidays: ['2026-01-07'] }, { horizon: '4d', holidays: ['2026-01-06'] })
    expect(lines).toEqual(['08:00:00 1 online', '18:00:00 1 offline', '80:00:00 1 online', '90:00:00 1 offline'])
  })

  test('keeps the local hours of its zone, over a change of clocks too', async () => {
    // Clocks in Berlin are set forward on Sunday, 29 March 2026.
    const over = { start: '2026-03-28T00:00', horizon: '3d', timezone: 'UTC' }
    expect(await toggles({ ...plain, days: 'sat-mon' }, over, { timezone: 'Europe/Berlin' })).toEqual([
      '07:00:00 1 online',
      '17:00:00 1 offline',
      '30:00:00 1 online',
      '40:00:00 1 offline',
      '54:00:00 1 online',
      '64:00:00 1 offline',
    ])
  })

  test('a start within working hours finds the device online', async () => {
    expect(await toggles(plain, { start: '2026-01-05T12:00' })).toEqual([
      '06:00:00 1 offline',
      '20:00:00 1 online',
      '30:00:00 1 offline',
      '44:00:00 1 online',
    ])
  })

  test('a night online follows a day of attendance and ends at the arrival of the next calendar day, worked or not', async () => {
    expect(await toggles({ ...plain, overnight: 1 }, week)).toEqual([
      '08:00:00 1 online',
      '128:00:00 1 offline',
      '176:00:00 1 online',
    ])
    expect(await toggles({ ...plain, days: 'tue', overnight: 1 }, { horizon: '3d' })).toEqual([
      '32:00:00 1 online',
      '56:00:00 1 offline',
    ])
  })

  test('attendance is drawn per device and day', async () => {
    const devices = 1500
    const told = await togglesOfMany({ ...plain, attendance: 0.7 }, devices, { horizon: '5d' })
    const arrivals = told.flatMap((device) =>
      device.filter(({ event }) => event === 'online').map(({ time }) => Math.floor(time / DAY)),
    )
    for (let day = 0; day < 5; day++) {
      expect(Math.abs(z(arrivals.filter((on) => on === day).length, devices, 0.7))).toBeLessThan(4)
    }
    const everyDay = told.filter((device) => device.length === 10).length
    expect(Math.abs(z(everyDay, devices, 0.7 ** 5))).toBeLessThan(4)
  })

  test('nights online are drawn per device and night', async () => {
    const devices = 1500
    const told = await togglesOfMany({ ...plain, overnight: 0.4 }, devices, { horizon: '2d' })
    const stayed = told.map((device) =>
      [0, 1].map((day) => device.every(({ time }) => time !== (24 * day + 18) * HOUR)),
    )
    for (const day of [0, 1]) {
      expect(Math.abs(z(stayed.filter((nights) => nights[day]).length, devices, 0.4))).toBeLessThan(4)
    }
    expect(Math.abs(z(stayed.filter((nights) => nights[0] && nights[1]).length, devices, 0.16))).toBeLessThan(4)
  })

  test('arrival and departure are each spread evenly around their hour', async () => {
    const devices = 1000
    const told = await togglesOfMany({ ...plain, spread: '30m' }, devices, { horizon: '1d 1h' })
    for (const [index, hour] of [8, 18].entries()) {
      const shifts = told.map((device) => (device[index]!.time - hour * HOUR) / (30 * MINUTE))
      expect(Math.max(...shifts.map(Math.abs))).toBeLessThanOrEqual(1)
      expect(Math.abs(z(shifts.filter((shift) => shift < -0.5).length, devices, 0.25))).toBeLessThan(4)
      expect(Math.abs(z(shifts.filter((shift) => shift < 0).length, devices, 0.5))).toBeLessThan(4)
    }
    expect(told.filter((device) => device[1]!.time - device[0]!.time === 10 * HOUR).length).toBeLessThan(10)
  })
})

describe('mixture', () => {
  test('each device behaves in one of the ways, in proportion to their shares', async () => {
    const devices = 4000
    const of = [
      { share: 0.2, presence: online([0, 5]) },
      { share: 0.5, presence: 'always' },
      { share: 0.3, presence: online([0, 9]) },
    ]
    const told = await togglesOfMany({ kind: 'mixture', of }, devices)
    const leaving = (hour: number) => told.filter((device) => device[0]?.time === hour * HOUR).length
    expect(Math.abs(z(leaving(5), devices, 0.2))).toBeLessThan(4)
    expect(Math.abs(z(leaving(9), devices, 0.3))).toBeLessThan(4)
    expect(told.filter((device) => device.length === 0)).toHaveLength(devices - leaving(5) - leaving(9))
  })
})

test('a device acts at the first instant of an interval and still at its last, going offline being the last of all', async () => {
  // The push arrives at 30 h; whoever is online then checks in at once.
  const push = { detectDelay: '0s', latency: hours(6), deadShare: 0, loss: 0, retries: 0, timeToLive: { fcm: '0s' } }
  const at = (presence: unknown) => storyOf({ fleet: [cohort({ presence })], push }, 'checkin')
  expect(await at(online([30, 31]))).toEqual(['30:00:00 1 checkin-ok push'])
  expect(await at(online([29, 30]))).toEqual(['30:00:00 1 checkin-ok push'])
  expect(await at(online([28, 29.9999]))).toEqual([])
})
