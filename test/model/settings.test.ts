import { describe, expect, test } from 'vitest'
import {
  causesOf,
  clock,
  cohort,
  DAY,
  type Document,
  flowsOf,
  HOUR,
  NO_PROFILES,
  online,
  POLL,
  PUSH,
  storyOf,
  timesOf,
} from '../helpers/story.ts'

/** A device with e-mail and Wi-Fi whose settings become ready as said. */
function readying(
  settingsReady: unknown,
  document: Document = {},
  fields: Document = {},
  change: Document = {},
): Document {
  const profiles = { ...NO_PROFILES, email: 'same-name', wifi: 'same-name' }
  return {
    fleet: [cohort({ profiles, ...fields })],
    push: PUSH,
    horizon: '10d',
    change: { settingsReady, ...change },
    ...document,
  }
}

function told(document: Document) {
  return storyOf(document, 'state', 'push', 'checkin', 'kind-overwritten', 'kind-missing')
}

describe('settings that are not ready', () => {
  test('leave the device registered until all assigned kinds have come', async () => {
    expect(await told(readying({ wifi: '+2d' }))).toEqual([
      '24:00:00 1 state-pending',
      '24:00:10 1 push-arrived push',
      '24:00:10 1 checkin-ok push',
      '24:00:10 1 kind-overwritten email',
      '24:00:10 1 state-registered',
      '72:00:10 1 push-arrived push',
      '72:00:10 1 checkin-ok push',
      '72:00:10 1 kind-overwritten wifi',
      '72:00:10 1 state-managed_new',
    ])
  })

  test('come with any later check-in, pushed or not', async () => {
    const due = await timesOf({ poll: POLL, horizon: '10d' }, 'checkin-ok')
    const next = due.find((time) => time >= 3 * DAY)!
    const document = readying({ wifi: '+2d' }, { poll: POLL, push: { ...PUSH, pushOnReady: false } })
    expect((await storyOf(document, 'kind-overwritten', 'state-managed')).slice(-2)).toEqual([
      `${clock(next)} 1 kind-overwritten wifi`,
      `${clock(next)} 1 state-managed_new`,
    ])
  })

  test('are ready for a check-in at that very instant', async () => {
    const due = await timesOf({ poll: POLL, horizon: '10d' }, 'checkin-ok')
    const ready = due.find((time) => time >= 3 * DAY)!
    const document = readying({ wifi: `${ready}ms` }, { poll: POLL, push: { ...PUSH, pushOnReady: false } })
    expect(await storyOf(document, 'state-managed')).toEqual([`${clock(ready)} 1 state-managed_new`])
  })

  test('are waited for in turn, one push for each date', async () => {
    const document = readying({ email: '+2d', wifi: '+3d' })
    expect(await timesOf(document, 'push-arrived')).toEqual([1, 3, 4].map((day) => day * DAY + 10_000))
  })

  test('are announced on every date to a device that is away', async () => {
    const document = readying({ email: '+2d', wifi: '+3d' }, {}, { presence: online([0, 30], [110, 240]) })
    expect(await flowsOf(document)).toMatchObject({ pushes_due: 3, pushes_coalesced: 1, pushes_delivered: 2 })
  })

  test('that are ready at one date are announced by one push', async () => {
    expect(await timesOf(readying('+2d'), 'push-arrived')).toEqual([DAY + 10_000, 3 * DAY + 10_000])
  })

  test('are not waited for by a kind that nobody assigned or that the device never had', async () => {
    const profiles = { ...NO_PROFILES, email: 'unassigned', vpn: 'dropped', certificate: 'same-name' }
    const document = readying({ email: '+2d', vpn: '+2d', wifi: '+2d' }, {}, { profiles })
    expect(await storyOf(document, 'state', 'push')).toEqual([
      '24:00:00 1 state-pending',
      '24:00:10 1 push-arrived push',
      '24:00:10 1 state-managed_new',
    ])
  })

  test('that lie before the start or the first check-in are simply ready', async () => {
    for (const ready of ['-30h', '1h', undefined]) {
      expect((await told(readying(ready))).at(-1)).toBe('24:00:10 1 state-managed_new')
    }
  })
})

describe('a readiness push', () => {
  test('goes only to devices that are registered and wait for that kind', async () => {
    const profiles = { ...NO_PROFILES, email: 'same-name' }
    const fleet = [
      cohort({ profiles }),
      cohort({ cohort: 'late', profiles: { ...profiles, wifi: 'same-name' }, presence: online([0, 1], [80, 240]) }),
      cohort({ cohort: 'waiting', profiles: { ...profiles, wifi: 'same-name' } }),
    ]
    const { pushes_due } = await flowsOf({ ...readying({ wifi: '+2d' }), fleet })
    expect(pushes_due).toBe(4)
  })

  test('is sent after its own delay of detection', async () => {
    const document = readying({ wifi: '+2d' }, { push: { ...PUSH, detectDelay: '2m' } })
    expect(await timesOf(document, 'push-arrived')).toEqual([DAY + 130_000, 3 * DAY + 130_000])
  })
})

describe('readiness', () => {
  const waves = [
    { name: 'one', at: '4h', cohorts: ['phones'] },
    { name: 'two', at: '5h', cohorts: ['tablets'] },
  ]
  const profiles = { ...NO_PROFILES, email: 'same-name', wifi: 'same-name' }
  const fleet = [cohort({ profiles }), cohort({ cohort: 'tablets', profiles }), cohort({ cohort: 'rest', profiles })]
  const managed = async (settingsReady: unknown) =>
    (await storyOf({ fleet, push: PUSH, change: { waves, settingsReady } }, 'state-managed_new')).map((line) =>
      line.slice(0, 10),
    )

  test('may be a time for everyone', async () => {
    expect(await managed('8h')).toEqual(['08:00:10 1', '08:00:10 2', '24:00:10 3'])
  })

  test('may be a time for a wave; others are ready before everything else', async () => {
    expect(await managed({ two: '8h' })).toEqual(['04:00:10 1', '08:00:10 2', '24:00:10 3'])
  })

  test('may be a time for a wave and a kind, which wins over that of the kind', async () => {
    expect(await managed({ wifi: '7h', two: { wifi: '9h' } })).toEqual(['07:00:10 1', '09:00:10 2', '24:00:10 3'])
    expect(await managed({ wifi: '7h', two: { email: '9h' } })).toEqual(['07:00:10 1', '09:00:10 2', '24:00:10 3'])
  })

  test('counts +x from the change, never from a wave', async () => {
    expect(await managed({ two: '+1h' })).toEqual(['04:00:10 1', '24:00:10 3', '25:00:10 2'])
  })
})

describe('a protection gap of a registered device', () => {
  const retention = { max: '1d' }

  test('is charged to late settings until they are ready, then to waiting for the check-in that brings them', async () => {
    const due = await timesOf({ poll: POLL, horizon: '10d' }, 'checkin-ok')
    const next = due.find((time) => time >= 4 * DAY)!
    const document = readying({ wifi: '+3d' }, { poll: POLL, push: { ...PUSH, pushOnReady: false }, retention })
    expect((await causesOf(document)).filter((line) => line.startsWith('protection'))).toEqual([
      'protection settings-late 48',
      `protection awaiting-checkin ${Number(((next - 4 * DAY) / HOUR).toFixed(4))}`,
    ])
  })

  test('is charged to being offline where the settings are ready and the device is away', async () => {
    const document = readying(
      { wifi: '+3d' },
      { push: { ...PUSH, pushOnReady: false }, retention },
      { presence: online([0, 30]) },
    )
    expect(await causesOf(document)).toEqual([
      'management awaiting-checkin 0.0028',
      'protection settings-late 48',
      'protection offline 144',
    ])
  })

  test('is charged to what nobody assigned before what is late', async () => {
    const profiles = { ...NO_PROFILES, email: 'unassigned', wifi: 'same-name' }
    const document = readying({ wifi: '+3d' }, { retention }, { profiles })
    expect((await causesOf(document)).filter((line) => line.startsWith('protection'))).toEqual([
      'protection not-assigned 192',
    ])
  })
})
