import { describe, expect, it } from 'vitest'
import { allKinds, play, type Story } from './play.ts'

/** Scheduled check-ins exactly every 8 h, from a drawn phase; the date of the plan is at 1 d. */
const poll = { interval: '8h', jitter: 0 }
const TO_INTUNE = { kind: 'coexistence', from: 'office365', to: 'intune', at: '1d' }
const TO_OFFICE = { kind: 'coexistence', from: 'intune', to: 'office365', at: '1d' }
const horizon = '3d'
const HOUR = 3_600_000
const DAY = 24 * HOUR

/** The first scheduled check-in at or after a time. */
function pollFrom(story: Story, from: number): number {
  return story.times(/^checkin-\w+ poll/).find((time) => time >= from)!
}

describe('from Office 365 to Intune', () => {
  // At its next scheduled check-in from then on, and in one instant: no time without management.
  it('a licensed device changes hands at its next check-in, without a gap', async () => {
    const story = await play({ device: { licensed: 1 }, poll, change: TO_INTUNE, horizon })
    expect(story.times(/^change/)).toEqual([pollFrom(story, DAY)])
    expect(story.times(/^state-managed_new/)).toEqual(story.times(/^change/))
    expect(story.gap('management')).toBe('0s')
    expect(story.gap('protection')).toBe('0s')
  })

  it('users who have a licence when coexistence is enabled move at that date, the others with their licence', async () => {
    const fleet = [{ cohort: 'surprised', licensed: 1 }, { cohort: 'planned' }]
    const licences = [{ at: '2d', cohorts: ['planned'] }]
    const story = await play({ fleet, poll, change: { ...TO_INTUNE, licences }, horizon })
    expect(story.times(/^change/, 1)[0]).toBeLessThan(DAY + 8 * HOUR)
    expect(story.times(/^change/, 2)[0]).toBeGreaterThan(2 * DAY)
  })

  it('a user without a licence stays with Office 365', async () => {
    const story = await play({ poll, change: TO_INTUNE, horizon })
    expect(story.times(/^change/)).toEqual([])
    expect(story.finalState()).toBe('managed_old')
  })

  // All old settings are removed with the move: nothing is kept for seven days, and nothing is there twice.
  it('what is not ready or not assigned is missing at once, and a new name makes no duplicate', async () => {
    const profiles = { vpn: 'unassigned', wifi: 'renamed' }
    const change = { ...TO_INTUNE, settingsReady: { email: '2d' } }
    const story = await play({ device: { licensed: 1, profiles }, poll, change, horizon })
    const moved = story.times(/^change/)
    expect(story.times(/^kind-missing email/)).toEqual(moved)
    expect(story.times(/^kind-missing vpn/)).toEqual(moved)
    expect(story.times(/^kind-overwritten wifi/)).toEqual(moved)
    expect(story.times(/^kind-(retained|duplicate)/)).toEqual([])
  })

  it('a user whose licence is taken away goes back at the next check-in', async () => {
    const change = { ...TO_INTUNE, licences: [{ at: '2d', remove: true }] }
    const story = await play({ device: { licensed: 1 }, poll, change, horizon })
    expect(story.times(/^state-managed_old/)).toEqual([pollFrom(story, 2 * DAY)])
    expect(story.gap('management')).toBe('0s')
  })

  it('a device without a user never changes hands', async () => {
    const story = await play({ device: { enrolment: 'userless' }, poll, change: TO_INTUNE, horizon })
    expect(story.finalState()).toBe('managed_old')
  })
})

describe('from Intune to Office 365', () => {
  it('licences removed when Office 365 is active move the devices at their next check-in', async () => {
    const change = { ...TO_OFFICE, licences: [{ at: '1d 12h', remove: true }] }
    const story = await play({ poll, change, horizon })
    expect(story.times(/^change/)).toEqual([pollFrom(story, 1.5 * DAY)])
    expect(story.gap('management')).toBe('0s')
  })

  // In the wrong order nobody manages the device for 12 h, and then until its next check-in.
  it('licences removed before Office 365 is active leave the devices with nobody', async () => {
    const change = { ...TO_OFFICE, licences: [{ at: '12h', remove: true }] }
    const story = await play({ poll, change, horizon })
    expect(story.events().filter((event) => event.startsWith('-12h '))).toEqual([
      '-12h change',
      ...allKinds('-12h', 'retained'),
      '-12h state-unlicensed',
    ])
    expect(story.causes('management').licence).toBe('12h')
    expect(story.times(/^state-managed_new/)).toEqual([pollFrom(story, DAY)])
  })

  it('devices that nobody managed have no duplicates when they come to their new service', async () => {
    const change = { ...TO_OFFICE, licences: [{ at: '12h', remove: true }] }
    const story = await play({ device: { profiles: { wifi: 'renamed' } }, poll, change, horizon })
    expect(story.times(/^kind-overwritten wifi/)).toEqual([pollFrom(story, DAY)])
    expect(story.times(/^kind-duplicate/)).toEqual([])
  })
})
