import { describe, expect, it } from 'vitest'
import { load, play } from './play.ts'

/**
 * What the comment of each shipped scenario and the table of scenarios claim, as tests, with room for a change of draws. They
 * share their runs with the golden files, so they are part of the same test file.
 */

const NONE = 0
const NEVER = Number.POSITIVE_INFINITY

describe('minimal', () => {
  it('hands over 72 % within an hour, 90 % after 10 hours, all after six days, and loses no profile', async () => {
    const run = await play('minimal')
    expect(Object.keys(load('minimal').document.fleet)).toHaveLength(2)
    expect(run.managed(1)).toBeCloseTo(0.72, 1)
    expect(run.hoursTo(90)).toBeCloseTo(10, -1)
    expect(run.hoursTo(100)).toBeLessThan(7 * 24)
    expect(run.devices('protection')).toBe(NONE)
    expect(run.summary.thresholds).toEqual([])
  })

  it('takes until Monday when it switches on Friday evening', async () => {
    expect((await play('minimal', ['change.at=4d 18h'])).hoursTo(90)).toBeCloseTo(62, 0)
  })

  it('hands over half of the devices after almost 5 hours without pushes', async () => {
    expect((await play('minimal', ['push=off'])).hoursTo(50)).toBeCloseTo(4.8, 0)
  })
})

describe('hybrid-to-intune', () => {
  it('hands over 95 % when the laptops are back on Monday, and holds its thresholds', async () => {
    const run = await play('hybrid-to-intune')
    expect(run.hoursTo(95)).toBeGreaterThan(61.5)
    expect(run.hoursTo(95)).toBeLessThan(63.5)
    expect(run.breached).toEqual([])
  })

  it('leaves exactly the devices of users without a licence, about 2 % of them', async () => {
    const run = await play('hybrid-to-intune')
    expect(run.summary.handover.left).toBe(run.devices('management', 'licence'))
    expect(run.open('management', 'licence')).toBe(run.devices('management', 'licence'))
    expect(run.summary.handover.left / 15_400).toBeCloseTo(0.02, 2)
    expect(run.hoursTo(100)).toBe(NEVER)
  })

  it('takes a forgotten profile from about a tenth of the phones', async () => {
    const run = await play('hybrid-to-intune')
    expect(run.devicesOf('field-phones', 'protection', 'not-assigned') / 6000).toBeCloseTo(0.1, 1)
    const repaired = await play('hybrid-to-intune', ['fleet.field-phones.profiles.configuration=same-name'])
    expect(repaired.devices('protection', 'not-assigned')).toBe(NONE)
  })

  it('hands over everybody when licences come three days late', async () => {
    expect((await play('hybrid-to-intune', ['change.licences=[{ at: +3d }]'])).hoursTo(100)).toBeLessThan(168)
  })

  it('hands over 90 % in less than 3 hours on Monday morning', async () => {
    expect((await play('hybrid-to-intune', ['change.at=7d 9h'])).hoursTo(90)).toBeLessThan(3)
  })
})

describe('intune-to-hybrid', () => {
  it('keeps 10 500 Apple devices out for exactly ten hours, the iPads beside them by ticket', async () => {
    const run = await play('intune-to-hybrid')
    // The 2 % of phones that are never online, and those whose certificate had expired, are counted under these causes.
    const never = run.devices('management', 'never-online')
    const apns = run.devices('management', 'apns')
    expect(9000 + 1500 - never - apns).toBeGreaterThanOrEqual(NONE)
    expect(9000 + 1500 - never - apns).toBeLessThan(5)
    expect(run.deviceHours('management', 'apns')).toBe(10 * apns)
    expect(run.devices('management', 'identity-certificate')).toBeLessThan(20)
    expect(run.devices('management', 'ticket')).toBe(500)
    expect(run.devices('protection', 'ticket')).toBe(500)
  })

  it('breaches its threshold, which an upload after an hour would hold', async () => {
    const run = await play('intune-to-hybrid')
    expect(run.breached).toEqual(['management_coverage at +12h >= 0.75'])
    expect(run.managed(12)).toBeCloseTo(0.58, 1)
    expect((await play('intune-to-hybrid', ['change.apns.uploads.0.at=+1h'])).breached).toEqual([])
  })
})

describe('phased-mixed-authority', () => {
  it('cuts the worst moment to less than half, but not the device-hours', async () => {
    const waves = await play('phased-mixed-authority')
    const atOnce = await play('phased-mixed-authority', ['change.waves=[]', 'change.settingsReady=0h'])
    expect(waves.worst('management')).toBeLessThan(0.4 * atOnce.worst('management'))
    expect(waves.deviceHours('management')).toBeGreaterThan(1.15 * atOnce.deviceHours('management'))
    // Everybody but the scanners and kiosks, which are switched before.
    expect(atOnce.worst('management')).toBe(50_000 - 2400 - 1200)
    expect([waves.breached, atOnce.breached]).toEqual([[], ['management_gap_devices max <= 20000']])
    const drawer = waves.deviceHours('management', 'never-online') - atOnce.deviceHours('management', 'never-online')
    expect(drawer).toBeGreaterThan(0.8 * (waves.deviceHours('management') - atOnce.deviceHours('management')))
    expect(waves.hoursTo(99)).toBe(NEVER)
  })
})

describe('friday-evening and monday-morning', () => {
  it('are the same change but for the date', () => {
    const [friday, monday] = ['friday-evening', 'monday-morning'].map((name) => load(name).document)
    const { name, description, change } = friday!
    expect({ ...monday!, name, description, change: { ...monday!.change, at: change.at } }).toEqual(friday!)
    expect(monday!.change.at).not.toBe(change.at)
  })

  it('differ by a factor of about nine in device-hours, and the other way round in load', async () => {
    const friday = await play('friday-evening')
    const monday = await play('monday-morning')
    const ratio = friday.deviceHours('management') / monday.deviceHours('management')
    expect(ratio).toBeGreaterThan(8)
    expect(ratio).toBeLessThan(10)
    expect(monday.summary.load.peak.checkins).toBeGreaterThan(1.4 * friday.summary.load.peak.checkins)
    expect(friday.managed(24)).toBeCloseTo(0.58, 1)
    expect(monday.managed(24)).toBeGreaterThan(0.98)
    expect(friday.hoursTo(95)).toBeCloseTo(62.7, 0)
    expect(monday.hoursTo(50)).toBeLessThan(0.1)
    expect(monday.hoursTo(95)).toBeLessThan(24)
    expect([friday.breached, monday.breached]).toEqual([['management_coverage at +24h >= 0.9'], []])
  })
})

describe('userless-kiosks', () => {
  const switched = (at: string) => [
    `change.actions=[{ at: ${at}, kind: switchDevices, cohorts: [kiosks, signage, scanners] }]`,
  ]

  it('leaves 2 200 devices to support for two months, nearly all without profiles from day 7', async () => {
    const run = await play('userless-kiosks')
    expect(run.devices('management', 'ticket')).toBe(2200)
    expect(run.hoursTo(99)).toBeGreaterThan(60 * 24)
    expect(run.hoursTo(99)).toBeLessThan(75 * 24)
    expect(run.devices('protection', 'ticket')).toBeGreaterThan(2000)
    expect(run.deviceHours('management')).toBeGreaterThan(1.5e6)
    expect(run.breached).toEqual(['protection_gap_devices max <= 60'])
  })

  it('loses those for good whose certificate expires while they wait', async () => {
    const run = await play('userless-kiosks')
    const expired = run.devices('management', 'identity-certificate')
    expect(expired).toBeGreaterThan(15)
    expect(expired).toBeLessThan(70)
    expect(run.open('management', 'identity-certificate')).toBe(expired)
    expect(run.summary.handover.left).toBe(expired)
  })

  it('has no ticket and no protection gap when they are switched before', async () => {
    const run = await play('userless-kiosks', switched('-1d'))
    expect(run.devices('management', 'ticket')).toBe(NONE)
    expect(run.devices('protection')).toBe(NONE)
    expect(run.deviceHours('management')).toBeLessThan(25_000)
    expect(run.breached).toEqual([])
  })

  it('is the same, to the last event, when they are switched an hour after', async () => {
    const late = await play('userless-kiosks', switched('+1h'))
    expect(late.results.fingerprint).toBe((await play('userless-kiosks')).results.fingerprint)
  })
})

describe('retention-deadlock', () => {
  it('strands about 5 400 devices for good, and no phone', async () => {
    const run = await play('retention-deadlock', [], true)
    expect(run.events('stranded', 'tablets')).toBeGreaterThan(3700)
    expect(run.events('stranded', 'tablets')).toBeLessThan(3850)
    expect(run.events('stranded', 'scanners')).toBe(1600)
    expect(run.events('stranded', 'phones')).toBe(NONE)
    expect(run.devicesOf('scanners', 'management', 'stranded')).toBeGreaterThan(1100)
    expect(run.devicesOf('phones', 'protection', 'settings-late')).toBe(5700)
    // Those left without protection are those that are stranded, and tablets with another network that stay away.
    const stranded = run.events('stranded', 'tablets') + run.events('stranded', 'scanners')
    expect(Math.abs(run.open('protection') - stranded)).toBeLessThan(20)
    // Many of them count as handed over.
    expect(stranded - run.open('management')).toBeGreaterThan(3900)
    expect(run.breached).toEqual(['protection_gap_devices end <= 400'])
  })

  it('loses about 200 when the profile comes in time and the scanners are switched before', async () => {
    const actions = 'change.actions=[{ at: -1d, kind: switchDevices, cohorts: [scanners] }]'
    const run = await play('retention-deadlock', ['change.settingsReady.wifi=+2d', actions])
    expect(run.open('protection')).toBeGreaterThan(150)
    expect(run.open('protection')).toBeLessThan(250)
    expect(run.devicesOf('scanners', 'protection', 'stranded')).toBe(NONE)
    expect(run.devicesOf('scanners', 'protection', 'offline')).toBe(NONE)
    expect(run.breached).toEqual([])
  })
})

describe('apns-wrong-topic', () => {
  it('keeps all 6 400 Apple devices out for exactly 100 hours', async () => {
    const run = await play('apns-wrong-topic')
    expect(run.devices('management', 'apns')).toBe(5500 + 900)
    expect(run.deviceHours('management', 'apns')).toBe(100 * 6400)
    expect(run.hoursTo(50)).toBeGreaterThan(100)
    expect(run.devices('protection')).toBeLessThan(100)
    expect(run.breached).toEqual(['management_coverage at +24h >= 0.9'])
  })

  it('costs about a tenth without the mistake', async () => {
    const mistake = await play('apns-wrong-topic')
    const original = await play('apns-wrong-topic', ['change.apns.uploads.0.topic=original'])
    const share = original.deviceHours('management') / mistake.deviceHours('management')
    expect(share).toBeGreaterThan(0.08)
    expect(share).toBeLessThan(0.13)
  })

  it('takes the profiles of all of them when it is found after seven days', async () => {
    const late = await play('apns-wrong-topic', ['change.apns.uploads.1.at=+8d'])
    expect(late.devices('protection')).toBe(6400)
  })
})

describe('worked-example', () => {
  it('hands over all five devices, of which one is stranded', async () => {
    const run = await play('worked-example', [], true)
    expect(run.hoursTo(100)).toBeCloseTo(17.0167, 4)
    expect(run.events('stranded', 'wifi-tablet')).toBe(1)
    expect(run.open('protection', 'not-assigned')).toBe(1)
  })
})
