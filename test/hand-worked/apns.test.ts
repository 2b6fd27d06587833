import { describe, expect, it } from 'vitest'
import { allKinds, play } from './play.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A push arrives 2 min 30 s after its cause. The switch is at 7 d. */
const iphone = { platform: 'ios' }
const toHybrid = { from: 'intune', to: 'hybrid' }
const upload = (at: string, topic = 'original') => ({ at, topic })

/** From the switch to the end at 21 d. */
const TO_THE_END = '14d'

describe('the Apple push certificate from Intune to hybrid', () => {
  // The push of the switch is suppressed at +2 min, and so not repeated. The upload pushes at +10 h 2 min.
  it('blocks an always-online iPhone until the upload and its push', async () => {
    const apns = { uploads: [upload('+10h')], pushOnUpload: true }
    const story = await play({ device: iphone, change: { ...toHybrid, apns } })
    expect(story.events()).toEqual([
      '+0s change',
      ...allKinds('+0s', 'retained'),
      '+0s state-pending',
      '+0s state-apns_blocked',
      '+10h state-pending',
      '+10h 2m 30s push-arrived push',
      '+10h 2m 30s checkin-ok push',
      ...allKinds('+10h 2m 30s', 'overwritten'),
      '+10h 2m 30s state-managed_new',
    ])
    expect(story.causes('management')).toEqual({ apns: '10h', 'awaiting-checkin': '2m 30s' })
    expect(story.gap('protection')).toBe('0s')
  })

  // Due every 8 h from a phase that shows before the switch. Due times in [7 d, 7 d 10 h) fail, the first one after them
  // succeeds: between 10 h and 18 h after the switch.
  it('makes it wait for the next scheduled check-in where the upload pushes nothing', async () => {
    const poll = { interval: '8h', jitter: 0 }
    const apns = { uploads: [upload('+10h')], pushOnUpload: false }
    const story = await play({ device: iphone, poll, change: { ...toHybrid, apns } })
    const [phase] = story.times(/^checkin-ok poll$/)
    const due = Array.from({ length: 100 }, (_, k) => phase! + k * 8 * HOUR)
    const during = due.filter((time) => time >= 7 * DAY && time < 7 * DAY + 10 * HOUR)
    expect(story.times(/^checkin-apns_blocked poll$/)).toEqual(during)
    const first = due.find((time) => time >= 7 * DAY + 10 * HOUR)
    expect(story.times(/^state-managed_new$/)).toEqual([first])
  })

  // 4 h is what is assumed if the scenario says nothing.
  it('is uploaded after 4 hours unless a scenario says when', async () => {
    const story = await play({ device: iphone, change: { ...toHybrid, apns: { pushOnUpload: true } } })
    expect(story.causes('management')).toEqual({ apns: '4h', 'awaiting-checkin': '2m 30s' })
  })

  it('keeps an iPhone out for good where it is never uploaded', async () => {
    const poll = { interval: '8h', jitter: 0 }
    const story = await play({ device: iphone, poll, change: { ...toHybrid, apns: { uploads: 'never' } } })
    expect(story.causes('management')).toEqual({ apns: TO_THE_END })
    // Its profiles last 7 d.
    expect(story.causes('protection')).toEqual({ apns: '7d' })
    // 14 d hold 42 due times 8 h apart, wherever they begin.
    expect(story.times(/^checkin-apns_blocked poll$/)).toHaveLength(42)
    expect(story.finalState()).toBe('apns_blocked')
  })

  // Under another topic the upload at +4 h changes nothing, and its push is suppressed; that at +100 h repairs.
  it('of another topic is as good as none until the original is back', async () => {
    const apns = { uploads: [upload('+4h', 'changed'), upload('+100h')], pushOnUpload: true }
    const story = await play({ device: iphone, change: { ...toHybrid, apns } })
    expect(story.times(/^push-arrived/)).toEqual([7 * DAY + 100 * HOUR + 150_000])
    expect(story.causes('management')).toEqual({ apns: '4d 4h', 'awaiting-checkin': '2m 30s' })
  })

  // The other way round: reachable from +4 h to +100 h, and handed over in that time.
  it('of another topic later ends what the original has begun', async () => {
    const apns = { uploads: [upload('+4h'), upload('+100h', 'changed')], pushOnUpload: true }
    const story = await play({ device: iphone, change: { ...toHybrid, apns } })
    expect(story.events().slice(-1)).toEqual(['+4d 4h state-apns_blocked'])
    // 4 h, and from 100 h to the end at 336 h.
    expect(story.causes('management')).toEqual({ apns: '10d', 'awaiting-checkin': '2m 30s' })
  })

  it('does not concern Android and Windows', async () => {
    const fleet = [{ cohort: 'android' }, { cohort: 'windows', platform: 'windows' }]
    const story = await play({ fleet, change: { ...toHybrid, apns: { uploads: 'never' } } })
    expect(story.gap('management', 1)).toBe('2m 30s')
    expect(story.gap('management', 2)).toBe('2m 30s')
  })

  it('concerns iPads and Macs', async () => {
    const fleet = [
      { cohort: 'ipad', platform: 'ipados' },
      { cohort: 'mac', platform: 'macos' },
    ]
    const apns = { uploads: [upload('+10h')], pushOnUpload: true }
    const story = await play({ fleet, change: { ...toHybrid, apns } })
    expect(story.gap('management', 1)).toBe('10h 2m 30s')
    expect(story.gap('management', 2)).toBe('10h 2m 30s')
  })
})

describe('an iPhone that is offline when the certificate is uploaded at +10 h', () => {
  const apns = { uploads: [upload('+10h')], pushOnUpload: true }
  const awayUntil = (back: string) => ({
    ...iphone,
    presence: {
      kind: 'trace',
      online: [
        ['0h', '6d 23h'],
        [back, '21d'],
      ],
    },
  })

  // Stored at +10 h 2 min 30 s, and replaced by each of the three repetitions. Acts 30 s after +12 h.
  it('is reached by the stored push when it is back', async () => {
    const story = await play({ device: awayUntil('7d 12h'), change: { ...toHybrid, apns } })
    expect(story.causes('management')).toEqual({ apns: '10h', offline: '2h', 'awaiting-checkin': '30s' })
  })

  // Sent at +10 h 2 min, 32 min, +11 h 2 min and 32 min; the last one lives 24 h from its sending, until +35 h 32 min.
  it('is still reached 23 hours and 50 minutes after the last repetition', async () => {
    const story = await play({ device: awayUntil('8d 11h 22m'), change: { ...toHybrid, apns } })
    expect(story.events()).toContain('+1d 11h 22m 30s checkin-ok push')
  })

  it('is not reached any more when the last repetition has expired', async () => {
    const story = await play({ device: awayUntil('8d 11h 33m'), change: { ...toHybrid, apns } })
    expect(story.finalState()).toBe('pending')
    expect(story.gap('management')).toBe(TO_THE_END)
  })

  // The push of the switch was suppressed; without one for the upload nothing ever calls the device.
  it('is not reached at all without a push at the upload', async () => {
    const quiet = { ...apns, pushOnUpload: false }
    const story = await play({ device: awayUntil('7d 12h'), change: { ...toHybrid, apns: quiet } })
    expect(story.gap('management')).toBe(TO_THE_END)
  })
})

describe('the Apple push certificate from hybrid to Intune', () => {
  it('is carried over: an always-online iPhone waits for its push only', async () => {
    const story = await play({ device: iphone })
    expect(story.causes('management')).toEqual({ 'awaiting-checkin': '2m 30s' })
  })

  it('is needed where the scenario says so, as it was in 2017', async () => {
    const apns = { required: true, uploads: [upload('+10h')], pushOnUpload: true }
    const story = await play({ device: iphone, change: { apns } })
    expect(story.causes('management')).toEqual({ apns: '10h', 'awaiting-checkin': '2m 30s' })
  })

  // Moved at 1 d, done 2 min 30 s later; from 7 d to 7 d 10 h it is out again, though nothing more has to be delivered.
  it('takes along the Apple devices of earlier waves where it is needed', async () => {
    const waves = [{ name: 'pilot', at: '1d' }]
    const apns = { required: true, uploads: [upload('+10h')] }
    const story = await play({ device: iphone, change: { waves, apns } })
    expect(story.events().slice(-2)).toEqual(['+0s state-apns_blocked', '+10h state-managed_new'])
    expect(story.causes('management')).toEqual({ apns: '10h', 'awaiting-checkin': '2m 30s' })
  })
})
