import { describe, expect, test } from 'vitest'
import {
  causesOf,
  clock,
  cohort,
  type Document,
  HOUR,
  MINUTE,
  NO_PROFILES,
  online,
  PUSH,
  runOf,
  storyOf,
  timesOf,
} from '../helpers/story.ts'

const PROFILES = { ...NO_PROFILES, email: 'same-name', configuration: 'same-name' }

/** Devices in categories that check in at the very instant of the switch, after 24 h; each takes a minute of work. */
function categorised(devices: number, categories: Document = {}, fields: Document = {}): Document {
  return {
    fleet: [cohort({ devices, category: 1, profiles: PROFILES })],
    push: { ...PUSH, latency: '0s' },
    categories: { kinds: ['configuration'], ratePerHour: 60, hours: 'always', ...categories },
    ...fields,
  }
}

async function column(document: Document, name: string): Promise<readonly number[]> {
  return [...((await runOf(document)).load.columns.get(name) ?? [])]
}

/** When the kind that hangs on the category arrives. */
async function arrivals(document: Document): Promise<readonly string[]> {
  return (await timesOf(document, 'kind-overwritten', 'configuration')).map(clock)
}

describe('a device that was in a category', () => {
  test('gets the kinds assigned through it when somebody has put it back, told by a push, and the others at once', async () => {
    expect(await storyOf(categorised(1), 'state', 'kind-over', 'push')).toEqual([
      '24:00:00 1 state-pending',
      '24:00:00 1 push-arrived push',
      '24:00:00 1 kind-overwritten email',
      '24:00:00 1 state-registered',
      '24:01:00 1 push-arrived push',
      '24:01:00 1 kind-overwritten configuration',
      '24:01:00 1 state-managed_new',
    ])
  })

  test('is queued at its first successful check-in after the change, not before', async () => {
    const fleet = [cohort({ category: 1, profiles: PROFILES, presence: online([0, 20], [30, 48]) })]
    expect(await arrivals(categorised(0, {}, { fleet }))).toEqual(['30:01:00'])
  })

  test('is queued once, whatever checks in meanwhile', async () => {
    const campaigns = [{ at: '24h 30s', response: 1, delay: '0s' }]
    const document = categorised(2, {}, { change: { campaigns } })
    expect(await arrivals(document)).toEqual(['24:01:00', '24:02:00'])
    expect((await column(document, 'categories_busy')).reduce((sum, busy) => sum + busy * 15, 0)).toBeCloseTo(2, 9)
  })

  test('can get the kinds at any check-in after the work, and at none before', async () => {
    // The first check-in, after 59 s, begins a minute of work.
    const at = ['24h 59s', '24h 90s', '25h']
    const campaigns = at.map((date) => ({ at: date, response: 1, delay: '0s' }))
    expect(await arrivals(categorised(1, {}, { push: 'off', change: { campaigns } }))).toEqual(['25:00:00'])
  })

  test('lacks protection for its category when the old profile is gone', async () => {
    expect(await causesOf(categorised(1, {}, { retention: { max: '0d' } }))).toEqual(['protection category 0.0167'])
  })
})

describe('after the work', () => {
  test('the device waits for a check-in, not for its category', async () => {
    const push = { ...PUSH, latency: '30m' }
    expect(await causesOf(categorised(1, {}, { push, retention: { max: '0d' } }))).toEqual([
      'management awaiting-checkin 0.5',
      'protection category 0.0167',
      'protection awaiting-checkin 1',
    ])
  })

  test('nothing happens to a device that has enrolled anew meanwhile, which has a category from then on', async () => {
    const actions = [{ at: '24h 90s', kind: 'reenrol', cohorts: ['late'] }]
    const fleet = [
      cohort({ devices: 2, category: 1, profiles: PROFILES }),
      cohort({ cohort: 'late', category: 1, profiles: PROFILES }),
    ]
    const enrolment = { duration: '0s', failure: 0 }
    const story = await storyOf(categorised(0, {}, { fleet, enrolment, change: { actions } }), 'kind', 'push')
    expect(story.filter((line) => line.includes(' 3 '))).toEqual([
      '24:00:00 3 kind-retained email',
      '24:00:00 3 kind-retained configuration',
      '24:00:00 3 push-arrived push',
      '24:00:00 3 kind-overwritten email',
      '24:01:30 3 kind-missing email',
      '24:01:30 3 kind-missing configuration',
      '24:01:30 3 kind-overwritten email',
      '24:01:30 3 kind-overwritten configuration',
    ])
  })
})

describe('the work', () => {
  test('is done on one device after the other, in the order of their check-ins', async () => {
    expect(await storyOf(categorised(3), 'kind-overwritten')).toEqual([
      '24:00:00 1 kind-overwritten email',
      '24:00:00 2 kind-overwritten email',
      '24:00:00 3 kind-overwritten email',
      '24:01:00 1 kind-overwritten configuration',
      '24:02:00 2 kind-overwritten configuration',
      '24:03:00 3 kind-overwritten configuration',
    ])
  })

  test('on the k-th of those who come at one instant is done after k times as long', async () => {
    const times = await timesOf(categorised(100, { ratePerHour: 100 }), 'kind-overwritten', 'configuration')
    expect(times).toEqual(Array.from({ length: 100 }, (_, k) => 24 * HOUR + (k + 1) * 36_000))
  })

  test('begins with the working day, pauses at its end and goes on the next morning', async () => {
    // The change is on a Tuesday at 17:45, a quarter of an hour before closing; a device takes half an hour.
    const document = categorised(2, { hours: 'business', ratePerHour: 2 }, { change: { at: '41h 45m' }, horizon: '4d' })
    expect(await arrivals(document)).toEqual(['56:15:00', '56:45:00'])
  })

  test('has a line and a share of the time in which somebody works', async () => {
    const document = categorised(35)
    // The devices of the line wait; the one that is worked on does not.
    expect((await column(document, 'categories_queue')).slice(95, 101)).toEqual([0, 34, 19, 4, 0, 0])
    expect((await column(document, 'categories_busy')).slice(95, 101)).toEqual([0, 1, 1, 5 / 15, 0, 0])
  })
})

describe('no work is done', () => {
  test('on devices that were in no category', async () => {
    const fleet = [cohort({ devices: 2, category: 0, profiles: PROFILES })]
    expect(await arrivals(categorised(0, {}, { fleet }))).toEqual(['24:00:00', '24:00:00'])
  })

  test('on those of the others where a share of the devices is in one', async () => {
    const fleet = [cohort({ devices: 400, category: 0.25, profiles: PROFILES })]
    const late = (
      await timesOf(categorised(0, { ratePerHour: 3600 }, { fleet }), 'kind-overwritten', 'configuration')
    ).filter((time) => time > 24 * HOUR)
    expect(late.length).toBeGreaterThan(65)
    expect(late.length).toBeLessThan(135)
    expect(late).toEqual(late.map((_, k) => 24 * HOUR + (k + 1) * 1000))
  })

  test('for kinds that the device does not need, but the device is put back all the same', async () => {
    const profiles = { ...NO_PROFILES, email: 'same-name' }
    const fleet = [cohort({ category: 1, profiles })]
    expect(await storyOf(categorised(0, {}, { fleet }), 'state', 'push')).toEqual([
      '24:00:00 1 state-pending',
      '24:00:00 1 push-arrived push',
      '24:00:00 1 state-managed_new',
      '24:01:00 1 push-arrived push',
    ])
  })
})

test('the push about a category waits for the delay of detection', async () => {
  const push = { ...PUSH, latency: '0s', detectDelay: '3m' }
  expect(await timesOf(categorised(1, {}, { push }), 'push-arrived')).toEqual([
    24 * HOUR + 3 * MINUTE,
    24 * HOUR + 7 * MINUTE,
  ])
})
