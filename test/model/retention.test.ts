import { describe, expect, test } from 'vitest'
import {
  causesOf,
  clock,
  cohort,
  DAY,
  type Document,
  eventsOf,
  HOUR,
  hours,
  milliseconds,
  NO_PROFILES,
  online,
  POLL,
  PUSH,
  runOf,
  storyOf,
  timesOf,
} from '../helpers/story.ts'

/** A scenario of ten days around one device with these rules. */
function holding(profiles: Document, document: Document = {}, fields: Document = {}): Document {
  return { fleet: [cohort({ profiles: { ...NO_PROFILES, ...profiles }, ...fields })], horizon: '10d', ...document }
}

/** What becomes of its profiles. */
function kinds(profiles: Document, document: Document = {}, fields: Document = {}) {
  return storyOf(holding(profiles, document, fields), 'kind')
}

const away = { presence: online([0, 1]) }

describe('at its own change', () => {
  test('a device keeps every kind it has, and none that it never had', async () => {
    expect(
      await kinds(
        { email: 'same-name', vpn: 'renamed', certificate: 'unassigned', wifi: 'dropped' },
        { horizon: '2d' },
      ),
    ).toEqual([
      '24:00:00 1 kind-retained email',
      '24:00:00 1 kind-retained vpn',
      '24:00:00 1 kind-retained certificate',
      '24:00:00 1 kind-retained wifi',
    ])
  })

  test('that is its wave, not the tenant switch', async () => {
    const change = { waves: [{ name: 'pilot', at: '10h' }] }
    expect(await kinds({ wifi: 'same-name' }, { change }, away)).toEqual([
      '10:00:00 1 kind-retained wifi',
      `${clock(7 * DAY + 10 * HOUR)} 1 kind-missing wifi`,
    ])
  })

  test('that is the switch for a device without a licence, whatever comes later', async () => {
    const change = { licences: [{ at: '+3d' }] }
    expect(await kinds({ wifi: 'same-name' }, { change }, { licensed: 0 })).toEqual([
      '24:00:00 1 kind-retained wifi',
      `${clock(8 * DAY)} 1 kind-missing wifi`,
    ])
  })

  test('that is the switch for a device that waits for support', async () => {
    const support = { openedAt: '+0h', leadTime: '3d', hours: 'always' }
    expect(await kinds({ wifi: 'same-name' }, { support }, { enrolment: 'userless' })).toEqual([
      '24:00:00 1 kind-retained wifi',
      `${clock(8 * DAY)} 1 kind-missing wifi`,
    ])
  })
})

describe('the deadline', () => {
  test('is seven days after the own change', async () => {
    expect(await kinds({ wifi: 'same-name' })).toEqual([
      '24:00:00 1 kind-retained wifi',
      `${clock(8 * DAY)} 1 kind-missing wifi`,
    ])
  })

  test('is the same for every kind unless there is one per kind', async () => {
    const retention = { max: { email: '1d', wifi: '12h' } }
    expect(await kinds({ email: 'same-name', vpn: 'same-name', wifi: 'same-name' }, { retention })).toEqual([
      '24:00:00 1 kind-retained email',
      '24:00:00 1 kind-retained vpn',
      '24:00:00 1 kind-retained wifi',
      '36:00:00 1 kind-missing wifi',
      '48:00:00 1 kind-missing email',
      `${clock(8 * DAY)} 1 kind-missing vpn`,
    ])
  })

  test('is drawn per device and kind where it is a distribution', async () => {
    const retention = { max: { uniform: ['0d', '7d'] } }
    const document = holding({ email: 'same-name', wifi: 'same-name' }, { retention }, { devices: 300 })
    for (const kind of ['email', 'wifi']) {
      const ends = (await timesOf(document, 'kind-missing', kind)).map((time) => (time - DAY) / (7 * DAY))
      expect(ends).toHaveLength(300)
      const mean = ends.reduce((sum, end) => sum + end, 0) / 300
      expect(Math.abs(mean - 0.5) * Math.sqrt(12 * 300)).toBeLessThan(4)
      expect(Math.max(...ends)).toBeLessThanOrEqual(1)
    }
    const email = (await eventsOf(document)).filter(
      ({ event, detail }) => event === 'kind-missing' && detail === 'email',
    )
    const wifi = (await eventsOf(document)).filter(({ event, detail }) => event === 'kind-missing' && detail === 'wifi')
    const together = email.filter(({ device, time }) =>
      wifi.some((other) => other.device === device && other.time === time),
    )
    expect(together).toEqual([])
  })

  test('counts from the last contact before the own change with that clock, and later contacts do not move it', async () => {
    const due = await timesOf({ poll: POLL }, 'checkin-ok')
    const retention = { clock: 'last-contact', max: '2d' }
    const document = holding(
      { wifi: 'unassigned' },
      { poll: POLL, retention, change: { at: milliseconds(due[3]! - HOUR) } },
    )
    expect(await timesOf(document, 'kind-missing')).toEqual([due[2]! + 2 * DAY])
  })

  test('is the own change when it would be before it', async () => {
    const retention = { clock: 'last-contact', max: '2d' }
    const lines = ['24:00:00 1 kind-retained wifi', '24:00:00 1 kind-missing wifi']
    expect(
      await kinds({ wifi: 'same-name' }, { retention }, { presence: { kind: 'dormant', lastSeen: '3d' } }),
    ).toEqual(lines)
  })
})

describe('a kept profile', () => {
  test('is overwritten at the check-in that brings one of the same name', async () => {
    expect(await kinds({ wifi: 'same-name' }, { push: PUSH })).toEqual([
      '24:00:00 1 kind-retained wifi',
      '24:00:10 1 kind-overwritten wifi',
    ])
  })

  test('stays beside a renamed one until the deadline', async () => {
    expect(await kinds({ wifi: 'renamed' }, { push: PUSH })).toEqual([
      '24:00:00 1 kind-retained wifi',
      '24:00:10 1 kind-duplicate wifi',
      `${clock(8 * DAY)} 1 kind-overwritten wifi`,
    ])
  })

  test('to which nothing is assigned ends at the deadline, check-ins or not', async () => {
    expect(await kinds({ wifi: 'unassigned' }, { push: PUSH })).toEqual([
      '24:00:00 1 kind-retained wifi',
      `${clock(8 * DAY)} 1 kind-missing wifi`,
    ])
  })

  test('that is dropped ends at the deadline too, but leaves no gap', async () => {
    const document = holding({ wifi: 'dropped' }, { push: PUSH })
    expect(await storyOf(document, 'kind')).toEqual([
      '24:00:00 1 kind-retained wifi',
      `${clock(8 * DAY)} 1 kind-none wifi`,
    ])
    expect((await causesOf(document)).filter((line) => line.startsWith('protection'))).toEqual([])
  })

  test('that ended comes back with the new one, be it of the same name or renamed', async () => {
    const late = { presence: online([0, 1], [9 * 24, 10 * 24]) }
    expect(await kinds({ vpn: 'renamed', wifi: 'same-name' }, { push: PUSH }, late)).toEqual([
      '24:00:00 1 kind-retained vpn',
      '24:00:00 1 kind-retained wifi',
      `${clock(8 * DAY)} 1 kind-missing vpn`,
      `${clock(8 * DAY)} 1 kind-missing wifi`,
      `${clock(9 * DAY + 10_000)} 1 kind-overwritten vpn`,
      `${clock(9 * DAY + 10_000)} 1 kind-overwritten wifi`,
    ])
  })

  test('is still there for a check-in at the very deadline', async () => {
    const push = { ...PUSH, latency: '7d' }
    expect(await kinds({ wifi: 'same-name' }, { push })).toEqual([
      '24:00:00 1 kind-retained wifi',
      `${clock(8 * DAY)} 1 kind-overwritten wifi`,
    ])
  })
})

describe('with server suspension', () => {
  const retention = { model: 'server-suspension' }
  const due = () => timesOf({ poll: POLL, horizon: '10d' }, 'checkin-ok')

  test('nothing ends while the device is away, however long', async () => {
    expect(await kinds({ wifi: 'same-name' }, { retention }, away)).toEqual(['24:00:00 1 kind-retained wifi'])
  })

  test('an unassigned kind ends at the first contact at or after the deadline', async () => {
    const removal = (await due()).find((time) => time >= 8 * DAY)!
    expect(await kinds({ wifi: 'unassigned' }, { retention, poll: POLL })).toEqual([
      '24:00:00 1 kind-retained wifi',
      `${clock(removal)} 1 kind-missing wifi`,
    ])
    const exactly = milliseconds(removal - 7 * DAY)
    expect(
      await timesOf(
        holding({ wifi: 'unassigned' }, { retention, poll: POLL, change: { at: exactly } }),
        'kind-missing',
      ),
    ).toEqual([removal])
  })

  test('the old copy of a renamed kind ends there, and one that is delivered there is no gap', async () => {
    const [removal] = (await due()).filter((time) => time >= 8 * DAY)
    expect((await kinds({ wifi: 'renamed' }, { retention, poll: POLL })).at(-1)).toBe(
      `${clock(removal!)} 1 kind-overwritten wifi`,
    )
    const late = { presence: online([0, 1], [9 * 24, 10 * 24]) }
    expect(await kinds({ wifi: 'same-name' }, { retention, push: PUSH }, late)).toEqual([
      '24:00:00 1 kind-retained wifi',
      `${clock(9 * DAY + 10_000)} 1 kind-overwritten wifi`,
    ])
    expect(await causesOf(holding({ wifi: 'same-name' }, { retention, push: PUSH }, late))).toEqual([
      'management offline 192',
      'management awaiting-checkin 0.0028',
    ])
  })

  test('a contact without success removes as well', async () => {
    const [removal] = (await due()).filter((time) => time >= 8 * DAY)
    const support = { openedAt: 'never' }
    for (const fields of [{ licensed: 0 }, { enrolment: 'userless' }]) {
      const lines = await kinds({ wifi: 'same-name' }, { retention, poll: POLL, support }, fields)
      expect(lines.at(-1)).toBe(`${clock(removal!)} 1 kind-missing wifi`)
    }
  })

  test('an attempt that is no contact does not', async () => {
    const change = { apns: { expires: '+1d' } }
    const fields = { licensed: 0, platform: 'ios' }
    expect(await kinds({ wifi: 'same-name' }, { retention, poll: POLL, change }, fields)).toEqual([
      '24:00:00 1 kind-retained wifi',
    ])
  })
})

describe('where old settings end at the first contact', () => {
  const retention = { endsAt: 'first-contact' }
  const ready = { settingsReady: { vpn: '+2d', wifi: '+2d' } }

  test('every kind without a ready successor ends at the first successful check-in', async () => {
    const profiles = {
      email: 'same-name',
      vpn: 'same-name',
      certificate: 'unassigned',
      wifi: 'renamed',
      configuration: 'dropped',
    }
    expect((await kinds(profiles, { retention, push: PUSH, change: ready })).slice(5)).toEqual([
      '24:00:10 1 kind-overwritten email',
      '24:00:10 1 kind-missing vpn',
      '24:00:10 1 kind-missing certificate',
      '24:00:10 1 kind-missing wifi',
      '24:00:10 1 kind-none configuration',
      '72:00:10 1 kind-overwritten vpn',
      '72:00:10 1 kind-overwritten wifi',
    ])
  })

  test('a duplicate keeps its old copy until the deadline', async () => {
    expect(await kinds({ wifi: 'renamed' }, { retention, push: PUSH })).toEqual([
      '24:00:00 1 kind-retained wifi',
      '24:00:10 1 kind-duplicate wifi',
      `${clock(8 * DAY)} 1 kind-overwritten wifi`,
    ])
  })

  test('a contact without success ends nothing', async () => {
    const document = { retention, push: PUSH, horizon: '2d' }
    expect(await kinds({ wifi: 'same-name' }, document, { licensed: 0 })).toEqual(['24:00:00 1 kind-retained wifi'])
  })

  test('it is only the first: what the next wave of settings has not brought stays until the deadline', async () => {
    // Ready kinds arrive at the first check-in; by then nothing old is left to end at later ones.
    const lines = await kinds({ wifi: 'same-name' }, { retention, push: { ...PUSH, retries: 3 } })
    expect(lines).toEqual(['24:00:00 1 kind-retained wifi', '24:00:10 1 kind-overwritten wifi'])
  })
})

describe('a protection gap', () => {
  test('begins when a kind is missing, not when the management gap does, and ends with the last missing kind', async () => {
    const document = holding(
      { vpn: 'same-name', wifi: 'same-name' },
      { push: PUSH, retention: { max: { vpn: '2d', wifi: '3d' } } },
      {
        presence: online([0, 1], [5 * 24, 10 * 24]),
      },
    )
    const { devices } = await runOf(document, { devices: true })
    expect(devices?.gaps[0]?.[0]).toBe(4 * DAY + 10_000)
    expect(devices?.gaps[1]?.[0]).toBe(2 * DAY + 10_000)
    expect(devices?.protectedAgain[0]).toBe(5 * DAY + 10_000)
    expect(await causesOf(document)).toEqual([
      'management offline 96',
      'management awaiting-checkin 0.0028',
      'protection offline 48',
      'protection awaiting-checkin 0.0028',
    ])
  })

  test('counts a device with two missing kinds once, and each kind by itself', async () => {
    const document = holding(
      { vpn: 'same-name', wifi: 'same-name' },
      { bucket: '1h', retention: { max: { vpn: '2d', wifi: '3d' } } },
    )
    const { timeline } = await runOf(document)
    const at = (hour: number) =>
      (['protected', 'protected_vpn', 'protected_wifi', 'protected_email'] as const).map((column) =>
        timeline.count(column, 0, hour),
      )
    expect(at(3 * 24 - 1)).toEqual([1, 1, 1, 1])
    expect(at(3 * 24)).toEqual([0, 0, 1, 1])
    expect(at(4 * 24)).toEqual([0, 0, 0, 1])
  })

  test('redundant profiles are counted while both copies are there', async () => {
    const document = holding(
      { vpn: 'renamed', wifi: 'renamed' },
      { bucket: '1h', push: PUSH, retention: { max: { vpn: hours(30), wifi: '3d' } } },
    )
    const { timeline } = await runOf(document)
    const at = (hour: number) => timeline.count('redundant', 0, hour)
    expect([24, 25, 53, 54, 95, 96].map(at)).toEqual([0, 2, 2, 1, 1, 0])
  })
})
