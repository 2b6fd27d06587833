import { describe, expect, it } from 'vitest'
import { DEPENDENCIES } from './names.ts'
import { play } from './play.ts'
import { recorded } from './recorded.ts'
import './source-claims.ts'

/** What the comments of scenarios about an in-place change claim, with room for a change of draws. */

const NONE = 0

recorded(DEPENDENCIES)

describe('holiday-closure', () => {
  it('takes the profiles of about 750 devices that come back after twelve days, and strands nine tablets', async () => {
    const run = await play('holiday-closure')
    expect(run.devices('protection')).toBeGreaterThan(700)
    expect(run.devices('protection')).toBeLessThan(820)
    expect(run.summary.handover.stranded).toBeGreaterThan(3)
    expect(run.summary.handover.stranded).toBeLessThan(20)
    expect(run.hoursTo(90)).toBeLessThan(9.1)
    expect(run.breached).toEqual(['protection_gap_devices max <= 200'])
  })

  it('takes none if only the service can take a profile away', async () => {
    const run = await play('holiday-closure', ['retention.model=server-suspension'])
    expect([run.devices('protection'), run.summary.handover.stranded]).toEqual([NONE, NONE])
  })

  it('is six times as bad on the Monday after, with everybody gone, and harmless on the Thursday before', async () => {
    const monday = await play('holiday-closure', ['change.at=7d'])
    expect([monday.devices('protection'), monday.summary.handover.stranded]).toEqual([6500, 500])
    expect((await play('holiday-closure', ['change.at=3d 9h'])).breached).toEqual([])
  })

  it('executes every action that was issued before the change, after it', async () => {
    const { actions } = (await play('holiday-closure')).summary
    expect(actions.issued).toBeGreaterThan(15)
    expect(actions).toMatchObject({ executed: actions.issued, dropped: NONE })
    expect(actions.hours.max).toBeGreaterThan(2)
  })
})

describe('licence-gap', () => {
  it('hides behind old profiles for seven days, and then takes them from all devices without a licence at once', async () => {
    const run = await play('licence-gap')
    const unlicensed = run.count('unlicensed', 'all', 1)
    expect(unlicensed / 1000).toBeCloseTo(0.8, 1)
    expect(run.count('protected', 'store-phones', 7 * 24 - 1)).toBe(1000)
    expect(run.count('protected', 'store-phones', 7 * 24)).toBe(1000 - unlicensed)
    expect(run.count('admitted', 'store-phones', 7 * 24 + 2)).toBe(1000 - unlicensed)
    expect(run.open('management')).toBe(NONE)
    expect(run.breached).toHaveLength(2)
  })

  it('keeps new devices of these users out until they have a licence', async () => {
    const run = await play('licence-gap')
    expect(run.count('devices', 'new-store-phones', 9 * 24 - 1)).toBe(60)
    expect(run.count('managed', 'new-store-phones', 9 * 24 - 1)).toBe(NONE)
    expect(run.count('managed', 'new-store-phones', 11 * 24)).toBeGreaterThan(50)
  })

  it('does not exist when licences come before', async () => {
    expect((await play('licence-gap', ['change.licences.0.at=-1d'])).breached).toEqual([])
  })
})

describe('renamed-profiles', () => {
  it('leaves about 10 000 duplicates for a week, and none after it', async () => {
    const { redundantProfiles } = (await play('renamed-profiles')).summary
    expect(redundantProfiles.most).toBeGreaterThan(9500)
    expect(redundantProfiles.most).toBeLessThan(10_400)
    expect(redundantProfiles.end).toBe(NONE)
  })

  it('takes the forgotten VPN profile of a tenth of the phones on day seven, and nothing that was dropped', async () => {
    const run = await play('renamed-profiles')
    expect(run.count('protected_vpn', 'phones', 7 * 24 - 1)).toBe(5000)
    expect(run.count('protected_vpn', 'phones', 7 * 24)).toBe(5000 - run.devices('protection'))
    expect(run.devices('protection') / 5000).toBeCloseTo(0.1, 1)
    expect(run.devicesOf('laptops', 'protection', 'not-assigned')).toBe(NONE)
    expect(run.breached).toEqual([])
  })
})

describe('category-backlog', () => {
  it('still has about 1 800 devices in line when their old configuration ends', async () => {
    const run = await play('category-backlog')
    expect(run.devices('protection', 'category')).toBeGreaterThan(1650)
    expect(run.devices('protection', 'category')).toBeLessThan(1900)
    expect(run.line('categories')).toBeGreaterThan(3900)
    expect(run.managed(7 * 24)).toBe(1)
    expect(run.open('protection')).toBe(NONE)
    expect(run.breached).toHaveLength(2)
  })

  it('has no gap with more hands', async () => {
    expect((await play('category-backlog', ['categories.ratePerHour=200'])).devices('protection')).toBe(NONE)
  })
})

describe('compliance-reports', () => {
  it('reports a loss of compliance up to seven days after access was denied for it', async () => {
    const run = await play('compliance-reports')
    const missing = (column: 'compliance_true' | 'compliance_reported', hours: number) =>
      7000 - run.count(column, 'all', hours)
    const all = missing('compliance_true', 7 * 24)
    expect(all / 4000).toBeCloseTo(0.15, 1)
    expect(missing('compliance_true', 24)).toBeGreaterThan(0.95 * all)
    expect(missing('compliance_reported', 24)).toBeLessThan(0.2 * all)
    expect(missing('compliance_reported', 72)).toBeLessThan(0.5 * all)
    expect(missing('compliance_reported', 7 * 24)).toBe(all)
    expect(7000 - run.count('admitted', 'all', 48)).toBeGreaterThan(0.95 * all)
    expect(run.open('access', 'not-compliant')).toBe(all)
    expect(run.breached).toEqual(['access_gap_devices max <= 50'])
  })
})

describe('new-enrolments-during-change', () => {
  it('makes new iPhones wait for the certificate, and no new Android phone', async () => {
    const run = await play('new-enrolments-during-change')
    expect(run.devicesOf('new-iphones', 'protection', 'apns')).toBeGreaterThan(100)
    expect(run.devicesOf('new-android-phones', 'management', 'apns')).toBe(NONE)
    expect(run.open('management')).toBe(NONE)
    expect(run.breached).toEqual(['time_to_50 <= 12h'])
  })

  it('shows it to whoever looks at the canary', async () => {
    const at = (canary: { offsetHours: number } | null) => canary!.offsetHours - 57
    const iphone = (await play('new-enrolments-during-change')).summary.canary!
    expect(at(iphone.enrolled)).toBeGreaterThan(30)
    expect(at(iphone.locked) - at(iphone.enrolled)).toBeCloseTo(0.25, 6)
    const android = (await play('new-enrolments-during-change', ['canary.platform=android'])).summary.canary!
    expect(at(android.locked)).toBeLessThan(2)
  })
})

describe('apns-expiry', () => {
  it('costs every Apple device exactly 70 hours of management, and nobody a profile', async () => {
    const run = await play('apns-expiry')
    const there = run.most('apns_blocked')
    expect(there).toBeGreaterThan(7000)
    expect(run.count('apns_blocked', 'all', 11.5 * 24 - 33)).toBe(there)
    expect(run.count('apns_blocked', 'all', 14 * 24 + 10 - 33)).toBe(NONE)
    const arrivals = run.devices('management', 'apns') - there
    expect(run.deviceHours('management', 'apns') - 70 * there).toBeGreaterThan(NONE)
    expect(run.deviceHours('management', 'apns') - 70 * there).toBeLessThanOrEqual(70 * arrivals)
    expect(run.devicesOf('phones', 'protection', 'apns')).toBe(NONE)
    expect(run.open('management')).toBe(NONE)
    expect(run.breached).toEqual(['apns_blocked max <= 0'])
  })

  it('is for good when the certificate is replaced instead of renewed', async () => {
    const topic = await play('apns-expiry', ['change.apns.uploads=[{ at: 14d 10h, topic: changed }]'])
    expect(topic.open('management', 'apns')).toBe(topic.most('apns_blocked'))
  })
})

describe('certificate-expiry', () => {
  it('loses the devices in drawers and three times as many that are used too seldom', async () => {
    const run = await play('certificate-expiry')
    const drawers = run.devices('management', 'never-online')
    expect(run.count('removed', 'all', 728 * 24) / drawers).toBeGreaterThan(3.5)
    expect(run.count('removed', 'all', 728 * 24) / drawers).toBeLessThan(5)
    expect(run.devices('management', 'identity-certificate')).toBeGreaterThan(run.most('removed'))
    expect(run.most('hidden')).toBeGreaterThan(run.most('removed'))
    expect(run.breached).toEqual(['removed end <= 40'])
  })
})

describe('thundering-herd', () => {
  it('has twice the peak of requests with a limit that it has without one', async () => {
    const run = await play('thundering-herd')
    const free = await play('thundering-herd', ['stations.service=off'])
    const peak = run.summary.load.peak.checkins / free.summary.load.peak.checkins
    expect(peak).toBeGreaterThan(1.8)
    expect(peak).toBeLessThan(2.3)
    expect(run.summary.load.refused).toBeGreaterThan(run.summary.load.checkins / 2)
    expect(run.managed(47)).toBeCloseTo(0.75, 1)
    expect(free.managed(47)).toBeGreaterThan(0.93)
    expect(run.devices('protection')).toBe(NONE)
    expect([run.breached, free.breached]).toEqual([['management_coverage at 7d 11h >= 0.85'], []])
  })

  it('is almost without a limit at four times the rate', async () => {
    const run = await play('thundering-herd', ['stations.service.ratePerMinute=600'])
    expect(run.managed(47)).toBeGreaterThan(0.93)
  })
})

describe('push-starvation', () => {
  it('reaches nobody with the same devices first each minute, and half of the fleet in half an hour otherwise', async () => {
    const fixed = await play('push-starvation')
    expect(fixed.results.load.total('pushes_delivered')).toBe(NONE)
    expect(fixed.results.load.total('checkins_by_push')).toBe(NONE)
    expect(fixed.hoursTo(50)).toBeCloseTo(5.2, 0)
    for (const order of ['queue', 'random']) {
      const run = await play('push-starvation', [`stations.push.order=${order}`])
      expect(run.hoursTo(50)).toBeLessThan(0.5)
      expect(run.breached).toEqual([])
    }
    expect(fixed.breached).toEqual(['time_to_50 <= 1h'])
  })
})
