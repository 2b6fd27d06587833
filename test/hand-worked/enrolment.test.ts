import { describe, expect, it } from 'vitest'
import { allKinds, play } from './play.ts'

const enrolment = { duration: '15m', failure: 0, retry: '4h' }
const horizon = '3d'
/** Minutes after an enrolment at which a device checks in. */
const APPLE = [0, 15, 30, 45, 60]
const OTHERS = [0, 3, 6, 9, 12, 15, 30, 45, 60, 75, 90, 105, 120, 135]

describe('a tenant without an authority', () => {
  const SET = { kind: 'set', from: 'unset', to: 'intune', at: '1d' }

  // Enrolled by hand 2 h before the authority is set: refused. 4 h later it works.
  it('refuses enrolments until its authority is set', async () => {
    const change = { ...SET, migrate: { response: 0 }, actions: [{ at: '22h', kind: 'reenrol' }] }
    const story = await play({ change, enrolment, horizon })
    expect(story.events().slice(0, 9)).toEqual([
      '-2h action-issued reenrol',
      '-2h action-executed reenrol',
      '-2h acted',
      '-2h enrol-refused authority',
      '+2h state-enrolling',
      '+2h 15m enrolled',
      '+2h 15m change',
      '+2h 15m state-registered',
      '+2h 15m checkin-ok enrolment_burst',
    ])
    expect(story.causes('management')).toEqual({ 'enrolment-failed': '4h 15m', 'user-not-enrolled': '22h' })
  })

  it('has its devices enrolled by users who answer the announcement', async () => {
    const change = { ...SET, migrate: { response: 1, delay: '2h' } }
    const story = await play({ change, enrolment, horizon })
    expect(story.events().slice(0, 2)).toEqual(['+2h acted', '+2h state-enrolling'])
    expect(story.gap('management')).toBe('1d 2h 15m')
  })
})

describe('a new device', () => {
  const late = { cohort: 'new', devices: 1, presence: 'always', from: '+1h', until: '+1h 1ms' }
  const TO_HYBRID = { from: 'intune', to: 'hybrid', at: '1d' }

  // The certificate is uploaded 4 h after the switch: refused at +1 h, tried again at +5 h.
  it('from Apple cannot enrol while the tenant has no push certificate', async () => {
    const newEnrolments = [{ ...late, platform: 'ios' }]
    const story = await play({ newEnrolments, change: TO_HYBRID, enrolment, horizon })
    const [arrived, refused, ...rest] = story.events(2)
    expect(arrived).toMatch(/^\+1h( 1ms)? arrived$/)
    expect(refused).toMatch(/enrol-refused apns$/)
    expect(rest[0]).toMatch(/^\+5h( 1ms)? state-enrolling$/)
    expect(story.gap('management', 2)).toBe('4h 15m')
  })

  it('of another platform can', async () => {
    const newEnrolments = [{ ...late, platform: 'windows' }]
    const story = await play({ newEnrolments, change: TO_HYBRID, enrolment, horizon })
    expect(story.gap('management', 2)).toBe('15m')
  })

  // Before the switch it comes under the old authority, and takes part in the change like any other.
  it('that enrols before the switch is moved by it', async () => {
    const newEnrolments = [{ ...late, platform: 'android', from: '-2h', until: '-1h 59m 59s' }]
    const story = await play({ newEnrolments, change: { at: '1d' }, enrolment, horizon })
    expect(story.events(2).filter((event) => /state-|change/.test(event))).toEqual([
      expect.stringMatching(/state-enrolling$/),
      expect.stringMatching(/state-managed_old$/),
      '+0s change',
      '+0s state-pending',
      expect.stringMatching(/state-managed_new$/),
    ])
  })
})

describe('after an enrolment', () => {
  it.each([
    ['ios', APPLE],
    ['android', OTHERS],
    ['windows', OTHERS],
  ])('a device checks in at once and often at first (%s)', async (platform, minutes) => {
    const change = { at: '2d', actions: [{ at: '1d', kind: 'reenrol' }] }
    const story = await play({ device: { platform }, change, enrolment, push: 'off', horizon })
    const [enrolled] = story.times(/^enrolled/)
    const burst = story.times(/^checkin-ok enrolment_burst/)
    expect(burst.map((time) => (time - enrolled!) / 60_000)).toEqual(minutes)
  })
})

describe('enrolling a device again', () => {
  // By hand, 1 d after the switch: its profiles are gone until it is back, 15 min later.
  it('takes its profiles until it is enrolled, and keeps none for seven days', async () => {
    const actions = [{ at: '+1d', kind: 'reenrol' }]
    const story = await play({ change: { at: '1d', actions }, enrolment, horizon })
    const events = story.events()
    expect(events.filter((event) => event.includes('kind-missing'))).toEqual(allKinds('+1d', 'missing'))
    expect(story.gap('protection')).toBe('15m')
  })

  // The certificate of another topic comes at +6 h: the iPhone is out of reach until somebody enrols it anew at +1 d. Then
  // it has that topic, and the original one, which comes back 12 h later, does not reach it any more.
  it('gives an iPhone the topic of the new push certificate', async () => {
    const uploads = [
      { at: '+6h', topic: 'changed' },
      { at: '+36h', topic: 'original' },
    ]
    const actions = [{ at: '+1d', kind: 'reenrol' }]
    const change = { at: '1d', apns: { uploads }, actions }
    const story = await play({ device: { platform: 'ios' }, change, enrolment, horizon })
    expect(story.causes('management')).toEqual({
      apns: '1d 6h',
      'user-not-enrolled': '15m',
      'awaiting-checkin': '2m 30s',
    })
    expect(story.finalState()).toBe('apns_blocked')
  })
})
