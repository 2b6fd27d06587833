import { describe, expect, test } from 'vitest'
import {
  causesOf,
  cohort,
  type Document,
  eventsOf,
  flowsOf,
  HOUR,
  PUSH,
  runOf,
  storyOf,
  timesOf,
} from '../helpers/story.ts'

const pilot = { name: 'pilot', at: '10h' }

function story(document: Document) {
  return storyOf({ push: PUSH, ...document }, 'change', 'state', 'push')
}

describe('the tenant switch', () => {
  test('is the own change of every device that has not moved: pending until its first successful check-in', async () => {
    expect(await story({})).toEqual([
      '24:00:00 1 change',
      '24:00:00 1 state-pending',
      '24:00:10 1 push-arrived push',
      '24:00:10 1 state-managed_new',
    ])
  })

  test('may be at the start', async () => {
    expect(await story({ change: { at: '0s' } })).toEqual([
      '00:00:00 1 change',
      '00:00:00 1 state-pending',
      '00:00:10 1 push-arrived push',
      '00:00:10 1 state-managed_new',
    ])
  })

  test('happens once on a device', async () => {
    const change = { waves: [pilot], licences: [{ at: '+1h' }], actions: [{ at: '11h', kind: 'switchDevices' }] }
    const document = { fleet: [cohort({ devices: 50, licensed: 0.5 })], push: PUSH, change }
    const changed = (await eventsOf(document)).filter(({ event }) => event === 'change').map(({ device }) => device)
    expect(changed.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1))
  })
})

describe('a wave', () => {
  test('is the own change of its users’ devices, before the switch', async () => {
    expect(await story({ change: { waves: [pilot] } })).toEqual([
      '10:00:00 1 change',
      '10:00:00 1 state-pending',
      '10:00:10 1 push-arrived push',
      '10:00:10 1 state-managed_new',
      '24:00:10 1 push-arrived push',
    ])
  })

  test('moves all devices of a person together, in whatever cohort', async () => {
    const fleet = [
      cohort({ devices: 300, devicesPerUser: 2 }),
      cohort({ cohort: 'laptops', devices: 200, owners: 'phones', platform: 'windows' }),
    ]
    const { devices } = await runOf({ fleet, change: { waves: [{ ...pilot, share: 0.4 }] } }, { devices: true })
    const times = new Map<number, Set<number>>()
    devices?.user.forEach((user, i) => {
      times.set(user, (times.get(user) ?? new Set()).add(devices.changedAt[i]!))
    })
    expect(times.size).toBe(150)
    expect([...times.values()].every((set) => set.size === 1)).toBe(true)
    expect([...times.values()].filter((set) => set.has(10 * HOUR)).length).toBeGreaterThan(20)
  })

  test('pushes to the devices it moves and to no others', async () => {
    const fleet = [cohort({ devices: 3 }), cohort({ cohort: 'tablets', devices: 5 })]
    const one = { ...pilot, cohorts: ['phones'] }
    const two = { name: 'two', at: '11h', count: 4 }
    const due = async (waves: readonly Document[]) =>
      (await flowsOf({ fleet, push: { ...PUSH, pushOnSwitch: false }, change: { waves } })).pushes_due
    expect([await due([one]), await due([one, two])]).toEqual([3, 7])
  })

  test('at the instant of the switch moves its devices then, with both pushes', async () => {
    const change = { waves: [{ name: 'last', at: '1d' }] }
    expect(await timesOf({ push: PUSH, change }, 'push-arrived')).toEqual([24 * HOUR + 10_000, 24 * HOUR + 10_000])
    expect(await timesOf({ push: PUSH, change }, 'change')).toEqual([24 * HOUR])
  })

  test('does not move devices without a user, nor those of enrolment managers', async () => {
    for (const enrolment of ['userless', 'dem']) {
      const document = {
        fleet: [cohort({ enrolment })],
        push: PUSH,
        change: { waves: [pilot] },
        support: { openedAt: 'never' },
      }
      expect(await storyOf(document, 'change', 'state', 'push')).toEqual([
        '24:00:00 1 change',
        '24:00:00 1 state-needs_ticket',
        '24:00:10 1 push-arrived push',
      ])
    }
  })
})

describe('devices of enrolment managers', () => {
  test('may move at the switch', async () => {
    const document = {
      fleet: [cohort({ enrolment: 'dem' })],
      push: PUSH,
      change: { dem: 'moves-at-switch', waves: [pilot] },
    }
    expect(await story(document)).toEqual([
      '24:00:00 1 change',
      '24:00:00 1 state-pending',
      '24:00:10 1 push-arrived push',
      '24:00:10 1 state-managed_new',
    ])
  })
})

describe('devices of enrolment managers that other people own', () => {
  test('do not move with the wave of their owners', async () => {
    const fleet = [cohort(), cohort({ cohort: 'shared', enrolment: 'dem', owners: 'phones' })]
    const change = { dem: 'moves-at-switch', waves: [pilot] }
    const { devices } = await runOf({ fleet, change }, { devices: true })
    expect([...devices!.changedAt]).toEqual([10 * HOUR, 24 * HOUR])
    expect([...devices!.wave]).toEqual([0, -1])
  })
})

describe('switchDevices', () => {
  const kiosks = { fleet: [cohort({ enrolment: 'userless' })], support: { openedAt: 'never' } }
  const at = (time: string) => ({ actions: [{ at: time, kind: 'switchDevices' }] })

  test('before the switch is the own change of the device, and pushes to it', async () => {
    expect(await story({ ...kiosks, change: at('11h') })).toEqual([
      '11:00:00 1 change',
      '11:00:00 1 state-pending',
      '11:00:10 1 push-arrived push',
      '11:00:10 1 state-managed_new',
      '24:00:10 1 push-arrived push',
    ])
  })

  test('at the switch or after it has no effect', async () => {
    for (const time of ['+0h', '+2h']) {
      expect(await story({ ...kiosks, change: at(time) })).toEqual([
        '24:00:00 1 change',
        '24:00:00 1 state-needs_ticket',
        '24:00:10 1 push-arrived push',
      ])
    }
  })

  test('moves a device with a user too, but not one whose user has no licence yet', async () => {
    const moved = async (licences: readonly Document[]) =>
      timesOf({ fleet: [cohort({ licensed: 0 })], push: PUSH, change: { ...at('11h'), licences } }, 'change')
    expect(await moved([{ at: '10h' }])).toEqual([11 * HOUR])
    expect(await moved([{ at: '12h' }])).toEqual([24 * HOUR])
  })

  test('counts by the earliest of several, with one push', async () => {
    const actions = ['12h', '11h', '13h'].map((time) => ({ at: time, kind: 'switchDevices' }))
    const lines = await story({ ...kiosks, change: { actions } })
    expect(lines.filter((line) => line.includes('change'))).toEqual(['11:00:00 1 change'])
    expect(lines.filter((line) => line.includes('push'))).toHaveLength(2)
  })

  test('takes its share of the devices of its cohorts', async () => {
    const devices = 2000
    const fleet = [
      cohort({ enrolment: 'userless', devices }),
      cohort({ cohort: 'doors', enrolment: 'userless', devices: 10 }),
    ]
    const change = { actions: [{ at: '11h', kind: 'switchDevices', cohorts: ['phones'], share: 0.3 }] }
    const { devices: outcomes } = await runOf({ ...kiosks, fleet, change }, { devices: true })
    const early = outcomes?.changedAt.filter((time) => time === 11 * HOUR).length ?? 0
    expect(Math.abs(early / devices - 0.3) / Math.sqrt((0.3 * 0.7) / devices)).toBeLessThan(4)
    expect([...(outcomes?.changedAt.slice(devices) ?? [])]).toEqual(Array.from({ length: 10 }, () => 24 * HOUR))
  })

  test('before the start has no effect', async () => {
    const lines = await story({ ...kiosks, change: at('-30h') })
    expect(lines[1]).toBe('24:00:00 1 state-needs_ticket')
  })
})

describe('the new authority', () => {
  test('counts a device from its first successful check-in after its own change', async () => {
    const { handover } = await runOf({
      fleet: [cohort({ devices: 4 })],
      push: PUSH,
      change: { waves: [{ ...pilot, count: 2 }] },
    })
    expect(handover.moved).toBe(4)
    expect(handover.timeTo(0.5)).toBe(-14 * HOUR + 60_000)
    expect(handover.timeTo(1)).toBe(60_000)
  })

  test('a management gap lasts from the own change to that check-in', async () => {
    expect(await causesOf({ push: { ...PUSH, latency: '3h' }, change: { waves: [pilot] } })).toEqual([
      'management awaiting-checkin 3',
    ])
  })
})
