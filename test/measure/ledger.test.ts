import { describe, expect, test } from 'vitest'
import { cohort, DAY, HOUR, NO_PROFILES, online, PUSH, runOf } from '../helpers/story.ts'

describe('the ledger of gaps', () => {
  const document = {
    fleet: [
      cohort({ cohort: 'a', presence: online([0, 25], [26, 48]) }),
      cohort({ cohort: 'b', devices: 2, licensed: 0, profiles: { ...NO_PROFILES, wifi: 'same-name' } }),
    ],
    push: { ...PUSH, latency: '2h' },
    retention: { max: '10h' },
  }

  test('has a row per gap, series and cause with any device, in this order', async () => {
    const { ledger } = await runOf(document)
    expect(
      ledger.rows.map(({ gap, series, cause, devices, open, deviceHours }) => [
        gap,
        series,
        cause,
        devices,
        open,
        deviceHours,
      ]),
    ).toEqual([
      ['management', 0, 'licence', 2, 2, 48],
      ['management', 0, 'offline', 1, 0, 1],
      ['management', 0, 'awaiting-checkin', 1, 0, 1],
      ['management', 1, 'offline', 1, 0, 1],
      ['management', 1, 'awaiting-checkin', 1, 0, 1],
      ['management', 2, 'licence', 2, 2, 48],
      ['protection', 0, 'licence', 2, 2, 28],
      ['protection', 2, 'licence', 2, 2, 28],
    ])
  })

  test('has a total per gap and series over all causes, without devices too', async () => {
    const { ledger } = await runOf(document)
    expect(
      ledger.totals.map(({ gap, series, devices, open, deviceHours, max }) => [
        gap,
        series,
        devices,
        open,
        deviceHours,
        max / HOUR,
      ]),
    ).toEqual([
      ['management', 0, 3, 2, 50, 24],
      ['management', 1, 1, 0, 2, 2],
      ['management', 2, 2, 2, 48, 24],
      ['protection', 0, 2, 2, 28, 14],
      ['protection', 1, 0, 0, 0, 0],
      ['protection', 2, 2, 2, 28, 14],
      ['access', 0, 0, 0, 0, 0],
      ['access', 1, 0, 0, 0, 0],
      ['access', 2, 0, 0, 0, 0],
    ])
  })

  test('counts the devices with a gap of more than seven days in all, not those of exactly seven', async () => {
    const over = async (horizon: string) => {
      const { ledger } = await runOf({ fleet: [cohort({ devices: 3, presence: online([0, 1]) })], horizon })
      return ledger.totals[0]!.overSevenDays
    }
    expect([await over('8d'), await over('192h 1ms'), await over('9d')]).toEqual([0, 3, 3])
  })

  test('adds up the intervals of one device', async () => {
    const fleet = [cohort({ platform: 'ios' })]
    const change = { at: '47h', apns: { expires: ['2h', '10h'], uploads: [{ at: '3h' }, { at: '12h' }] } }
    const { ledger } = await runOf({ fleet, change })
    const row = ledger.rows.find(({ cause, series }) => cause === 'apns' && series === 0)
    expect([row?.devices, row?.deviceHours, row?.max]).toEqual([1, 3, 3 * HOUR])
  })

  test('charges an open gap to the cause open at the horizon', async () => {
    const { ledger } = await runOf({ fleet: [cohort({ presence: online([0, 30]) })] })
    expect(ledger.rows.filter(({ series }) => series === 0).map(({ cause, open }) => [cause, open])).toEqual([
      ['offline', 1],
      ['awaiting-checkin', 0],
    ])
  })

  test('has quantiles within one in a hundred above the exact ones', async () => {
    const poll = { interval: '20h', jitter: 0 }
    const { ledger, devices } = await runOf({ fleet: [cohort({ devices: 500 })], poll }, { devices: true })
    const gaps = [...devices!.gaps[0]!].sort((a, b) => a - b)
    const [row] = ledger.totals
    for (const [q, figure] of [
      [0.5, row!.p50],
      [0.9, row!.p90],
      [0.99, row!.p99],
    ] as const) {
      const exact = gaps[Math.ceil(q * 500) - 1]!
      expect(figure).toBeGreaterThanOrEqual(exact)
      expect(figure).toBeLessThanOrEqual(exact * 1.01)
    }
    expect(row!.max).toBe(gaps.at(-1))
    expect(row!.deviceHours).toBeCloseTo(gaps.reduce((sum, gap) => sum + gap, 0) / HOUR, 6)
    expect(row!.max).toBeLessThan(DAY)
  })
})
