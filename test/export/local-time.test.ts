import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { localTime, localTimes } from '../../src/export/local-time.ts'

const HOUR = 3_600_000
const ZONES = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Pacific/Apia']

describe('local time', () => {
  it('has its offset, and a fraction only where there is one', () => {
    const clock = { startEpoch: Date.UTC(2026, 2, 6, 18), timezone: 'UTC' }
    expect(localTimes(clock, [0, 10, 60_000])).toEqual([
      '2026-03-06T18:00:00+00:00',
      '2026-03-06T18:00:00.01+00:00',
      '2026-03-06T18:01:00+00:00',
    ])
  })

  it('leaves out the hour over which clocks are set forward', () => {
    const clock = { startEpoch: Date.UTC(2026, 2, 29), timezone: 'Europe/Berlin' }
    expect(localTimes(clock, [0, HOUR, 2 * HOUR])).toEqual([
      '2026-03-29T01:00:00+01:00',
      '2026-03-29T03:00:00+02:00',
      '2026-03-29T04:00:00+02:00',
    ])
  })

  test.prop([
    fc.constantFrom(...ZONES),
    fc.integer({ min: Date.UTC(1900), max: Date.UTC(2100) }),
    fc.array(fc.integer({ min: 0, max: 8000 }), { minLength: 1, maxLength: 6 }),
  ])('is the same for many instants that rise as for each alone', (timezone, startEpoch, hours) => {
    const clock = { startEpoch, timezone }
    const rising = hours.sort((a, b) => a - b).map((hour) => hour * HOUR)
    expect(localTimes(clock, rising)).toEqual(rising.map((at) => localTime(clock, at)))
  })
})
