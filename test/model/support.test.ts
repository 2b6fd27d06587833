import { describe, expect, test } from 'vitest'
import { cohort, DAY, type Document, flowsOf, HOUR, PUSH, runOf, storyOf, timesOf } from '../helpers/story.ts'

const kiosk = (fields: Document = {}) => cohort({ cohort: 'kiosks', enrolment: 'userless', ...fields })
const always = { openedAt: '+0h', leadTime: '2h', hours: 'always', devicesPerDay: 24 }

function served(support: Document, fleet: readonly Document[] = [kiosk()], document: Document = {}): Document {
  return { fleet, push: PUSH, horizon: '5d', support: { ...always, ...support }, ...document }
}

function pendings(document: Document) {
  return storyOf(document, 'state-pending')
}

describe('a device without a user', () => {
  test('waits for a ticket from the tenant switch on, and gets a push when support has switched it', async () => {
    expect(await storyOf(served({}), 'change', 'state', 'push', 'checkin')).toEqual([
      '24:00:00 1 change',
      '24:00:00 1 state-needs_ticket',
      '24:00:10 1 push-arrived push',
      '24:00:10 1 checkin-not_migrated push',
      '27:00:00 1 state-pending',
      '27:00:10 1 push-arrived push',
      '27:00:10 1 checkin-ok push',
      '27:00:10 1 state-managed_new',
    ])
  })

  test('waits for ever where no ticket is opened', async () => {
    const document = served({ openedAt: 'never' })
    expect(await pendings(document)).toEqual([])
    expect(await flowsOf(document)).not.toHaveProperty('tickets_opened')
  })

  test('gets the push after its delay of detection', async () => {
    const document = served({}, [kiosk()], { push: { ...PUSH, detectDelay: '3m' } })
    expect(await timesOf(document, 'push-arrived')).toEqual([24 * HOUR + 190_000, 27 * HOUR + 190_000])
  })

  test('is switched before the tenant switch if support comes to it, which is its own change', async () => {
    expect(await storyOf(served({ openedAt: '10h' }), 'change', 'state', 'push')).toEqual([
      '13:00:00 1 change',
      '13:00:00 1 state-pending',
      '13:00:10 1 push-arrived push',
      '13:00:10 1 state-managed_new',
      '24:00:10 1 push-arrived push',
    ])
  })
})

describe('a ticket', () => {
  test('is answered after the lead time, then its devices are switched one after the other', async () => {
    expect(await pendings(served({}, [kiosk({ devices: 3 })]))).toEqual([
      '27:00:00 1 state-pending',
      '28:00:00 2 state-pending',
      '29:00:00 3 state-pending',
    ])
  })

  test('waits for the tickets answered before it, the first in file order at one instant', async () => {
    const fleet = [kiosk({ devices: 2 }), kiosk({ cohort: 'doors', devices: 2 }), cohort()]
    expect(await pendings(served({}, fleet))).toEqual([
      '24:00:00 5 state-pending',
      '27:00:00 1 state-pending',
      '28:00:00 2 state-pending',
      '29:00:00 3 state-pending',
      '30:00:00 4 state-pending',
    ])
  })

  test('draws its lead time per cohort, and support takes them in the order of the answers', async () => {
    const fleet = Array.from({ length: 6 }, (_, i) => kiosk({ cohort: `kiosks ${i}`, devices: 2 }))
    const support = { leadTime: { uniform: ['0h', '2d'] }, devicesPerDay: 24 * 60 }
    const { devices } = await runOf(served({ ...support, devicesPerDay: 1440 }, fleet), { devices: true })
    const done = Array.from({ length: 6 }, (_, i) => devices!.firstCheckin[2 * i]!)
    expect(new Set(done).size).toBe(6)
    expect(done).not.toEqual([...done].sort((a, b) => a - b))
    expect(Math.max(...done)).toBeLessThan(3 * DAY + HOUR)
  })

  test('is not needed for devices that the administrator has switched before', async () => {
    const actions = [{ at: '20h', kind: 'switchDevices' }]
    const document = served({}, [kiosk({ devices: 3 })], { change: { actions } })
    expect(await pendings(document)).toEqual([
      '20:00:00 1 state-pending',
      '20:00:00 2 state-pending',
      '20:00:00 3 state-pending',
    ])
    expect(await flowsOf(document)).not.toHaveProperty('tickets_opened')
  })

  test('skips the devices already switched: the others move up', async () => {
    const actions = [{ at: '20h', kind: 'switchDevices', share: 0.5 }]
    const lines = await pendings(served({}, [kiosk({ devices: 20 })], { change: { actions } }))
    const later = lines.filter((line) => !line.startsWith('20:'))
    expect(later.length).toBeGreaterThan(3)
    expect(later.length).toBeLessThan(17)
    expect(later.map((line) => line.slice(0, 8))).toEqual(later.map((_, i) => `${27 + i}:00:00`))
  })

  test('is counted when it is opened, and as closed with its last device', async () => {
    const { load } = await runOf(served({}, [kiosk({ devices: 3 }), kiosk({ cohort: 'doors' })]))
    const buckets = (column: string) =>
      [...(load.columns.get(column) ?? [])].flatMap((n, bucket) => (n > 0 ? [[bucket / 4, n]] : []))
    expect(buckets('tickets_opened')).toEqual([[24, 2]])
    expect(buckets('tickets_closed')).toEqual([
      [29, 1],
      [30, 1],
    ])
  })

  test('opened before the start that is done by then finds the devices moved', async () => {
    const { devices, timeline } = await runOf(served({ openedAt: '-10d' }), { devices: true })
    expect(timeline.count('needs_ticket', 0, 30 * 4)).toBe(0)
    expect(devices?.gaps[0]?.[0]).toBeLessThanOrEqual(24 * HOUR + 10_000)
    expect(devices?.changedAt[0]).toBeGreaterThanOrEqual(0)
  })
})

describe('business hours', () => {
  // The story begins on Monday, 5 January 2026; the change is on Tuesday.
  const business = { hours: 'business', leadTime: '1d', devicesPerDay: 5 }

  test('a day of the lead time is a working day of ten hours, and so is the day of the rate', async () => {
    const document = served({ ...business, openedAt: '38h' }, [kiosk({ devices: 7 })], { horizon: '10d' })
    // Opened on Tuesday at 14:00, answered on Wednesday at 14:00; two hours each.
    expect((await pendings(document)).map((line) => line.slice(0, -14))).toEqual([
      '64:00:00 1',
      '66:00:00 2',
      '82:00:00 3',
      '84:00:00 4',
      '86:00:00 5',
      '88:00:00 6',
      '90:00:00 7',
    ])
  })

  test('a ticket opened in the night or on a weekend starts its clock in the morning', async () => {
    const opened = async (openedAt: string) =>
      (await pendings(served({ ...business, openedAt, devicesPerDay: 10 }, [kiosk()], { horizon: '10d' })))[0]?.slice(
        0,
        9,
      )
    expect(await opened('45h')).toBe('81:00:00 ')
    expect(await opened('130h')).toBe('201:00:00')
  })

  test('holidays are none', async () => {
    const document = served({ ...business, openedAt: '38h' }, [kiosk()], { horizon: '10d', holidays: ['2026-01-07'] })
    expect((await pendings(document))[0]?.slice(0, 8)).toBe('88:00:00')
  })

  test('a lead time of part of a day converts pro rata', async () => {
    const document = served({ hours: 'business', leadTime: '12h', devicesPerDay: 10, openedAt: '32h' })
    expect((await pendings(document))[0]).toBe('38:00:00 1 state-pending')
  })
})
