import { describe, expect, it } from 'vitest'
import { OTHER_KINDS } from './names.ts'
import { load, play } from './play.ts'
import { recorded } from './recorded.ts'

/** What the comments of scenarios about changes of other kinds claim, with room for a change of draws. */

const NONE = 0

recorded(OTHER_KINDS)

describe('third-party-to-intune and third-party-to-intune-grace', () => {
  it('are the same plan but for the week of grace', () => {
    const { name, description, ...atOnce } = load('third-party-to-intune').document
    const grace = load('third-party-to-intune-grace', ['conditionalAccess.grace=0h']).document
    expect({ ...grace, name, description }).toEqual({ ...atOnce, name, description })
    expect(load('third-party-to-intune-grace').document).not.toEqual(grace)
  })

  it('lock out half of the fleet at once, or a ninth of it after a week', async () => {
    const atOnce = await play('third-party-to-intune')
    const grace = await play('third-party-to-intune-grace')
    expect(atOnce.worst('access') / 10_400).toBeCloseTo(0.49, 1)
    expect(grace.worst('access') / 10_400).toBeCloseTo(0.11, 1)
    expect(atOnce.deviceHours('access') / grace.deviceHours('access')).toBeGreaterThan(2.2)
    expect(grace.summary.calls.opened).toBeLessThan(0.5 * atOnce.summary.calls.opened)
    expect(atOnce.hoursTo(90)).toBeLessThan(30)
    expect(grace.hoursTo(90)).toBeGreaterThan(6 * 24)
    expect([atOnce.breached.length, grace.breached]).toEqual([2, []])
  })

  it('leave a gap on every device, online or not, and a few orphans when the old service is switched off', async () => {
    const run = await play('third-party-to-intune-grace')
    expect(run.devices('management')).toBe(10_700)
    expect(run.most('orphaned')).toBeGreaterThan(30)
    expect(run.most('orphaned')).toBeLessThan(90)
    expect(run.most('orphaned')).toBeGreaterThan(2 * (await play('third-party-to-intune')).most('orphaned'))
  })

  it('leave a fifth behind when nobody denies access, and hundreds when the old service ends too early', async () => {
    const unforced = await play('third-party-to-intune-grace', ['conditionalAccess=off'])
    expect(unforced.summary.handover.left / 10_400).toBeCloseTo(0.19, 1)
    const early = await play('third-party-to-intune-grace', ['change.decommission=+8d'])
    expect(early.most('orphaned')).toBeGreaterThan(180)
  })
})

describe('wave-size', () => {
  it('locks out three times as many as allowed in its last wave, on a Saturday when nobody answers', async () => {
    const run = await play('wave-size')
    const { worst } = run.summary.gaps.find(({ gap }) => gap === 'access')!
    expect(worst.devices).toBeGreaterThan(2200)
    expect(worst.at).toMatch(/^2020-02-29T1/)
    expect(run.summary.calls.abandoned).toBeGreaterThan(run.summary.calls.closed)
    expect(run.breached).toHaveLength(2)
  })

  it('locks out fewer on a Monday, and an allowed number with small waves', async () => {
    const monday = await play('wave-size', ['conditionalAccess.grace=6d'])
    expect(monday.worst('access')).toBeLessThan(2100)
    expect(monday.line('help_desk')).toBeLessThan(0.75 * (await play('wave-size')).line('help_desk'))
    const tenth = Array.from({ length: 9 }, (_, i) => `{ name: w${i}, at: ${1 + 3 * i}d 9h, share: 0.1 }`)
    const small = await play('wave-size', ['conditionalAccess.grace=6d', `change.waves=[${tenth.join(', ')}]`])
    expect(small.worst('access')).toBeLessThan(500)
  })
})

describe('scep-bottleneck', () => {
  it('makes devices that have enrolled wait up to four hours for a certificate, and so for access', async () => {
    const run = await play('scep-bottleneck')
    expect(run.line('scep')).toBeGreaterThan(850)
    expect(run.summary.stations.find(({ station }) => station === 'scep')!.waitHours.max).toBeLessThan(5)
    expect(run.deviceHours('access', 'not-compliant')).toBeGreaterThan(10_000)
    expect(run.breached).toEqual(['scep_queue max <= 200'])
    const fast = await play('scep-bottleneck', ['stations.scep.ratePerMinute=30'])
    expect([fast.line('scep'), fast.devices('access', 'not-compliant')]).toEqual([NONE, NONE])
  })
})

describe('conditional-access-deadlock', () => {
  it('locks out a third of the workforce for good, calls or not', async () => {
    const run = await play('conditional-access-deadlock')
    expect(run.worst('access') / 8000).toBeCloseTo(0.32, 1)
    expect(run.open('access')).toBeGreaterThan(0.99 * run.worst('access'))
    expect(run.summary.calls.closed).toBeGreaterThan(1000)
    expect(run.breached).toEqual(['access_gap_devices end <= 400'])
  })

  it('lets nearly all of them enrol within days when the rule leaves the enrolment out', async () => {
    const run = await play('conditional-access-deadlock', ['conditionalAccess.coversEnrolment=false'])
    expect(run.hoursTo(99)).toBeLessThan(10 * 24)
    expect(run.breached).toEqual([])
  })
})

describe('office365-coexistence', () => {
  it('moves those who have a licence the moment it is enabled, before the settings are ready', async () => {
    const run = await play('office365-coexistence')
    expect(run.count('registered', 'all', 48)).toBeGreaterThan(1350)
    expect(run.devices('protection', 'settings-late')).toBeGreaterThan(1350)
    expect(run.devices('management')).toBe(NONE)
    expect(run.count('managed_old', 'lobby-tablets', 26 * 24)).toBe(200)
    expect(run.breached).toEqual(['protection_coverage min >= 0.95'])
  })

  it('surprises nobody without licences before', async () => {
    const none = ['fleet.phones.licensed=0', 'fleet.android-phones.licensed=0']
    const run = await play('office365-coexistence', none)
    expect(run.devices('protection', 'settings-late')).toBe(NONE)
    expect(run.breached).toEqual([])
  })
})

describe('office365-only', () => {
  it('leaves every device without management for exactly 48 hours when licences go first', async () => {
    const run = await play('office365-only')
    expect(run.deviceHours('management', 'licence')).toBe(48 * 6500)
    expect(run.worst('management')).toBe(6500)
    expect(run.hoursTo(50)).toBeCloseTo(4.6, 0)
    expect(run.breached).toEqual(['management_coverage min >= 0.99'])
  })

  it('leaves none when they go after the activation', async () => {
    const run = await play('office365-only', ['change.licences.0.at=+1h'])
    expect([run.devices('management'), run.devices('protection')]).toEqual([NONE, NONE])
  })
})

describe('co-management-remote-actions', () => {
  it('never leaves a device unmanaged by itself', async () => {
    const run = await play('co-management-remote-actions', ['change.actions=[]'])
    expect([run.devices('management'), run.devices('protection')]).toEqual([NONE, NONE])
  })

  it('opens the fleet to remote actions within two days of its start', async () => {
    const run = await play('co-management-remote-actions')
    expect(run.count('reachable', 'all', -8 * 24)).toBe(NONE)
    expect(run.count('reachable', 'all', 26) / 18_000).toBeCloseTo(0.4, 1)
    expect(run.count('reachable', 'all', 50) / 18_000).toBeCloseTo(0.7, 1)
    expect(run.breached).toEqual([])
  })

  it('executes half of the actions within minutes, and ends management only where somebody wanted so', async () => {
    const run = await play('co-management-remote-actions')
    expect(run.summary.actions.hours.p50).toBeLessThan(0.1)
    expect(run.summary.actions.hours.p90).toBeGreaterThan(15)
    expect(run.open('management', 'retired')).toBe(run.open('management'))
    expect(run.open('management')).toBeGreaterThan(80)
    expect(run.summary.actions.dropped).toBeGreaterThan(100)
  })
})

describe('unset-to-intune', () => {
  it('refuses every enrolment until the authority is set', async () => {
    const run = await play('unset-to-intune')
    expect(run.count('devices', 'new-phones', -0.25)).toBeGreaterThan(30)
    expect(run.count('managed', 'all', -0.25)).toBe(NONE)
    expect(run.count('managed', 'all', 24)).toBeGreaterThan(500)
    expect(run.summary.canary!.locked!.offsetHours - 57).toBeLessThan(1.5)
  })

  it('needs reminders, and the sooner the better', async () => {
    const run = await play('unset-to-intune')
    expect(run.hoursTo(90) / 24).toBeCloseTo(15, 0)
    const sooner = await play('unset-to-intune', ['change.campaigns.0.at=+4d', 'change.campaigns.1.at=+8d'])
    expect(sooner.hoursTo(90) / 24).toBeCloseTo(10, 0)
    expect([run.breached, sooner.breached]).toEqual([['time_to_90 <= 14d'], []])
    const never = await play('unset-to-intune', ['change.campaigns=[]'])
    expect(never.summary.handover.left).toBeGreaterThan(1400)
  })
})
