import { describe, expect, test } from 'vitest'
import { cohort, type Document, eventsOf, HOUR, online, POLL, PUSH, storyOf, timesOf } from '../helpers/story.ts'

function campaign(fields: Document = {}, document: Document = {}): Document {
  return { ...document, change: { campaigns: [{ at: '26h', response: 1, delay: '2h', ...fields }] } }
}

describe('a campaign', () => {
  test('makes users check in by hand, some time after the message', async () => {
    expect(await storyOf(campaign(), 'checkin', 'state')).toEqual([
      '24:00:00 1 state-pending',
      '28:00:00 1 checkin-ok company_portal',
      '28:00:00 1 state-managed_new',
    ])
  })

  test('moves them also where neither polls nor pushes do, but not devices without a user', async () => {
    const document = campaign({}, { fleet: [cohort({ enrolment: 'userless' })], support: { openedAt: 'never' } })
    expect(await storyOf(document, 'checkin')).toEqual([])
  })

  test('of which the user thinks while the device is away is acted upon at its first online instant', async () => {
    const fleet = [cohort({ presence: online([0, 27], [40, 41], [43, 44]) })]
    expect(await storyOf(campaign({}, { fleet }), 'checkin')).toEqual(['40:00:00 1 checkin-ok company_portal'])
  })

  test('that several users get late comes once for each message', async () => {
    const campaigns = [
      { at: '26h', response: 1, delay: '1h' },
      { at: '30h', response: 1, delay: '1h' },
    ]
    expect(await timesOf({ change: { campaigns } }, 'checkin-ok', 'company_portal')).toEqual([27 * HOUR, 31 * HOUR])
  })

  test('sent before the start is answered after it by those who take their time, and by nobody before', async () => {
    expect(await timesOf(campaign({ at: '-25h', delay: '3h' }), 'checkin-ok')).toEqual([2 * HOUR])
    expect(await timesOf(campaign({ at: '-30h', delay: '3h' }), 'checkin-ok')).toEqual([])
  })

  test('does not move due times', async () => {
    const alone = await timesOf({ poll: POLL }, 'checkin-ok', 'poll')
    expect(await timesOf(campaign({}, { poll: POLL }), 'checkin-ok', 'poll')).toEqual(alone)
  })

  test('stops the retries of a push that is under way', async () => {
    const push = { ...PUSH, deadShare: 1, retries: 20, retryEvery: '30m' }
    const { length } = await timesOf(campaign({}, { push, fleet: [cohort({ devices: 3 })] }), 'checkin-ok')
    expect(length).toBe(3)
  })
})

describe('who responds', () => {
  const fleet = [
    cohort({ devices: 3000, devicesPerUser: 2 }),
    cohort({ cohort: 'laptops', devices: 1500, owners: 'phones', platform: 'windows' }),
    cohort({ cohort: 'others', devices: 10 }),
  ]

  test('is a share of the users of its cohorts, on all their devices there at one time', async () => {
    const document = campaign(
      { response: 0.3, delay: { exponential: '5h' }, cohorts: ['phones', 'laptops'] },
      { fleet },
    )
    const acts = (await eventsOf({ ...document, horizon: '20d' })).filter(({ detail }) => detail === 'company_portal')
    const byUser = new Map<number, number[]>()
    for (const { device, time } of acts) {
      expect(device).toBeLessThanOrEqual(4500)
      const user = device <= 3000 ? Math.floor((device - 1) / 2) : device - 3001
      byUser.set(user, [...(byUser.get(user) ?? []), time])
    }
    expect(Math.abs(byUser.size / 1500 - 0.3) / Math.sqrt((0.3 * 0.7) / 1500)).toBeLessThan(4)
    for (const times of byUser.values()) expect(times).toEqual([times[0], times[0], times[0]])
    const delays = [...byUser.values()].map(([time]) => (time! - 26 * HOUR) / (5 * HOUR))
    const mean = delays.reduce((sum, delay) => sum + delay, 0) / delays.length
    expect(Math.abs(mean - 1) * Math.sqrt(delays.length)).toBeLessThan(4)
  })

  test('is not changed by a campaign for other people', async () => {
    const own = { at: '26h', response: 0.3, delay: { exponential: '5h' }, cohorts: ['phones'] }
    const other = { at: '20h', response: 0.5, delay: '1h', cohorts: ['others'] }
    const acts = async (campaigns: readonly Document[]) =>
      (await eventsOf({ fleet, change: { campaigns } })).filter(
        ({ detail, device }) => detail === 'company_portal' && device <= 4500,
      )
    expect(await acts([other, own])).toEqual(await acts([own]))
  })

  test('is drawn anew for each campaign', async () => {
    const one = { at: '26h', response: 0.5, delay: '1h', cohorts: ['laptops'] }
    const told = await eventsOf({ fleet, change: { campaigns: [one, { ...one, at: '30h' }] } })
    const at = (hour: number) =>
      new Set(
        told
          .filter(({ time, detail }) => time === hour * HOUR && detail === 'company_portal')
          .map(({ device }) => device),
      )
    const both = [...at(27)].filter((device) => at(31).has(device)).length
    expect(Math.abs(both / 1500 - 0.25) / Math.sqrt((0.25 * 0.75) / 1500)).toBeLessThan(4)
  })
})
