import { describe, expect, it } from 'vitest'
import { allKinds, type Play, play } from './play.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const LOCAL_CHANGE = { model: 'local-timer', clock: 'change' }
const LOCAL_CONTACT = { model: 'local-timer', clock: 'last-contact' }
const SERVER_CHANGE = { model: 'server-suspension', clock: 'change' }
const SERVER_CONTACT = { model: 'server-suspension', clock: 'last-contact' }

/**
 * The switch is at 7 d. The device is offline from −6 d (1 d) to +8 d (15 d). An admin sync at −6 d 1 h, sent at once,
 * arrives 30 s later: that is the last contact, at −6 d 59 min 30 s. The push of the switch is sent at +2 min and stored
 * (28 d on Android). It acts 30 s after the device is back: at +8 d 30 s. So whatever retention does, the
 * management gap is 8 d 30 s.
 */
const AWAY: Play = {
  device: {
    presence: {
      kind: 'trace',
      online: [
        ['0h', '1d'],
        ['15d', '21d'],
      ],
    },
  },
  change: { actions: [{ at: '23h', kind: 'sync' }] },
}
const push = { detectDelay: '0s', latency: '30s', deadShare: 0, loss: 0 }

describe('a device that is offline from 6 days before the switch to 8 days after it, by a push', () => {
  // Deadline: own change + 7 d = +7 d. Missing from +7 d to +8 d 30 s.
  it('misses its profiles for a day with local timers that start at the change', async () => {
    const story = await play({ ...AWAY, push, retention: LOCAL_CHANGE })
    expect(story.events().slice(-14)).toEqual([
      ...allKinds('+7d', 'missing'),
      '+8d online',
      '+8d 30s push-arrived push',
      '+8d 30s checkin-ok push',
      ...allKinds('+8d 30s', 'overwritten'),
      '+8d 30s state-managed_new',
    ])
    expect(story.gap('management')).toBe('8d 30s')
    expect(story.causes('management')).toEqual({ offline: '8d', 'awaiting-checkin': '30s' })
    expect(story.gap('protection')).toBe('1d 30s')
    expect(story.causes('protection')).toEqual({ offline: '1d', 'awaiting-checkin': '30s' })
  })

  // Deadline: last contact + 7 d = −6 d 59 min 30 s + 7 d = +23 h 0 min 30 s.
  // Missing from there to +8 d 30 s: 8 d − 23 h = 7 d 1 h.
  it('misses them for seven days and an hour with local timers that start at the last contact', async () => {
    const story = await play({ ...AWAY, push, retention: LOCAL_CONTACT })
    expect(story.events()).toEqual(expect.arrayContaining(allKinds('+23h 30s', 'missing')))
    expect(story.gap('management')).toBe('8d 30s')
    expect(story.gap('protection')).toBe('7d 1h')
  })

  // Past its deadline, but nothing can tell the device so: at the contact that would remove the old profiles the new
  // ones come first.
  it.each([SERVER_CHANGE, SERVER_CONTACT])(
    'keeps them where the service has to remove them ($clock)',
    async (retention) => {
      const story = await play({ ...AWAY, push, retention })
      expect(story.events().filter((event) => event.includes('kind-missing'))).toEqual([])
      expect(story.gap('management')).toBe('8d 30s')
      expect(story.gap('protection')).toBe('0s')
    },
  )
})

describe('the same device by its scheduled check-ins alone', () => {
  /** Due every 8 h sharp; what falls due offline is made up for at the instant of reconnecting, +8 d. */
  const poll = { interval: '8h', jitter: 0, reconnectDelay: '0s' }
  const polled: Play = { ...AWAY, change: {}, push: 'off', poll }

  it('is without management for exactly 8 days', async () => {
    const story = await play({ ...polled, retention: LOCAL_CHANGE })
    expect(story.gap('management')).toBe('8d')
    expect(story.causes('management')).toEqual({ offline: '8d' })
    expect(story.events()).toContain('+8d checkin-ok poll')
  })

  // Missing from +7 d to +8 d.
  it('is without protection for a day with local timers that start at the change', async () => {
    expect((await play({ ...polled, retention: LOCAL_CHANGE })).gap('protection')).toBe('1d')
  })

  // Last contact: the last due time before 1 d, wherever the phase puts it. Missing from 7 d after it to 15 d.
  it('is without protection from 7 days after its last scheduled check-in with the other clock', async () => {
    const story = await play({ ...polled, retention: LOCAL_CONTACT })
    const last = Math.max(...story.times(/^checkin-ok poll$/).filter((time) => time < DAY))
    expect(last).toBeGreaterThan(16 * HOUR)
    expect(story.times(/^kind-missing/)).toEqual(Array(5).fill(last + 7 * DAY))
    expect(story.times(/^kind-overwritten/)).toEqual(Array(5).fill(15 * DAY))
  })

  it.each([SERVER_CHANGE, SERVER_CONTACT])(
    'is never without protection where the service removes ($clock)',
    async (retention) => {
      expect((await play({ ...polled, retention })).gap('protection')).toBe('0s')
    },
  )
})

describe('the kinds of one device with different rules', () => {
  const profiles = { vpn: 'renamed', certificate: 'unassigned', wifi: 'dropped', configuration: 'none' }
  const mixed: Play = { ...AWAY, device: { ...AWAY.device, profiles }, push }

  // At +7 d: what is needed is missing, what was dropped is simply gone, what never was cannot go. At +8 d 30 s: e-mail
  // and VPN arrive where nothing is left, so nothing is double; nobody assigned the certificate.
  it('end one by one at the deadline with local timers', async () => {
    const story = await play({ ...mixed, retention: LOCAL_CHANGE })
    expect(story.events().filter((event) => event.includes('kind-'))).toEqual([
      '+0s kind-retained email',
      '+0s kind-retained vpn',
      '+0s kind-retained certificate',
      '+0s kind-retained wifi',
      '+7d kind-missing email',
      '+7d kind-missing vpn',
      '+7d kind-missing certificate',
      '+7d kind-none wifi',
      '+8d 30s kind-overwritten email',
      '+8d 30s kind-overwritten vpn',
    ])
    // From +7 d to the end at +14 d: a day and 30 s while unmanaged, then for want of the certificate.
    expect(story.gap('protection')).toBe('7d')
    expect(story.causes('protection')).toEqual({
      'not-assigned': '5d 23h 59m 30s',
      offline: '1d',
      'awaiting-checkin': '30s',
    })
  })

  // All at the contact of +8 d 30 s: first the deliveries, VPN beside the old one that is still there, then the removals.
  it('end together at the contact after the deadline where the service removes', async () => {
    const story = await play({ ...mixed, retention: SERVER_CHANGE })
    expect(
      story
        .events()
        .filter((event) => event.includes('kind-'))
        .slice(4),
    ).toEqual([
      '+8d 30s kind-overwritten email',
      '+8d 30s kind-duplicate vpn',
      '+8d 30s kind-overwritten vpn',
      '+8d 30s kind-missing certificate',
      '+8d 30s kind-none wifi',
    ])
    expect(story.gap('protection')).toBe('5d 23h 59m 30s')
    expect(story.causes('protection')).toEqual({ 'not-assigned': '5d 23h 59m 30s' })
  })

  // Each kind its own time: e-mail 1 d, VPN 2 d, the certificate 9 d after the switch.
  it('each have their own time', async () => {
    const max = { email: '1d', vpn: '2d', certificate: '9d', wifi: '9d' }
    const story = await play({ ...AWAY, push, retention: { ...LOCAL_CHANGE, max } })
    expect(story.events().filter((event) => event.includes('kind-missing'))).toEqual([
      '+1d kind-missing email',
      '+2d kind-missing vpn',
      '+7d kind-missing configuration',
    ])
    expect(story.gap('protection')).toBe('7d 30s')
  })
})

describe('the two readings of "up to seven days"', () => {
  const instant = { detectDelay: '0s', latency: '0s', deadShare: 0, loss: 0 }

  // Offline from an hour before the switch to 10 d after it: 10 d without management whatever the model; profiles gone
  // for 10 − 7 = 3 d only if the device itself removes them.
  it.each([
    { model: 'server-suspension', protection: '0s' },
    { model: 'local-timer', protection: '3d' },
  ])('differ for a device that is offline for 10 days from the switch ($model)', async ({ model, protection }) => {
    const presence = {
      kind: 'trace',
      online: [
        ['0h', '6d 23h'],
        ['17d', '21d'],
      ],
    }
    const story = await play({ device: { presence }, push: instant, retention: { model } })
    expect(story.gap('management')).toBe('10d')
    expect(story.gap('protection')).toBe(protection)
  })

  // Last seen 6 d before the switch, at 1 d, in the instant in which it goes offline (check-ins come before departures);
  // back at +5 d. From the switch the 7 d last until +7 d: nothing is lost. From the last contact until +1 d: 4 d.
  it.each([
    { clock: 'change', protection: '0s' },
    { clock: 'last-contact', protection: '4d' },
  ])(
    'differ for a device last seen 6 days before and offline until 5 days after ($clock)',
    async ({ clock, protection }) => {
      const presence = {
        kind: 'trace',
        online: [
          ['0h', '1d'],
          ['12d', '21d'],
        ],
      }
      const change = { actions: [{ at: '1d', kind: 'sync' }] }
      const story = await play({ device: { presence }, change, push: instant, retention: { clock } })
      expect(story.events()).toContain('-6d checkin-ok admin_sync')
      expect(story.gap('management')).toBe('5d')
      expect(story.gap('protection')).toBe(protection)
    },
  )

  // Whose only way to the network is the Wi-Fi profile never comes back at all: stranded on day 7, gaps open to the end (+14 d).
  it('decide whether a device that depends on its Wi-Fi profile ever returns', async () => {
    const presence = {
      kind: 'trace',
      online: [
        ['0h', '6d 23h'],
        ['17d', '21d'],
      ],
    }
    const device = { presence, dependsOn: { kinds: ['wifi'] } }
    const stranded = await play({ device, push: instant, retention: { model: 'local-timer' } })
    expect(stranded.events().at(-2)).toBe('+7d stranded')
    expect(stranded.causes('management')).toEqual({ stranded: '7d', offline: '7d' })
    const back = await play({ device, push: instant, retention: { model: 'server-suspension' } })
    expect(back.finalState()).toBe('managed_new')
  })
})
