import { beforeAll, describe, expect, test } from 'vitest'
import {
  clock,
  cohort,
  type Document,
  eventsOf,
  flowsOf,
  HOUR,
  hours,
  MINUTE,
  milliseconds,
  NO_PROFILES,
  online,
  POLL,
  PUSH,
  runOf,
  storyOf,
  timesOf,
} from '../helpers/story.ts'

const SECOND = 1000

/** The fates of pushes, without their common prefix. */
async function fates(document: Document): Promise<Readonly<Record<string, number>>> {
  const flows = Object.entries(await flowsOf(document)).filter(([column]) => column.startsWith('pushes_'))
  return Object.fromEntries(flows.map(([column, total]) => [column.slice('pushes_'.length), total]))
}

/** The whole story of pushes to one device that is present in these hours. */
function pushed(intervals: readonly (readonly [number, number])[], push: Document = PUSH, fields: Document = {}) {
  return storyOf({ fleet: [cohort({ presence: online(...intervals), ...fields })], push }, 'push', 'checkin')
}

describe('the tenant switch', () => {
  test('pushes to every device, and a delivered push causes a check-in at that instant', async () => {
    expect(await storyOf({ fleet: [cohort({ devices: 2 })], push: PUSH }, 'push', 'checkin')).toEqual([
      '24:00:10 1 push-arrived push',
      '24:00:10 2 push-arrived push',
      '24:00:10 1 checkin-ok push',
      '24:00:10 2 checkin-ok push',
    ])
  })

  test('pushes to devices that have moved with a wave too, to which it is load only', async () => {
    const waves = [{ name: 'pilot', at: '10h' }]
    expect(await storyOf({ push: PUSH, change: { waves } }, 'push', 'checkin', 'state')).toEqual([
      '10:00:00 1 state-pending',
      '10:00:10 1 push-arrived push',
      '10:00:10 1 checkin-ok push',
      '10:00:10 1 state-managed_new',
      '24:00:10 1 push-arrived push',
      '24:00:10 1 checkin-ok push',
    ])
  })

  test('does not push where pushes are off, or those on the switch', async () => {
    for (const push of ['off', { ...PUSH, pushOnSwitch: false }]) expect(await fates({ push })).toEqual({})
  })

  test('a wave does not push where pushes on waves are off', async () => {
    const waves = [{ name: 'pilot', at: '10h' }]
    expect(await timesOf({ push: { ...PUSH, pushOnWave: false }, change: { waves } }, 'push-arrived')).toEqual([
      24 * HOUR + 10 * SECOND,
    ])
  })
})

describe('the delay until the service notices', () => {
  test('is one draw per broadcast, the same for every device', async () => {
    const waves = [{ name: 'pilot', at: '10h' }]
    const document = {
      fleet: [cohort({ devices: 3 }), cohort({ cohort: 'tablets', devices: 3, platform: 'ios' })],
      push: { ...PUSH, detectDelay: { uniform: ['0m', '5m'] } },
      change: { waves },
    }
    const times = await timesOf(document, 'push-arrived')
    const [wave, change] = [...new Set(times)]
    expect(times).toHaveLength(12)
    expect(new Set(times).size).toBe(2)
    expect(wave! - 10 * HOUR).not.toBe(change! - 24 * HOUR)
    expect(change! - 24 * HOUR - 10 * SECOND).toBeLessThanOrEqual(5 * MINUTE)
  })
})

describe('attempts', () => {
  const repeated = { ...PUSH, retries: 3, retryEvery: '30m' }

  test('start every retry interval, whether or not the device is online', async () => {
    const flow = (await runOf({ fleet: [cohort({ presence: online([0, 1]) })], push: repeated })).load.columns.get(
      'pushes_due',
    )
    const buckets = [...(flow ?? [])].flatMap((count, bucket) => (count > 0 ? [bucket / 4] : []))
    expect(buckets).toEqual([24, 24.5, 25, 25.5])
  })

  test('of a push that is lost are made to the last, and nothing restarts them', async () => {
    expect(await fates({ push: { ...repeated, deadShare: 1 } })).toEqual({ due: 4, lost: 4 })
  })

  test('may be as many as a thousand', async () => {
    expect(await fates({ push: { ...PUSH, deadShare: 1, retries: 1000, retryEvery: '1m' } })).toEqual({
      due: 1001,
      lost: 1001,
    })
  })

  test('stop at the first successful check-in', async () => {
    expect(await fates({ push: repeated })).toEqual({ due: 1, delivered: 1 })
    expect(
      await pushed(
        [
          [0, 1],
          [24.75, 48],
        ],
        repeated,
      ),
    ).toEqual(['24:45:10 1 push-arrived push', '24:45:10 1 checkin-ok push'])
  })

  describe('stop at a check-in that no push caused', () => {
    let due: readonly number[]
    const deaf = { ...repeated, deadShare: 1, detectDelay: '10m' }
    beforeAll(async () => {
      due = await timesOf({ poll: POLL }, 'checkin-ok')
    })
    const at = (change: number) => fates({ poll: POLL, push: deaf, change: { at: milliseconds(change) } })

    test('after the sending began', async () => {
      expect(await at(due[2]! - 45 * MINUTE)).toEqual({ due: 2, lost: 2 })
    })

    test('at the instant the sending began', async () => {
      expect(await at(due[2]! - 10 * MINUTE)).toEqual({ due: 1, lost: 1 })
    })

    test('but not at one between the broadcast and the sending', async () => {
      expect(await at(due[2]! - 10 * MINUTE + 1)).toEqual({ due: 4, lost: 4 })
    })
  })

  test('of every message begun stop together, those of a message not begun do not', async () => {
    // Three messages in a row; the device comes online, and reads, after the second.
    const change = {
      actions: [
        { at: '24h 20m', kind: 'sync' },
        { at: '25h', kind: 'sync' },
      ],
    }
    const document = {
      fleet: [cohort({ presence: online([24.4, 24.45]) })],
      push: { ...repeated, timeToLive: { fcm: '28d' } },
      change,
    }
    // Switch at 24:00, sync at 24:20; read at 24:24. The sync of 25:00 and its three retries are stored or replaced.
    expect(await fates(document)).toEqual({ due: 6, delivered: 1, coalesced: 4 })
  })

  test('do not stop at a contact that leaves the device where it is', async () => {
    const unlicensed = { fleet: [cohort({ licensed: 0 })], push: repeated }
    expect(await storyOf(unlicensed, 'checkin')).toEqual([
      '24:00:10 1 checkin-unlicensed push',
      '24:30:10 1 checkin-unlicensed push',
      '25:00:10 1 checkin-unlicensed push',
      '25:30:10 1 checkin-unlicensed push',
    ])
    const kiosk = { fleet: [cohort({ enrolment: 'userless' })], push: repeated, support: { openedAt: 'never' } }
    expect(await storyOf(kiosk, 'checkin')).toEqual([
      '24:00:10 1 checkin-not_migrated push',
      '24:30:10 1 checkin-not_migrated push',
      '25:00:10 1 checkin-not_migrated push',
      '25:30:10 1 checkin-not_migrated push',
    ])
  })
})

describe('a push to a device that is offline', () => {
  test('is stored and acts one latency after it reconnects', async () => {
    expect(
      await pushed([
        [0, 1],
        [30, 40],
      ]),
    ).toEqual(['30:00:10 1 push-arrived push', '30:00:10 1 checkin-ok push'])
  })

  test('is stored when the device leaves while it is on its way', async () => {
    expect(
      await pushed([
        [0, 24 + 5 / 3600],
        [30, 40],
      ]),
    ).toEqual(['30:00:10 1 push-arrived push', '30:00:10 1 checkin-ok push'])
  })

  test('stays stored when the device leaves before it acts, and acts after the next reconnection', async () => {
    expect(
      await pushed([
        [30, 30 + 5 / 3600],
        [40, 41],
      ]),
    ).toEqual(['40:00:10 1 push-arrived push', '40:00:10 1 checkin-ok push'])
  })

  test('acts with a latency drawn for the reconnection', async () => {
    const push = { ...PUSH, latency: { uniform: ['0s', '1h'] } }
    const document = { fleet: [cohort({ devices: 300, presence: online([30, 48]) })], push }
    const delays = (await timesOf(document, 'push-arrived')).map((time) => (time - 30 * HOUR) / HOUR)
    expect(delays).toHaveLength(300)
    expect(Math.max(...delays)).toBeLessThanOrEqual(1)
    const mean = delays.reduce((sum, delay) => sum + delay, 0) / 300
    expect(Math.abs(mean - 0.5) * Math.sqrt(12 * 300)).toBeLessThan(4)
  })

  test('acts once, however often the device reconnects', async () => {
    expect(
      await pushed([
        [30, 31],
        [32, 33],
        [34, 35],
      ]),
    ).toHaveLength(2)
  })

  describe('expires one time to live after its own sending', () => {
    const live = (timeToLive: Document) => ({ ...PUSH, timeToLive })

    test.each([
      ['ios', { apple: '6h' }],
      ['ipados', { apple: '6h' }],
      ['macos', { apple: '6h' }],
      ['android', { fcm: '6h' }],
      ['windows', { wns: '6h' }],
    ])('on %s by %j', async (platform, timeToLive) => {
      const document = (from: number) => ({
        fleet: [cohort({ platform, presence: online([from, 48]) })],
        push: live(timeToLive),
      })
      // The last chance: reconnected one latency before the 30th hour.
      expect(await fates(document(30 - 10 / 3600))).toEqual({ due: 1, delivered: 1 })
      expect(await fates(document(30 - 9 / 3600))).toEqual({ due: 1, expired: 1 })
    })

    test('and at once where it is not stored at all', async () => {
      const document = { fleet: [cohort({ platform: 'windows', presence: online([30, 48]) })], push: PUSH }
      expect(await fates(document)).toEqual({ due: 1, expired: 1 })
      const flow = (await runOf(document)).load.columns.get('pushes_expired')
      expect(flow?.indexOf(1)).toBe(24 * 4)
    })
  })

  test('replaces the one stored, and lives for its own time', async () => {
    const push = { ...PUSH, retries: 1, retryEvery: '4h', timeToLive: { fcm: '6h' } }
    // Sent at 24 h and 28 h: the second would expire at 34 h.
    const document = (from: number) => ({ fleet: [cohort({ presence: online([from, 48]) })], push })
    expect(await fates(document(33))).toEqual({ due: 2, delivered: 1, coalesced: 1 })
    expect(await fates(document(35))).toEqual({ due: 2, coalesced: 1, expired: 1 })
  })

  test('replaces nothing when it arrives after its own time to live', async () => {
    const devices = 4000
    const push = {
      ...PUSH,
      latency: { uniform: ['0h', '2h'] },
      retries: 1,
      retryEvery: '15m',
      timeToLive: { fcm: '1h' },
    }
    const found = await fates({ fleet: [cohort({ devices, presence: online([0, 1]) })], push, horizon: '3d' })
    // The later of the two finds the other stored only before 25:00, where the first expires.
    const share = 0.5 * 0.375
    expect(Math.abs(found.coalesced! / devices - share) / Math.sqrt((share * (1 - share)) / devices)).toBeLessThan(4)
    expect(found.expired).toBe(2 * devices - found.coalesced!)
  })

  test('of an earlier kind gives way to the later, and the check-in is of the later kind', async () => {
    const document = {
      fleet: [cohort({ presence: online([30, 31]) })],
      push: PUSH,
      change: { actions: [{ at: '26h', kind: 'sync' }] },
    }
    expect(await storyOf(document, 'push', 'checkin')).toEqual([
      '30:00:10 1 push-arrived admin_sync',
      '30:00:10 1 checkin-ok admin_sync',
    ])
  })

  test('has met no fate while it is on its way or stored at the horizon', async () => {
    expect(await fates({ fleet: [cohort({ presence: online([0, 1]) })], push: PUSH })).toEqual({ due: 1 })
    expect(await fates({ push: { ...PUSH, latency: '30h' } })).toEqual({ due: 1 })
  })
})

describe('loss', () => {
  test('takes its share of attempts, each by itself', async () => {
    const devices = 4000
    const document = { fleet: [cohort({ devices })], push: { ...PUSH, loss: 0.3, retries: 1 } }
    const { due, lost, delivered } = await fates(document)
    // A device whose first attempt is lost gets a second.
    const retried = due! - devices
    expect(Math.abs(retried / devices - 0.3) / Math.sqrt((0.3 * 0.7) / devices)).toBeLessThan(4)
    expect(Math.abs((lost! - retried) / retried - 0.3) / Math.sqrt((0.3 * 0.7) / retried)).toBeLessThan(4)
    expect(delivered).toBe(devices + retried - lost!)
  })

  test('is total on the share of devices that no push reaches, for every push', async () => {
    const devices = 2000
    const document = {
      fleet: [cohort({ devices })],
      push: { ...PUSH, deadShare: 0.25 },
      change: { waves: [{ name: 'pilot', at: '10h' }] },
    }
    const reached = (await eventsOf(document))
      .filter(({ event }) => event === 'push-arrived')
      .map(({ device }) => device)
    const alive = new Set(reached)
    expect(Math.abs(alive.size / devices - 0.75) / Math.sqrt((0.25 * 0.75) / devices)).toBeLessThan(4)
    expect(reached).toHaveLength(2 * alive.size)
  })
})

describe('an administrator’s sync', () => {
  const push = { ...PUSH, retries: 1, retryEvery: '1h' }

  test('is a push with retries whose check-ins have a trigger of their own', async () => {
    const document = {
      fleet: [cohort({ presence: online([11.5, 13]) })],
      push: { ...push, timeToLive: { fcm: '0s' } },
      change: { actions: [{ at: '11h', kind: 'sync' }] },
    }
    expect(await storyOf(document, 'push', 'checkin')).toEqual([
      '12:00:10 1 push-arrived admin_sync',
      '12:00:10 1 checkin-ok admin_sync',
    ])
  })

  test('goes to its share of its cohorts only', async () => {
    const devices = 2000
    const document = {
      fleet: [cohort({ devices }), cohort({ cohort: 'tablets', devices })],
      push: { ...PUSH, pushOnSwitch: false },
      change: { actions: [{ at: '11h', kind: 'sync', cohorts: ['tablets'], share: 0.4 }] },
    }
    const synced = (await eventsOf(document))
      .filter(({ event }) => event === 'push-arrived')
      .map(({ device }) => device)
    expect(Math.min(...synced)).toBeGreaterThan(devices)
    expect(Math.abs(synced.length / devices - 0.4) / Math.sqrt((0.4 * 0.6) / devices)).toBeLessThan(4)
  })

  test('before the start or at the horizon has no effect, though it would be noticed after the start', async () => {
    for (const at of ['-25h', '-1441m', '2d'])
      expect(
        await fates({
          push: { ...PUSH, detectDelay: '5m', pushOnSwitch: false },
          change: { actions: [{ at, kind: 'sync' }] },
        }),
      ).toEqual({})
  })
})

describe('draws', () => {
  const push = { ...PUSH, latency: { exponential: '1h' }, loss: 0.3, retries: 2 }
  const story = (change: Document, fleet: readonly Document[] = [cohort({ devices: 50 })]) =>
    eventsOf({ fleet, push, change })

  test('of a message are not moved by another message', async () => {
    const late = { actions: [{ at: '45h', kind: 'sync' }] }
    const early = (told: Awaited<ReturnType<typeof story>>) => told.filter(({ time }) => time < 45 * HOUR)
    expect(early(await story(late))).toEqual(early(await story({})))
  })

  test('of a device are not moved by other cohorts', async () => {
    const fleet = [cohort({ devices: 50 }), cohort({ cohort: 'tablets', devices: 5, profiles: NO_PROFILES })]
    expect((await story({}, fleet)).filter(({ device }) => device <= 50)).toEqual(await story({}))
  })
})

test('a push that arrives in an outage of the certificate was sent before it, and its check-in fails', async () => {
  const document = {
    fleet: [cohort({ platform: 'ios' })],
    push: { ...PUSH, latency: hours(2) },
    change: { apns: { expires: '25h' } },
  }
  expect(await storyOf(document, 'push', 'checkin')).toEqual([
    `${clock(26 * HOUR)} 1 push-arrived push`,
    `${clock(26 * HOUR)} 1 checkin-apns_blocked push`,
  ])
})
