import { describe, expect, it } from 'vitest'
import { allKinds, play } from './play.ts'

/** The announcement is at 1 d, the end at 3 d. Everybody answers after 2 h; 10 min of pause, 15 min to enrol. */
const THIRD_PARTY = { kind: 'third-party', from: 'third-party', to: 'intune', at: '1d' }
const ANSWERED = { ...THIRD_PARTY, migrate: { response: 1, delay: '2h', pause: '10m' } }
const IGNORED = { ...THIRD_PARTY, migrate: { response: 0, pause: '10m' } }
const enrolment = { duration: '15m', failure: 0, retry: '4h' }
const horizon = '3d'
const online = (...intervals: readonly [string, string][]) => ({ kind: 'trace', online: intervals })

describe('a device of a third-party service', () => {
  // Unenrolled 2 h after the announcement, enrolled 25 min later: a gap although it is on and online all the time.
  it('is without management and profiles from its unenrolment to its enrolment, online or not', async () => {
    const story = await play({ change: ANSWERED, enrolment, horizon })
    expect(story.events().slice(0, 17)).toEqual([
      '+2h acted',
      '+2h change',
      ...allKinds('+2h', 'missing'),
      '+2h state-unenrolled',
      '+2h 10m state-enrolling',
      '+2h 25m enrolled',
      '+2h 25m state-registered',
      '+2h 25m checkin-ok enrolment_burst',
      ...allKinds('+2h 25m', 'overwritten'),
    ])
    expect(story.causes('management')).toEqual({ 'user-not-enrolled': '25m' })
    expect(story.causes('protection')).toEqual({ 'user-not-enrolled': '25m' })
  })

  // Away from 1 h to 24 h after the announcement: the user, who would act at +2 h, does so when the device is back.
  it('is moved at its first online instant after its user has decided to', async () => {
    const presence = online(['0d', '1d 1h'], ['2d', '3d'])
    const story = await play({ device: { presence }, change: ANSWERED, enrolment, horizon })
    expect(story.events().slice(0, 4)).toEqual(['+1h offline', '+1d online', '+1d acted', '+1d change'])
    expect(story.gap('management')).toBe('25m')
  })

  // The attempt begins at +2 h 10 min and needs 15 min, of which the device stays 5. It tries again 4 h after that failure.
  it('that goes offline while it enrols fails, and tries again', async () => {
    const presence = online(['0d', '1d 2h 15m'], ['1d 3h', '3d'])
    const story = await play({ device: { presence }, change: ANSWERED, enrolment, horizon })
    expect(story.times(/enrol-failed/)).toEqual([hours(26.25)])
    expect(story.times(/^enrolled/)).toEqual([hours(26.25 + 4.25)])
    expect(story.causes('management')).toEqual({ 'enrolment-failed': '4h 15m', 'user-not-enrolled': '15m' })
  })

  // Refused at +2 h 10 min; the licence comes at +5 h; the next attempt, 4 h after the refusal, succeeds.
  it('whose user has no licence is refused, and tries again', async () => {
    const change = { ...ANSWERED, licences: [{ at: '+5h' }] }
    const story = await play({ device: { licensed: 0 }, change, enrolment, horizon })
    expect(story.events()).toContain('+2h 10m enrol-refused licence')
    expect(story.events()).toContain('+6h 25m enrolled')
    expect(story.causes('management')).toEqual({ licence: '4h 15m', 'user-not-enrolled': '10m' })
  })

  // Switched off 1 d after the announcement: nobody manages it any more, and its profiles last 12 h.
  it('that is still with the old service when that is switched off is orphaned', async () => {
    const retention = { max: '12h' }
    const story = await play({ change: { ...IGNORED, decommission: '2d' }, enrolment, retention, horizon })
    expect(story.events()).toEqual([
      '+1d change',
      ...allKinds('+1d', 'retained'),
      '+1d state-orphaned',
      ...allKinds('+1d 12h', 'missing'),
    ])
    expect(story.causes('management')).toEqual({ 'user-not-enrolled': '1d' })
    expect(story.causes('protection')).toEqual({ 'user-not-enrolled': '12h' })
  })

  it('that has been orphaned can still be moved by its user', async () => {
    const migrate = { response: 1, delay: '26h', pause: '10m' }
    const story = await play({ change: { ...THIRD_PARTY, migrate, decommission: '2d' }, enrolment, horizon })
    expect(story.gap('management')).toBe('2h 25m')
    expect(story.finalState()).toBe('managed_new')
  })

  it('without a user moves only by an action', async () => {
    const device = { enrolment: 'userless' }
    const waits = await play({ device, change: ANSWERED, enrolment, horizon })
    expect(waits.events()).toEqual([])
    const actions = [{ at: '+3h', kind: 'reenrol' }]
    const moved = await play({ device, change: { ...ANSWERED, actions }, enrolment, horizon })
    expect(moved.events().slice(0, 4)).toEqual([
      '+3h action-issued reenrol',
      '+3h action-executed reenrol',
      '+3h acted',
      '+3h change',
    ])
    expect(moved.gap('management')).toBe('15m')
  })
})

describe('the announcement', () => {
  it('comes to the users of a wave with their wave, to the others at the change', async () => {
    const waves = [{ name: 'pilot', at: '12h', cohorts: ['pilot'] }]
    const fleet = [{ cohort: 'pilot' }, { cohort: 'rest' }]
    const story = await play({ fleet, change: { ...ANSWERED, waves }, enrolment, horizon })
    expect(story.times(/^acted/, 1)).toEqual([hours(14)])
    expect(story.times(/^acted/, 2)).toEqual([hours(26)])
  })

  // Of a campaign before the announcement nobody knows what to do; one after it reaches those who did not answer.
  it('is repeated by later campaigns, and the earliest answer counts', async () => {
    const campaigns = [
      { at: '-1h', response: 1, delay: '1m' },
      { at: '+5h', response: 1, delay: '30m' },
      { at: '+6h', response: 1, delay: '1m' },
    ]
    const story = await play({ change: { ...IGNORED, campaigns }, enrolment, horizon })
    expect(story.times(/^acted/)).toEqual([hours(24 + 5.5)])
  })
})

describe('access rules of the new service', () => {
  const tokens = { tokenLife: '1h', unblockDelay: '2m', nudge: { response: 1, delay: '30m' } }

  // In force at the announcement: the token lasts 1 h, the message makes the user act 30 min later. 25 min until the
  // device is enrolled, compliant at its first check-in, and let in 2 min later.
  it('at once keep a user out until the device is enrolled and compliant, and lead there', async () => {
    const conditionalAccess = { enforceAt: '+0h', ...tokens }
    const story = await play({ change: IGNORED, conditionalAccess, enrolment, horizon })
    expect(story.times(/^blocked/)).toEqual([hours(25)])
    expect(story.times(/^acted/)).toEqual([hours(25.5)])
    expect(story.times(/^unblocked/)).toEqual([hours(25.5) + 27 * 60_000])
    expect(story.causes('access')).toEqual({ 'user-not-enrolled': '55m', 'access-lag': '2m' })
  })

  it('with a grace spare those who have moved by then', async () => {
    const conditionalAccess = { grace: '1d', ...tokens }
    const moved = await play({ change: ANSWERED, conditionalAccess, enrolment, horizon })
    expect(moved.causes('access')).toEqual({})
    const waited = await play({ change: IGNORED, conditionalAccess, enrolment, horizon })
    expect(waited.times(/^blocked/)).toEqual([hours(49)])
  })

  // Nobody lets a blocked device enrol: each attempt is refused, 4 h after the last.
  it('that cover the enrolment keep a blocked device out for good', async () => {
    const conditionalAccess = { enforceAt: '+0h', coversEnrolment: true, ...tokens }
    const story = await play({ change: IGNORED, conditionalAccess, enrolment, horizon })
    expect(story.times(/enrol-refused access/)[0]).toBe(hours(25.5) + 10 * 60_000)
    expect(story.times(/^enrolled/)).toEqual([])
    expect(story.finalState()).toBe('unenrolled')
  })
})

function hours(count: number): number {
  return count * 3_600_000
}
