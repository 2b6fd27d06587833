import { describe, expect, it } from 'vitest'
import { allKinds, play } from './play.ts'

/** A push arrives 2 min 30 s after its cause. The switch is at 7 d, a Monday at 00:00; the end at 21 d. */
const kiosk = { enrolment: 'userless' }
const switched = (at: string) => [{ at, kind: 'switchDevices', cohorts: ['device'] }]

describe('a device without a user', () => {
  // The switch pushes to it too: sent at +2, +32, +62 and +92 min, all in vain, because a contact that does not move it
  // does not stop the attempts.
  it('never becomes managed without a ticket, however often it checks in', async () => {
    const story = await play({ device: kiosk, support: { openedAt: 'never' } })
    expect(story.events()).toEqual([
      '+0s change',
      ...allKinds('+0s', 'retained'),
      '+0s state-needs_ticket',
      ...['2m 30s', '32m 30s', '1h 2m 30s', '1h 32m 30s'].flatMap((time) => [
        `+${time} push-arrived push`,
        `+${time} checkin-not_migrated push`,
      ]),
      ...allKinds('+7d', 'missing'),
    ])
    expect(story.causes('management')).toEqual({ ticket: '14d' })
    expect(story.causes('protection')).toEqual({ ticket: '7d' })
    expect(story.finalState()).toBe('needs_ticket')
  })

  // Its own change is 2 d before the switch, at 5 d, and over 2 min 30 s later. At the switch it only checks in once more.
  it('moves when it is switched before the change', async () => {
    const story = await play({ device: kiosk, change: { actions: switched('-2d') } })
    expect(story.events()).toEqual([
      '-2d change',
      ...allKinds('-2d', 'retained'),
      '-2d state-pending',
      '-1d 23h 57m 30s push-arrived push',
      '-1d 23h 57m 30s checkin-ok push',
      ...allKinds('-1d 23h 57m 30s', 'overwritten'),
      '-1d 23h 57m 30s state-managed_new',
      '+2m 30s push-arrived push',
      '+2m 30s checkin-ok push',
    ])
    expect(story.gap('management')).toBe('2m 30s')
  })

  it.each(['7d', '+1h', '+3d'])('is not helped by being switched at the change or after it (%s)', async (at) => {
    const with_ = await play({ device: kiosk, change: { actions: switched(at) } })
    const without = await play({ device: kiosk })
    expect(with_.events()).toEqual(without.events())
  })
})

describe('the ticket', () => {
  // Opened at the change, Monday 00:00, around the clock: answered 2 d later, then 24 devices a day, one an hour. The
  // first device is done an hour after the answer and has its push 2 min 30 s later; its earlier contacts were in vain.
  it('is answered after its lead time and switches the devices one by one', async () => {
    const support = { leadTime: '2d', devicesPerDay: 24, hours: 'always' }
    const story = await play({ device: { ...kiosk, devices: 3 }, support })
    expect(story.gap('management', 1)).toBe('2d 1h 2m 30s')
    expect(story.gap('management', 2)).toBe('2d 2h 2m 30s')
    expect(story.gap('management', 3)).toBe('2d 3h 2m 30s')
    expect(story.causes('management')).toEqual({ ticket: '6d 6h', 'awaiting-checkin': '7m 30s' })
  })

  // One after another for two cohorts: the second waits until the three of the first are done.
  it('of a cohort waits for those of earlier cohorts', async () => {
    const support = { leadTime: '2d', devicesPerDay: 24, hours: 'always' }
    const fleet = [
      { ...kiosk, cohort: 'kiosks', devices: 3 },
      { ...kiosk, cohort: 'signs' },
    ]
    const story = await play({ fleet, support })
    expect(story.gap('management', 4)).toBe('2d 4h 2m 30s')
  })

  // A working day has 10 h, 08:00 to 18:00, and 10 devices: an hour each. The change is on Friday at 17:00. Lead time
  // 1 working day: 1 h on Friday and 9 h on Monday, answered on Monday at 17:00. Device 1 is done on Monday at 18:00,
  // device 2 on Tuesday at 09:00, then the push.
  it('is worked on in working hours only', async () => {
    const support = { leadTime: '1d', devicesPerDay: 10, hours: 'business' }
    const story = await play({ device: { ...kiosk, devices: 2 }, change: { at: '4d 17h' }, support })
    expect(story.gap('management', 1)).toBe('3d 1h 2m 30s')
    expect(story.gap('management', 2)).toBe('3d 16h 2m 30s')
  })

  // Answered at +8 d, first device at +8 d 1 h: without its profiles from +7 d.
  it('that takes longer than seven days leaves the devices without protection', async () => {
    const support = { leadTime: '8d', devicesPerDay: 24, hours: 'always' }
    const story = await play({ device: kiosk, support })
    expect(story.gap('protection')).toBe('1d 1h 2m 30s')
    expect(story.causes('protection')).toEqual({ ticket: '1d 1h', 'awaiting-checkin': '2m 30s' })
  })

  it('that comes after the Wi-Fi profile has gone comes too late', async () => {
    const support = { leadTime: '8d', devicesPerDay: 24, hours: 'always' }
    const story = await play({ device: { ...kiosk, dependsOn: { kinds: ['wifi'] } }, support })
    expect(story.events().filter((event) => event.endsWith('stranded'))).toEqual(['+7d stranded'])
    expect(story.causes('management')).toEqual({ stranded: '7d', ticket: '7d' })
    expect(story.finalState()).toBe('pending')
  })
})

describe('a device of an enrolment manager', () => {
  it('stays like one without a user unless the scenario says that it moves', async () => {
    const device = { enrolment: 'dem' }
    const stays = await play({ device, support: { openedAt: 'never' } })
    expect(stays.finalState()).toBe('needs_ticket')
    const moves = await play({ device, change: { dem: 'moves-at-switch' } })
    expect(moves.gap('management')).toBe('2m 30s')
  })

  it('does not move with waves', async () => {
    const waves = [{ name: 'pilot', at: '1d' }]
    const story = await play({ device: { enrolment: 'dem' }, change: { waves, dem: 'moves-at-switch' } })
    expect(story.events()[0]).toBe('+0s change')
  })
})
