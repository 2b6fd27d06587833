import { describe, expect, test } from 'vitest'
import { causesOf, cohort, type Document, flowsOf, HOUR, online, PUSH, runOf, storyOf } from '../helpers/story.ts'

const waves = [{ name: 'pilot', at: '10h' }]

function story(change: Document, document: Document = {}) {
  return storyOf(
    { fleet: [cohort({ licensed: 0 })], push: PUSH, change, ...document },
    'change',
    'state',
    'push',
    'checkin',
  )
}

describe('a user without a licence', () => {
  test('is not moved by a wave, and left without a service by the switch', async () => {
    expect(await story({ waves })).toEqual([
      '24:00:00 1 change',
      '24:00:00 1 state-unlicensed',
      '24:00:10 1 push-arrived push',
      '24:00:10 1 checkin-unlicensed push',
    ])
    expect(await causesOf({ fleet: [cohort({ licensed: 0 })], push: PUSH })).toEqual(['management licence 24'])
  })

  test('who gets one before the wave moves with it', async () => {
    expect((await story({ waves, licences: [{ at: '8h' }] })).slice(0, 3)).toEqual([
      '10:00:00 1 change',
      '10:00:00 1 state-pending',
      '10:00:10 1 push-arrived push',
    ])
  })

  test('who gets one after the wave moves then, with a push', async () => {
    expect(await story({ waves, licences: [{ at: '12h' }] })).toEqual([
      '12:00:00 1 change',
      '12:00:00 1 state-pending',
      '12:00:10 1 push-arrived push',
      '12:00:10 1 checkin-ok push',
      '12:00:10 1 state-managed_new',
      '24:00:10 1 push-arrived push',
      '24:00:10 1 checkin-ok push',
    ])
  })

  test('of no wave who gets one before the switch moves at the switch', async () => {
    expect((await story({ licences: [{ at: '12h' }] }))[0]).toBe('24:00:00 1 change')
    expect((await story({ licences: [{ at: '12h' }] }))[1]).toBe('24:00:00 1 state-pending')
  })

  test('who gets one after the switch is pending from then, with a push, its own change being the switch', async () => {
    expect(await story({ licences: [{ at: '+3h' }] })).toEqual([
      '24:00:00 1 change',
      '24:00:00 1 state-unlicensed',
      '24:00:10 1 push-arrived push',
      '24:00:10 1 checkin-unlicensed push',
      '27:00:00 1 state-pending',
      '27:00:10 1 push-arrived push',
      '27:00:10 1 checkin-ok push',
      '27:00:10 1 state-managed_new',
    ])
    const { devices } = await runOf(
      { fleet: [cohort({ licensed: 0 })], push: PUSH, change: { licences: [{ at: '+3h' }] } },
      { devices: true },
    )
    expect(devices?.changedAt[0]).toBe(24 * HOUR)
    expect(devices?.gaps[0]?.[0]).toBe(3 * HOUR + 10_000)
  })

  test('who gets one at the instant of the switch is unlicensed for no time', async () => {
    const lines = await story({ licences: [{ at: '+0h' }] })
    expect(lines.filter((line) => line.includes('state'))).toEqual([
      '24:00:00 1 state-unlicensed',
      '24:00:00 1 state-pending',
      '24:00:10 1 state-managed_new',
    ])
  })

  test('who gets several has one from the earliest', async () => {
    const lines = await story({ licences: [{ at: '+5h' }, { at: '+3h' }, { at: '+4h' }] })
    expect(lines.filter((line) => line.includes('pending'))).toEqual(['27:00:00 1 state-pending'])
  })

  test('who is away when it comes acts on the push on return', async () => {
    const fleet = [cohort({ licensed: 0, presence: online([0, 1], [30, 48]) })]
    expect((await story({ licences: [{ at: '+3h' }] }, { fleet })).slice(-3)).toEqual([
      '30:00:10 1 push-arrived push',
      '30:00:10 1 checkin-ok push',
      '30:00:10 1 state-managed_new',
    ])
  })
})

describe('a licence date', () => {
  const silent = { ...PUSH, pushOnSwitch: false }

  test('pushes only to the devices that it moves', async () => {
    const fleet = [cohort({ devices: 3, licensed: 0 }), cohort({ cohort: 'licensed', devices: 4 })]
    expect((await flowsOf({ fleet, push: silent, change: { licences: [{ at: '+3h' }] } })).pushes_due).toBe(3)
    expect((await flowsOf({ fleet, push: silent, change: { licences: [{ at: '12h' }] } })).pushes_due).toBeUndefined()
  })

  test('pushes once to a device, though other dates fall on the same instant', async () => {
    const fleet = [cohort({ licensed: 0 }), cohort({ cohort: 'tablets', licensed: 0 })]
    const licences = ['phones', 'tablets'].map((name) => ({ at: '+3h', cohorts: [name] }))
    expect((await flowsOf({ fleet, push: silent, change: { licences } })).pushes_due).toBe(2)
  })

  test('does not push where that is off', async () => {
    const push = { ...silent, pushOnLicence: false }
    expect(
      (await flowsOf({ fleet: [cohort({ licensed: 0 })], push, change: { licences: [{ at: '+3h' }] } })).pushes_due,
    ).toBeUndefined()
  })

  test('gives to a share of those without one, by user', async () => {
    const fleet = [
      cohort({ devices: 3000, devicesPerUser: 1, licensed: 0.5 }),
      cohort({ cohort: 'laptops', devices: 3000, owners: 'phones' }),
    ]
    const { devices } = await runOf(
      { fleet, push: PUSH, change: { licences: [{ at: '+3h', share: 0.4 }] } },
      { devices: true },
    )
    const waited = (from: number) => [...(devices?.gaps[0]?.slice(from, from + 3000) ?? [])]
    expect(waited(3000)).toEqual(waited(0))
    const count = (gap: number) => waited(0).filter((time) => time === gap).length
    const z = (found: number, share: number) => Math.abs(found / 3000 - share) / Math.sqrt((share * (1 - share)) / 3000)
    expect(z(count(10_000), 0.5)).toBeLessThan(4)
    expect(z(count(3 * HOUR + 10_000), 0.2)).toBeLessThan(4)
    expect(z(count(24 * HOUR), 0.3)).toBeLessThan(4)
  })

  test('gives to the users of its cohorts only', async () => {
    const fleet = [cohort({ licensed: 0 }), cohort({ cohort: 'tablets', licensed: 0 })]
    const { devices } = await runOf(
      { fleet, push: PUSH, change: { licences: [{ at: '+3h', cohorts: ['tablets'] }] } },
      { devices: true },
    )
    expect([...(devices?.gaps[0] ?? [])]).toEqual([24 * HOUR, 3 * HOUR + 10_000])
  })

  test('before the start counts as a licence from the start', async () => {
    expect(
      await causesOf({ fleet: [cohort({ licensed: 0 })], push: PUSH, change: { licences: [{ at: '-30h' }] } }),
    ).toEqual(['management awaiting-checkin 0.0028'])
  })
})
