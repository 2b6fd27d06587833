import { describe, expect, it } from 'vitest'
import type { TimelineColumn } from '../../src/measure/results.ts'
import { play } from './play.ts'

/**
 * What Microsoft's documentation promises or warns of, as outputs: nothing of it is built in as such, so each may fail.
 * The runs are shipped scenarios, some with a smaller fleet.
 */

const NONE = 0
const ONLINE = ['fleet.phones.presence=always', 'fleet.laptops.presence=always']

describe('"there is no interruption to the management and protection" of devices that are on and online', () => {
  it('is true of protection, whatever becomes of the push', async () => {
    for (const push of [[], ['push=off']]) {
      const run = await play('minimal', [...ONLINE, ...push])
      expect(run.devices('protection')).toBe(NONE)
    }
  })

  it('is true of management only of a push that is sent at once, takes no time and is never lost', async () => {
    const perfect = ['push.detectDelay=0s', 'push.latency=0s', 'push.deadShare=0', 'push.loss=0']
    expect((await play('minimal', [...ONLINE, ...perfect])).deviceHours('management')).toBe(NONE)
    const usual = await play('minimal', ONLINE)
    expect(usual.devices('management')).toBe(2000)
    expect(usual.hoursTo(50)).toBeLessThan(0.2)
  })
})

describe('"a delay of up to eight hours"', () => {
  it('is the bound of devices that are on and online, but for the spread of the interval', async () => {
    for (const push of [[], ['push=off']]) {
      const run = await play('minimal', [...ONLINE, ...push])
      expect(run.hoursTo(100)).toBeGreaterThan(6)
      expect(run.hoursTo(100)).toBeLessThan(8 * 1.05 + 0.02)
    }
  })

  it('is no bound of devices that are off at times', async () => {
    expect((await play('minimal')).hoursTo(100)).toBeGreaterThan(48)
  })
})

describe('profiles that remain "for up to seven days"', () => {
  it('are all there until the seventh day is over, and not a quarter of an hour longer', async () => {
    const run = await play('holiday-closure')
    expect(run.count('protected', 'all', 7 * 24 - 0.25)).toBe(9500)
    expect(run.count('protected', 'all', 7 * 24)).toBe(9500 - run.worst('protection'))
    expect(run.worst('protection')).toBeGreaterThan(700)
  })
})

describe('a device that is "removed 180 days after the MDM certificate expires"', () => {
  it('is one of those whose certificate had expired 180 days before, no more and no fewer', async () => {
    const run = await play('certificate-expiry')
    const expired = (day: number) =>
      run.count('identity_expired', 'all', 24 * day) + run.count('removed', 'all', 24 * day)
    for (const day of [50, 200, 350, 500]) {
      expect(expired(day)).toBeGreaterThan(NONE)
      expect(run.count('removed', 'all', 24 * (day + 180))).toBe(expired(day))
    }
  })
})

describe('devices without a user that "are not migrated to the new authority"', () => {
  it('are not, however long they wait', async () => {
    const run = await play('userless-kiosks', ['support.openedAt=never', 'horizon=30d'])
    for (const cohort of ['kiosks', 'signage']) expect(run.count('managed', cohort, 22 * 24)).toBe(NONE)
    expect(run.count('managed_new', 'phones', 22 * 24)).toBe(2800)
  })
})

describe('"new device enrollments and device check-in for iOS devices fail" until the certificate is uploaded', () => {
  it('are both without one success until then, and succeed afterwards', async () => {
    const run = await play('new-enrolments-during-change')
    const iphones = (state: TimelineColumn, hours: number) => run.count(state, 'new-iphones', hours)
    // Enrolments that had begun when the tenant switched come to their end, but to no management.
    const before = iphones('apns_blocked', 0)
    const begun = iphones('enrolling', 0)
    expect(before).toBeGreaterThan(100)
    expect(iphones('apns_blocked', 2)).toBeGreaterThanOrEqual(before)
    expect(iphones('apns_blocked', 2)).toBeLessThanOrEqual(before + begun)
    for (const hours of [2, 10, 29.75]) {
      expect(run.count('managed', 'phones', hours) + iphones('managed', hours)).toBe(NONE)
      expect(iphones('enrolling', hours)).toBe(NONE)
      expect(iphones('apns_blocked', hours)).toBe(iphones('apns_blocked', 2))
      expect(iphones('unenrolled', hours)).toBe(iphones('devices', hours) - iphones('apns_blocked', hours))
      expect(run.count('managed_new', 'android-phones', hours)).toBeGreaterThan(NONE)
    }
    expect(run.count('managed', 'phones', 72)).toBe(4500)
    expect(iphones('managed', 72)).toBeGreaterThan(before + 100)
  })
})
