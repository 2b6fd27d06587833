import { describe, expect, test } from 'vitest'
import { causesOf, cohort, HOUR, online, PUSH, storyOf, timesOf } from '../helpers/story.ts'

describe('coming online', () => {
  test('starts everything that waited for it, in the order of things at one instant', async () => {
    const document = {
      fleet: [cohort({ platform: 'windows', presence: online([20, 21], [30, 31]) })],
      push: { ...PUSH, latency: '0s', timeToLive: { wns: '1d' } },
      // A grid of an hour: a renewal has fallen due by then.
      channelRenewal: '1h',
      change: {
        campaigns: [
          { at: '22h', response: 1, delay: '1h' },
          { at: '23h', response: 1, delay: '1h' },
        ],
      },
    }
    const lines = (await storyOf(document, 'online', 'offline', 'push', 'checkin')).filter((line) =>
      line.startsWith('30:00:00'),
    )
    expect(lines).toEqual([
      '30:00:00 1 online',
      '30:00:00 1 push-arrived push',
      '30:00:00 1 checkin-ok company_portal',
      '30:00:00 1 checkin-ok company_portal',
      '30:00:00 1 checkin-ok channel_renewal',
      '30:00:00 1 checkin-ok push',
    ])
  })

  test('starts nothing twice', async () => {
    const document = {
      fleet: [cohort({ presence: online([30, 31], [35, 36]) })],
      push: PUSH,
      change: { campaigns: [{ at: '22h', response: 1, delay: '1h' }] },
    }
    expect(await timesOf(document, 'checkin-ok')).toEqual([30 * HOUR, 30 * HOUR + 10_000])
  })
})

describe('a gap', () => {
  test('is charged to being offline while it is, and to waiting for a check-in while online', async () => {
    const fleet = [cohort({ presence: online([0, 25], [30, 31], [40, 48]) })]
    expect(await causesOf({ fleet })).toEqual(['management offline 14', 'management awaiting-checkin 10'])
  })
})
