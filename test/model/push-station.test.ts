import { describe, expect, test } from 'vitest'
import {
  cohort,
  type Document,
  eventsOf,
  flowsOf,
  HOUR,
  hours,
  MINUTE,
  online,
  POLL,
  PUSH,
  runOf,
  storyOf,
  timesOf,
} from '../helpers/story.ts'

const SECOND = 1000
const SWITCH = 24 * HOUR

/** Devices to push to at the tenant switch, after 24 h, through a station. */
function pushed(devices: number, push: Document, fields: Document = {}): Document {
  return {
    fleet: [cohort({ devices })],
    push: PUSH,
    stations: { push: { batch: 1, every: '1m', order: 'queue', ...push } },
    ...fields,
  }
}

/** The fates of pushes, without their common prefix. */
async function fates(document: Document): Promise<Readonly<Record<string, number>>> {
  const flows = Object.entries(await flowsOf(document)).filter(([column]) => column.startsWith('pushes_'))
  return Object.fromEntries(flows.map(([column, total]) => [column.slice('pushes_'.length), total]))
}

/** When pushes arrive, in seconds after the switch. */
async function arrivals(document: Document): Promise<readonly number[]> {
  return (await timesOf(document, 'push-arrived')).map((time) => (time - SWITCH) / SECOND)
}

/** Everybody checks in by hand at a time. */
function checkInAt(at: string): Document {
  return { campaigns: [{ at, response: 1, delay: '0s' }] }
}

async function column(document: Document, name: string): Promise<readonly number[]> {
  return [...((await runOf(document)).load.columns.get(name) ?? [])]
}

describe('pushes in a queue', () => {
  test('leave in batches at whole multiples of the interval, those due at the very instant included', async () => {
    expect(await arrivals(pushed(5, { batch: 2 }))).toEqual([10, 10, 70, 70, 130])
  })

  test('leave for the first time after one interval, not at the start', async () => {
    expect(await timesOf(pushed(1, { every: '1h' }, { change: { at: '0h' } }), 'push-arrived')).toEqual([
      HOUR + 10 * SECOND,
    ])
  })

  test('wait for the next batch when they are due between two', async () => {
    expect(await arrivals(pushed(3, { batch: 2 }, { push: { ...PUSH, detectDelay: '30s' } }))).toEqual([70, 70, 130])
  })

  test('are in order of their devices where they are due together', async () => {
    expect(await storyOf(pushed(3, {}), 'push')).toEqual([
      '24:00:10 1 push-arrived push',
      '24:01:10 2 push-arrived push',
      '24:02:10 3 push-arrived push',
    ])
  })

  test('leave before those due later, whatever the numbers of the devices', async () => {
    const waves = [{ name: 'second', at: '23h', cohorts: ['tablets'] }]
    const fleet = [cohort({ devices: 2 }), cohort({ cohort: 'tablets', devices: 2 })]
    const document = pushed(0, { every: '40m' }, { fleet, change: { waves } })
    expect((await storyOf(document, 'push')).slice(0, 3)).toEqual([
      '23:20:10 3 push-arrived push',
      '24:00:10 4 push-arrived push',
      '24:40:10 1 push-arrived push',
    ])
  })

  test('of a device that checks in meanwhile are coalesced, and use no place in a batch', async () => {
    // The first device is reached at once; the second and the third read by hand before their turn.
    const fleet = [cohort({ devices: 3 }), cohort({ cohort: 'tablets', devices: 1 })]
    const campaigns = [{ at: '24h 30s', response: 1, delay: '0s', cohorts: ['phones'] }]
    const document = pushed(0, {}, { fleet, change: { campaigns } })
    expect(await fates(document)).toEqual({ due: 4, delivered: 2, coalesced: 2 })
    expect(await arrivals(document)).toEqual([10, 70])
  })

  test('of one device that wait together are all taken out by one check-in', async () => {
    const push = { ...PUSH, retries: 3, retryEvery: '10m' }
    const document = pushed(2, { every: '1h' }, { push, change: checkInAt('24h 25m') })
    // The second device's attempts of 24:00, 24:10 and 24:20 wait for the batch of 25:00.
    expect(await fates(document)).toEqual({ due: 4, delivered: 1, coalesced: 3 })
  })

  test('are repeated from the time they were due, not from the time they left', async () => {
    const push = { ...PUSH, deadShare: 1, retries: 2, retryEvery: '10m' }
    const due = await column(pushed(1, { every: '7h' }, { push }), 'pushes_due')
    expect(due.flatMap((count, bucket) => (count > 0 ? [[bucket / 4, count]] : []))).toEqual([
      [24, 2],
      [24.25, 1],
    ])
  })

  test('are suppressed when their turn comes while the certificate is not valid, and use no place in a batch', async () => {
    const fleet = [cohort({ cohort: 'tablets', platform: 'ipados' }), cohort()]
    const apns = { expires: '24h 30s', uploads: [] }
    const document = pushed(0, {}, { fleet, push: { ...PUSH, detectDelay: '15s' }, change: { apns } })
    expect(await fates(document)).toEqual({ due: 2, suppressed: 1, delivered: 1 })
    expect(await arrivals(document)).toEqual([70])
  })

  test('of a device that leaves the service expire', async () => {
    const change = { actions: [{ at: '24h 30s', kind: 'reenrol', cohorts: ['leaving'] }] }
    const fleet = [cohort({ devices: 1 }), cohort({ cohort: 'leaving' }), cohort({ cohort: 'others' })]
    const document = pushed(0, {}, { fleet, change, push: { ...PUSH, retries: 3, retryEvery: '10m' } })
    expect(await fates(document)).toEqual({ due: 3, delivered: 2, expired: 1 })
    expect(await arrivals(document)).toEqual([10, 70])
  })

  test('that still wait at the horizon are outstanding', async () => {
    const { load } = await runOf(pushed(4, { every: '5h' }, { horizon: '30h' }))
    // Batches at 25 h and 30 h, the second of which is past the end.
    expect([load.total('pushes_due'), load.total('pushes_delivered')]).toEqual([4, 1])
  })

  test('have a line and a share of the capacity in use', async () => {
    const document = pushed(5, { batch: 2, every: '15m' })
    expect((await column(document, 'push_queue')).slice(95, 101)).toEqual([0, 3, 1, 0, 0, 0])
    expect((await column(document, 'push_busy')).slice(95, 101)).toEqual([0, 1, 1, 0.5, 0, 0])
  })

  test('follow hundreds of others in order, over every growth of the line', async () => {
    const arrived = (await eventsOf(pushed(300, { batch: 7 }))).filter(({ event }) => event === 'push-arrived')
    expect(arrived.map(({ time, device }) => [(time - SWITCH) / SECOND, device])).toEqual(
      Array.from({ length: 300 }, (_, i) => [10 + 60 * Math.floor(i / 7), i + 1]),
    )
  })

  test('of hundreds that wait together are all taken out by their check-ins', async () => {
    const push = { ...PUSH, retries: 3, retryEvery: '1m' }
    const document = pushed(100, { every: '1h' }, { push, change: checkInAt('24h 5m') })
    expect(await fates(document)).toEqual({ due: 397, delivered: 1, coalesced: 396 })
  })

  test('have waited from the time they were due', async () => {
    const { stations } = await runOf(pushed(100, { every: '10m' }, { push: { ...PUSH, detectDelay: '3m' } }))
    const waits = stations.find(({ name }) => name === 'push')!
    expect([waits.served, waits.meanWait / MINUTE, waits.max / MINUTE]).toEqual([100, 7 + 495, 7 + 990])
  })

  test('stored for a device act when it is back, as without a station', async () => {
    const fleet = [
      cohort({
        presence: online([0, 1], [26, 48]),
      }),
    ]
    expect(await storyOf(pushed(0, {}, { fleet }), 'push')).toEqual(['26:00:10 1 push-arrived push'])
  })
})

describe('a pool of devices', () => {
  const away = cohort({ cohort: 'away', devices: 3, presence: { kind: 'dormant' } })
  const here = cohort({ cohort: 'here', devices: 5 })

  test('in a fixed order sends to the first that have not checked in, again and again', async () => {
    // Three of each batch of five go to devices that are never online.
    const document = pushed(0, { order: 'fixed', batch: 5 }, { fleet: [away, here] })
    expect(await storyOf(document, 'push')).toEqual([
      '24:00:10 4 push-arrived push',
      '24:00:10 5 push-arrived push',
      '24:01:10 6 push-arrived push',
      '24:01:10 7 push-arrived push',
      '24:02:10 8 push-arrived push',
    ])
  })

  test('in a fixed order reaches nobody behind a batch of devices that stay away', async () => {
    expect(await arrivals(pushed(0, { order: 'fixed', batch: 3 }, { fleet: [away, here] }))).toEqual([])
  })

  test('counts a push as due when it is sent, and repeats none by itself', async () => {
    const push = { ...PUSH, retries: 3, retryEvery: '10m' }
    const document = pushed(2, { order: 'fixed', every: '20m' }, { push })
    expect(await fates(document)).toEqual({ due: 2, delivered: 2 })
    expect(await arrivals(document)).toEqual([10, 20 * 60 + 10])
  })

  test('lets a device go at any successful check-in', async () => {
    const document = pushed(2, { order: 'fixed', every: '20m' }, { change: checkInAt('24h 5m') })
    expect(await fates(document)).toEqual({ due: 1, delivered: 1 })
  })

  test('keeps a device whose push is lost', async () => {
    const push = { ...PUSH, deadShare: 1 }
    const document = pushed(1, { order: 'fixed', every: '1h' }, { push, horizon: '30h' })
    expect(await fates(document)).toEqual({ due: 6, lost: 6 })
  })

  test('takes a device in once, whatever else falls due', async () => {
    const change = { actions: [{ at: '24h 20m', kind: 'sync' }] }
    const document = pushed(1, { order: 'fixed', every: '1h' }, { push: { ...PUSH, deadShare: 1 }, change })
    expect((await column(document, 'push_queue')).slice(95, 100)).toEqual([0, 1, 1, 1, 1])
  })

  test('remembers what a device was pushed for', async () => {
    const change = { actions: [{ at: '10h', kind: 'sync' }] }
    const document = pushed(1, { order: 'fixed' }, { push: { ...PUSH, pushOnSwitch: false }, change })
    expect(await storyOf(document, 'push')).toEqual(['10:00:10 1 push-arrived admin_sync'])
  })

  test('loses a device whose turn comes while its certificate is not valid', async () => {
    const fleet = [cohort({ cohort: 'tablets', platform: 'ipados' }), cohort()]
    const apns = { expires: '24h 30s', uploads: [{ at: '25h', topic: 'original' }] }
    const document = pushed(0, { order: 'fixed' }, { fleet, push: { ...PUSH, detectDelay: '15s' }, change: { apns } })
    expect(await fates(document)).toEqual({ due: 2, suppressed: 1, delivered: 1 })
    expect(await arrivals(document)).toEqual([70])
  })

  test('lets a device go that leaves the service', async () => {
    const change = { actions: [{ at: '24h 30s', kind: 'reenrol', cohorts: ['leaving'] }] }
    const fleet = [cohort({ devices: 1 }), cohort({ cohort: 'leaving' }), cohort({ cohort: 'others' })]
    const document = pushed(0, { order: 'fixed' }, { fleet, change })
    expect(await fates(document)).toEqual({ due: 2, delivered: 2 })
    expect(await arrivals(document)).toEqual([10, 70])
  })

  test('has as its line the devices in it', async () => {
    const document = pushed(0, { order: 'fixed', batch: 4, every: '15m' }, { fleet: [away, here] })
    expect((await column(document, 'push_queue')).slice(95, 102)).toEqual([0, 8, 7, 6, 5, 4, 3])
  })

  test('in a random order sends to a batch drawn anew at every tick', async () => {
    // Of o devices away and m here, a batch of B leaves m(1 − B/(o + m)) to be reached.
    const fleet = [
      cohort({ cohort: 'away', devices: 300, presence: { kind: 'dormant' } }),
      cohort({ cohort: 'here', devices: 200 }),
    ]
    const times = await arrivals(pushed(0, { order: 'random', batch: 50 }, { fleet, horizon: '25h' }))
    const left = (ticks: number): number => 200 - times.filter((time) => time < ticks * 60).length
    let expected = 200
    for (let tick = 1; tick <= 20; tick++) {
      expected *= 1 - 50 / (300 + expected)
      expect(Math.abs(left(tick) - expected)).toBeLessThan(4 * Math.sqrt(expected * (1 - expected / 200)) + 1)
    }
  })

  test('in a random order sends to everybody where a batch is enough', async () => {
    expect(await arrivals(pushed(40, { order: 'random', batch: 40 }))).toEqual(Array.from({ length: 40 }, () => 10))
  })
})

describe('to a device that has left the service', () => {
  const leaving = (at: string): Document => ({
    push: { ...PUSH, latency: '10m', retries: 3, retryEvery: '15m' },
    change: { actions: [{ at, kind: 'reenrol' }] },
    enrolment: { duration: '2h', failure: 0 },
    stations: {},
  })

  test('no push is due', async () => {
    expect(await fates(pushed(1, {}, leaving('23h 55m')))).toEqual({})
  })

  test('a push that is on its way is not delivered, and none is repeated', async () => {
    expect(await fates(pushed(1, {}, leaving('24h 5m')))).toEqual({ due: 1, expired: 1 })
  })
})

test('without pushes a station sends nothing and polls are as before', async () => {
  const fields = { push: 'off', poll: { ...POLL, interval: hours(3) } }
  const document = pushed(3, {}, fields)
  const { stations: _, ...free } = document
  expect(await timesOf(document, 'checkin-ok')).toEqual(await timesOf(free, 'checkin-ok'))
})

test('a line that is never full changes nothing but the instant of sending', async () => {
  const presence = { kind: 'renewal', online: { exponential: '5h' }, offline: { exponential: '3h' } }
  const push = { ...PUSH, loss: 0.3, retries: 3, retryEvery: '30m', latency: { uniform: ['5s', '5m'] } }
  const fields = { fleet: [cohort({ devices: 40, presence })], push, poll: POLL }
  const document = pushed(0, { batch: 1000, every: '1m' }, fields)
  const { stations: _, ...free } = document
  // Everything is due at a whole minute, which is a tick.
  expect(await storyOf(document, 'push', 'checkin', 'state')).toEqual(await storyOf(free, 'push', 'checkin', 'state'))
})
