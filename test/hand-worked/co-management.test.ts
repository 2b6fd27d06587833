import { describe, expect, it } from 'vitest'
import { play } from './play.ts'

/** Enrolment begins at 1 d. */
const CO_MANAGEMENT = { kind: 'co-management', from: 'configmgr', to: 'intune', at: '1d', enrolSpread: '0s' }
const horizon = '4d'
const enrolment = { failure: 0, retry: '4h' }
const HOUR = 3_600_000
const DAY = 24 * HOUR

describe('a Windows device of Configuration Manager', () => {
  it('enrols by itself, and is managed all the time', async () => {
    const story = await play({ device: { platform: 'windows' }, change: CO_MANAGEMENT, enrolment, horizon })
    expect(story.events().slice(0, 5)).toEqual([
      '+0s enrolled',
      '+0s change',
      '+0s state-registered',
      '+0s checkin-ok enrolment_burst',
      '+0s state-managed_new',
    ])
    expect(story.gap('management')).toBe('0s')
    expect(story.gap('protection')).toBe('0s')
  })

  // 400 devices over 2 d: all within it, and about half of them in the first.
  it('enrols at any time of the spread alike', async () => {
    const device = { platform: 'windows', devices: 400 }
    const story = await play({ device, change: { ...CO_MANAGEMENT, enrolSpread: '2d' }, enrolment, horizon })
    const times = Array.from({ length: 400 }, (_, i) => story.times(/^enrolled/, i + 1)[0]!)
    expect(Math.min(...times)).toBeGreaterThanOrEqual(DAY)
    expect(Math.max(...times)).toBeLessThanOrEqual(3 * DAY)
    expect(times.filter((time) => time < 2 * DAY).length / 400).toBeCloseTo(0.5, 1)
  })

  it('that is off enrols when it is next online', async () => {
    const presence = { kind: 'trace', online: [['2d', '4d']] }
    const device = { platform: 'windows', presence }
    const story = await play({ device, change: CO_MANAGEMENT, enrolment, horizon })
    expect(story.times(/^enrolled/)).toEqual([2 * DAY])
    expect(story.gap('management')).toBe('0s')
  })

  // The push about the workload arrives 2 min 30 s after it; e-mail stays with Configuration Manager.
  it('gets the settings of a workload with the push that follows its switch', async () => {
    const change = { ...CO_MANAGEMENT, workloads: [{ at: '2d', kinds: ['vpn', 'wifi'] }] }
    const story = await play({ device: { platform: 'windows' }, change, enrolment, horizon })
    expect(story.events().filter((event) => / kind-/.test(event))).toEqual([
      '+1d 2m 30s kind-overwritten vpn',
      '+1d 2m 30s kind-overwritten wifi',
    ])
  })

  // Switched at 2 d, ready at 3 d: the old setting goes at the check-in after the switch.
  it('lacks the settings of a workload that are not ready when it is switched', async () => {
    const change = { ...CO_MANAGEMENT, workloads: [{ at: '2d', kinds: ['vpn'] }], settingsReady: { vpn: '3d' } }
    const story = await play({ device: { platform: 'windows' }, change, enrolment, horizon })
    expect(story.causes('protection')).toEqual({ 'settings-late': '23h 57m 30s', 'awaiting-checkin': '2m 30s' })
  })

  // It waits for VPN when the workload of Wi-Fi is switched, whose settings are ready in the same instant.
  it('hears of settings that become ready as the workload is switched', async () => {
    const workloads = [
      { at: '2d', kinds: ['vpn'] },
      { at: '3d', kinds: ['wifi'] },
    ]
    const change = { ...CO_MANAGEMENT, workloads, settingsReady: { vpn: '90h', wifi: '3d' } }
    const story = await play({ device: { platform: 'windows' }, change, enrolment, horizon })
    const arrival = 2 * DAY + 150_000
    expect(story.times(/push-arrived/)).toEqual([arrival, arrival + DAY, arrival + DAY, 90 * HOUR + 150_000])
  })

  it('is in reach of remote actions only once it has enrolled', async () => {
    const actions = ['12h', '36h'].map((at) => ({ at, kind: 'inventory' }))
    const change = { ...CO_MANAGEMENT, actions }
    const story = await play({ device: { platform: 'windows' }, change, enrolment, horizon })
    expect(story.events().filter((event) => event.includes('action'))).toEqual([
      '-12h action-dropped inventory',
      '+12h action-issued inventory',
      '+12h 2m 30s action-executed inventory',
    ])
  })

  it('whose user has no licence stays with Configuration Manager and tries again', async () => {
    const device = { platform: 'windows', licensed: 0 }
    const change = { ...CO_MANAGEMENT, licences: [{ at: '+5h' }] }
    const story = await play({ device, change, enrolment, horizon })
    expect(story.times(/enrol-refused licence/)).toEqual([DAY, DAY + 4 * HOUR])
    expect(story.times(/^enrolled/)).toEqual([DAY + 8 * HOUR])
    expect(story.gap('management')).toBe('0s')
  })
})

describe('other platforms', () => {
  it('have no part in co-management', async () => {
    const story = await play({ device: { platform: 'android' }, change: CO_MANAGEMENT, enrolment, horizon })
    expect(story.events()).toEqual([])
    expect(story.finalState()).toBe('managed_old')
  })

  it('take part in it once somebody has enrolled them', async () => {
    const workloads = [{ at: '2d', kinds: ['wifi'] }]
    const change = { ...CO_MANAGEMENT, workloads, actions: [{ at: '36h', kind: 'reenrol' }] }
    const story = await play({ device: { platform: 'android' }, change, enrolment, horizon })
    expect(story.times(/^enrolled/)).toEqual([36 * HOUR])
    expect(story.events().filter((event) => event.includes('kind-'))).toEqual(['+1d 2m 30s kind-overwritten wifi'])
  })
})
