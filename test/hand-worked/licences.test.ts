import { describe, expect, it } from 'vitest'
import { allKinds, play } from './play.ts'

/** A push arrives 2 min 30 s after its cause. The switch is at 7 d, the end at 21 d, +14 d. */
const unlicensed = { licensed: 0 }

describe('a user without a licence at the switch', () => {
  // The push of the switch and its three repetitions come in vain: a contact without a licence does not stop them. Profiles
  // are retained from the switch. The licence of +3 d pushes at +3 d 2 min.
  it('is managed again with the push of the licence', async () => {
    const story = await play({ device: unlicensed, change: { licences: [{ at: '+3d' }] } })
    expect(story.events()).toEqual([
      '+0s change',
      ...allKinds('+0s', 'retained'),
      '+0s state-unlicensed',
      ...['2m 30s', '32m 30s', '1h 2m 30s', '1h 32m 30s'].flatMap((time) => [
        `+${time} push-arrived push`,
        `+${time} checkin-unlicensed push`,
      ]),
      '+3d state-pending',
      '+3d 2m 30s push-arrived push',
      '+3d 2m 30s checkin-ok push',
      ...allKinds('+3d 2m 30s', 'overwritten'),
      '+3d 2m 30s state-managed_new',
    ])
    expect(story.causes('management')).toEqual({ licence: '3d', 'awaiting-checkin': '2m 30s' })
    expect(story.gap('protection')).toBe('0s')
  })

  // The clock of the profiles does not start again with the licence: missing from +7 d to +8 d 2 min 30 s.
  it('is without protection when the licence comes after seven days', async () => {
    const story = await play({ device: unlicensed, change: { licences: [{ at: '+8d' }] } })
    expect(story.causes('protection')).toEqual({ licence: '1d', 'awaiting-checkin': '2m 30s' })
  })

  it('stays without management when it never comes', async () => {
    const story = await play({ device: unlicensed })
    expect(story.causes('management')).toEqual({ licence: '14d' })
    expect(story.causes('protection')).toEqual({ licence: '7d' })
    expect(story.finalState()).toBe('unlicensed')
  })

  it('is not concerned with a licence from before the switch', async () => {
    const story = await play({ device: unlicensed, change: { licences: [{ at: '-1h' }] } })
    expect(story.events()[0]).toBe('+0s change')
    expect(story.gap('management')).toBe('2m 30s')
  })

  it('waits for a scheduled check-in where the licence pushes nothing', async () => {
    const push = { detectDelay: '2m', latency: '30s', deadShare: 0, loss: 0, pushOnLicence: false }
    const poll = { interval: '8h', jitter: 0 }
    const story = await play({ device: unlicensed, push, poll, change: { licences: [{ at: '+3d' }] } })
    const [phase] = story.times(/^checkin-ok poll$/)
    const eighth = 8 * 3_600_000
    // 10 d is a multiple of 8 h.
    expect(story.times(/^state-managed_new$/)).toEqual([10 * 86_400_000 + (phase! % eighth)])
  })
})

describe('a user of a wave', () => {
  const waves = [{ name: 'pilot', at: '1d' }]

  it('moves with the wave when licensed', async () => {
    const story = await play({ change: { waves } })
    expect(story.events()[0]).toBe('-6d change')
    expect(story.gap('management')).toBe('2m 30s')
  })

  // The wave of 1 d passes by; the licence of 2 d is the user's own change. The old authority managed the device until then.
  it('who gets a licence between wave and switch moves with the licence', async () => {
    const story = await play({ device: unlicensed, change: { waves, licences: [{ at: '2d' }] } })
    expect(story.events().slice(0, 9)).toEqual([
      '-5d change',
      ...allKinds('-5d', 'retained'),
      '-5d state-pending',
      '-4d 23h 57m 30s push-arrived push',
      '-4d 23h 57m 30s checkin-ok push',
    ])
    expect(story.causes('management')).toEqual({ 'awaiting-checkin': '2m 30s' })
  })

  it('who gets it after the switch is like everybody without one', async () => {
    const story = await play({ device: unlicensed, change: { waves, licences: [{ at: '+3d' }] } })
    expect(story.events()[0]).toBe('+0s change')
    expect(story.causes('management')).toEqual({ licence: '3d', 'awaiting-checkin': '2m 30s' })
  })

  it('takes all devices along, those of other cohorts too', async () => {
    const fleet = [{ cohort: 'phones' }, { cohort: 'laptops', owners: 'phones', platform: 'windows' }]
    const story = await play({ fleet, change: { waves: [{ ...waves[0], cohorts: ['phones'] }] } })
    expect(story.events(2)[0]).toBe('-6d change')
  })
})
