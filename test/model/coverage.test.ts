import { describe, expect, test } from 'vitest'
import { CAUSES, STATES } from '../../src/model/vocabulary.ts'
import { causesOf, cohort, DAY, type Document, HOUR, NO_PROFILES, online, PUSH, runOf } from '../helpers/story.ts'

describe('a management gap', () => {
  test('is open in every state but registered, managed_new and managed_old', async () => {
    const profiles = { ...NO_PROFILES, wifi: 'same-name' }
    const registered = { fleet: [cohort({ profiles })], push: PUSH, change: { settingsReady: '+1h' } }
    const { timeline } = await runOf({ ...registered, bucket: '30m' })
    const managed = (hour: number) => timeline.count('managed', 0, hour * 2)
    expect([managed(23.5), managed(24), managed(24.5), managed(25.5)]).toEqual([1, 0, 1, 1])
    expect(timeline.count('registered', 0, 49)).toBe(1)
  })

  test('has exactly one cause at any time, the first that applies', async () => {
    // In order: a device that never comes has no other cause, though nothing else is right with it either.
    const ios = { platform: 'ios', presence: 'dormant', licensed: 0 }
    const document = (fields: Document) => ({ fleet: [cohort(fields)], change: { apns: { expires: '+0h' } } })
    expect(await causesOf(document(ios))).toEqual(['management never-online 24'])
    const away = online([0, 1])
    expect(await causesOf(document({ ...ios, presence: away }))).toEqual(['management licence 24'])
    expect(await causesOf(document({ platform: 'ios', presence: away }))).toEqual(['management apns 24'])
    expect(await causesOf(document({ presence: away }))).toEqual(['management offline 24'])
    expect(await causesOf(document({}))).toEqual(['management awaiting-checkin 24'])
  })
})

describe('a protection gap', () => {
  const profiles = { ...NO_PROFILES, wifi: 'same-name' }

  test('has the cause of the management gap while there is one', async () => {
    const document = {
      fleet: [cohort({ profiles, licensed: 0 })],
      retention: { max: '6h' },
      change: { licences: [{ at: '+8h' }] },
    }
    expect(await causesOf(document)).toEqual([
      'management licence 8',
      'management awaiting-checkin 16',
      'protection licence 2',
      'protection awaiting-checkin 16',
    ])
  })

  test('lasts as long as any kind is missing', async () => {
    const fleet = [cohort({ profiles: { ...profiles, vpn: 'unassigned' } })]
    const push = { ...PUSH, latency: '8h' }
    const { devices } = await runOf({ fleet, push, retention: { max: { vpn: '9h', wifi: '6h' } } }, { devices: true })
    // Wi-Fi is missing from 30 h to 32 h, the VPN from 33 h on: protected again, for the last time, at 32 h.
    expect(devices?.gaps[1]?.[0]).toBe((2 + 15) * HOUR)
    expect(devices?.protectedAgain[0]).toBe(32 * HOUR)
  })
})

describe('the outcome of a device', () => {
  test('tells its times, its gaps, the cause it spent most time for and its last state', async () => {
    const profiles = { ...NO_PROFILES, wifi: 'same-name' }
    const document = {
      fleet: [cohort({ profiles, presence: online([0, 26], [40, 48]) })],
      push: { ...PUSH, latency: '3h' },
      retention: { max: '10h' },
      change: { settingsReady: '46h' },
    }
    const { devices } = await runOf(document, { devices: true })
    // Pushed at 27 h to a device that left at 26 h; stored until three hours after 40 h; the settings' push arrives at 49 h.
    expect(devices?.changedAt[0]).toBe(DAY)
    expect(devices?.firstCheckin[0]).toBe(43 * HOUR)
    expect(devices?.managedAt[0]).toBeNaN()
    expect(devices?.protectedAgain[0]).toBeNaN()
    expect(devices?.gaps.map((gap) => gap[0])).toEqual([19 * HOUR, 14 * HOUR, 0])
    // Offline 14 h in one gap and 6 h in the other; waiting 5 h and 3 h; late settings 3 h; then waiting 2 h.
    expect(CAUSES[devices!.mainCause[0]!]).toBe('offline')
    expect(STATES[devices!.finalState[0]!]).toBe('registered')
    expect(await causesOf(document)).toEqual([
      'management offline 14',
      'management awaiting-checkin 5',
      'protection settings-late 3',
      'protection offline 6',
      'protection awaiting-checkin 5',
    ])
  })

  test('of a device without a gap has no cause, and times that never come are missing', async () => {
    const { devices } = await runOf({ push: 'off', change: { at: '47h' } }, { devices: true })
    expect(devices?.firstCheckin[0]).toBeNaN()
    const waves = { waves: [{ name: 'all', at: '10h' }] }
    const quick = await runOf({ push: { ...PUSH, latency: '0s' }, change: waves }, { devices: true })
    expect([...quick.devices!.mainCause]).toEqual([-1])
    expect(quick.devices!.managedAt[0]).toBe(10 * HOUR)
    expect(quick.devices!.wave[0]).toBe(0)
  })
})
