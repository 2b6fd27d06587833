import { describe, expect, test } from 'vitest'
import {
  causesOf,
  cohort,
  type Document,
  eventsOf,
  flowsOf,
  HOUR,
  MINUTE,
  NO_PROFILES,
  online,
  PUSH,
  runOf,
  storyOf,
} from '../helpers/story.ts'

/** A fleet with the actions in its plan; the change itself comes after a day. */
function acted(actions: readonly Document[], fields: Document = {}, document: Document = {}): Document {
  const change = { actions: actions.map((action) => ({ at: '2h', ...action })), ...(document.change as Document) }
  return { fleet: [cohort(fields)], push: PUSH, enrolment: ENROLMENT, ...document, change }
}

/** Enrolment without chance. */
const ENROLMENT: Document = { duration: '15m', failure: 0, retry: '4h' }
const WINDOWS: Document = { platform: 'windows' }
/** One kind of profile, which the new authority has too. */
const WIFI: Document = { profiles: { email: 'none', vpn: 'none', certificate: 'none', configuration: 'none' } }

/** The lines of the first day but for those of the check-ins. */
async function firstDay(document: Document): Promise<readonly string[]> {
  const lines = await storyOf(document, 'action', 'state', 'kind', 'offline', 'online', 'enrol')
  return lines.filter((line) => line < '24')
}

describe('a remote action', () => {
  test('comes with a push, and is executed at the check-in that the push causes', async () => {
    const lines = await storyOf(acted([{ kind: 'lock' }]), 'action', 'push', 'checkin')
    expect(lines.filter((line) => line < '24')).toEqual([
      '02:00:00 1 action-issued lock',
      '02:00:10 1 push-arrived push',
      '02:00:10 1 checkin-ok push',
      '02:00:10 1 action-executed lock',
    ])
  })

  test('waits for the next check-in of a device that is offline, and those that wait are executed in the order of issue', async () => {
    const actions = [{ kind: 'lock' }, { kind: 'inventory', at: '1h' }, { kind: 'wipe', at: '3h' }]
    expect(await firstDay(acted(actions, { presence: online([4, 48]) }))).toEqual([
      '01:00:00 1 action-issued inventory',
      '02:00:00 1 action-issued lock',
      '03:00:00 1 action-issued wipe',
      '04:00:00 1 online',
      '04:00:10 1 action-executed inventory',
      '04:00:10 1 action-executed lock',
      '04:00:10 1 action-executed wipe',
      '04:00:10 1 state-unenrolled',
    ])
  })

  test('is repeated as a push like any other until the device checks in', async () => {
    const push = { ...PUSH, deadShare: 1, retries: 2, retryEvery: '30m' }
    const flows = await flowsOf(acted([{ kind: 'lock' }], {}, { push, horizon: '1d', change: { at: '20h' } }))
    expect(flows).toMatchObject({ pushes_due: 6, pushes_lost: 6, actions_issued: 1 })
    expect(flows).not.toHaveProperty('actions_executed')
  })

  test('takes its share of the devices, other ones than an action of another kind does', async () => {
    const actions = [
      { kind: 'lock', share: 0.5 },
      { kind: 'inventory', share: 0.5 },
    ]
    const events = await eventsOf(acted(actions, { devices: 200 }, { push: 'off' }))
    const taken = (kind: string) => events.filter(({ detail }) => detail === kind).map(({ device }) => device)
    expect(taken('lock').length).toBeGreaterThan(70)
    expect(taken('lock').length).toBeLessThan(130)
    expect(taken('inventory')).not.toEqual(taken('lock'))
  })

  test('is dropped where the device is not enrolled with the service', async () => {
    const change = { kind: 'third-party', from: 'third-party', migrate: { response: 0 } }
    const document = acted([{ kind: 'lock' }], {}, { change })
    expect(await storyOf(document, 'action', 'push')).toEqual(['02:00:00 1 action-dropped lock'])
    expect(await flowsOf(document)).toEqual({ actions_dropped: 1 })
  })

  test.each([
    ['lock', WINDOWS],
    ['rename', {}],
    ['restart', {}],
    ['freshStart', { platform: 'ios' }],
  ])('does nothing at all on a platform that has no %s', async (kind, fields) => {
    expect(await firstDay(acted([{ kind }], fields))).toEqual([])
  })

  test.each([
    ['sync', {}],
    ['lock', {}],
    ['inventory', {}],
    ['rename', { platform: 'ios' }],
    ['freshStart', { ...WINDOWS, keep: true }],
  ])('%s changes nothing on the device', async (kind, { keep, ...fields }: Document) => {
    const document = acted([{ kind, ...(keep === true && { keep }) }], { ...WIFI, ...fields })
    expect(await firstDay(document)).toEqual([`02:00:00 1 action-issued ${kind}`, `02:00:10 1 action-executed ${kind}`])
  })

  test('is kept over an in-place change', async () => {
    const document = acted([{ kind: 'lock', at: '23h' }], { presence: online([0, 22], [25, 48]) })
    expect(await storyOf(document, 'action', 'change')).toEqual([
      '23:00:00 1 action-issued lock',
      '24:00:00 1 change',
      '25:00:10 1 action-executed lock',
    ])
  })

  test('has a time from its issue to its execution', async () => {
    const document = acted([{ kind: 'lock' }], { presence: online([0, 1], [3, 48]) })
    expect((await runOf(document)).actions).toMatchObject({ p50: HOUR + 10_000, p90: HOUR + 10_000 })
  })

  test('is not issued to a new device before its arrival', async () => {
    const newEnrolments = [{ ...cohort({ cohort: 'new' }), from: '3h', until: '4h' }]
    const actions = [{ kind: 'lock' }, { kind: 'reenrol' }, { kind: 'inventory', at: '10h' }]
    const lines = await storyOf(acted(actions, {}, { newEnrolments }), 'action')
    expect(lines.filter((line) => line.includes(' 2 '))).toEqual([
      '10:00:00 2 action-issued inventory',
      '10:00:10 2 action-executed inventory',
    ])
  })
})

describe('retiring', () => {
  test('unenrols the device for good: its profiles go, and what waits behind it is dropped', async () => {
    const actions = [{ kind: 'retire' }, { kind: 'lock' }, { kind: 'inventory', at: '3h' }]
    const document = acted(actions, WIFI)
    expect(await firstDay(document)).toEqual([
      '02:00:00 1 action-issued retire',
      '02:00:00 1 action-issued lock',
      '02:00:10 1 action-executed retire',
      '02:00:10 1 action-dropped lock',
      '02:00:10 1 kind-missing wifi',
      '02:00:10 1 state-unenrolled',
      '03:00:00 1 action-dropped inventory',
    ])
    const hours = Number((46 - 10 / 3600).toFixed(4))
    expect(await causesOf(document)).toEqual([`management retired ${hours}`, `protection retired ${hours}`])
  })

  test('lets a share of the devices enrol again after the pause', async () => {
    const migrate = { response: 0, pause: '10m' }
    const document = acted([{ kind: 'retire', returns: 1 }], WIFI, { change: { migrate } })
    expect(await firstDay(document)).toEqual([
      '02:00:00 1 action-issued retire',
      '02:00:10 1 action-executed retire',
      '02:00:10 1 kind-missing wifi',
      '02:00:10 1 state-unenrolled',
      '02:10:10 1 state-enrolling',
      '02:25:10 1 enrolled',
      '02:25:10 1 kind-old wifi',
      '02:25:10 1 state-managed_old',
    ])
    expect(await causesOf(document)).toContain(`management user-not-enrolled ${Number((25 / 60).toFixed(4))}`)
    const half = await flowsOf(acted([{ kind: 'retire', returns: 0.5 }], { devices: 200 }, { change: { migrate } }))
    expect(half.enrolments_ok).toBeGreaterThan(70)
    expect(half.enrolments_ok).toBeLessThan(130)
  })

  test('a wipe does the same, and so does a fresh start, after which devices enrol again', async () => {
    const states = async (kind: string) => storyOf(acted([{ kind }], WINDOWS, { horizon: '25h' }), 'state')
    expect((await states('wipe')).filter((line) => line < '24')).toEqual(['02:00:10 1 state-unenrolled'])
    expect((await states('freshStart')).filter((line) => line < '24')).toEqual([
      '02:00:10 1 state-unenrolled',
      '02:10:10 1 state-enrolling',
      '02:25:10 1 state-managed_old',
    ])
  })
})

describe('a wipe that keeps the enrolment', () => {
  const wiped = (at: string, sync: string, document: Document = {}) =>
    acted(
      [
        { kind: 'wipe', keep: true, at },
        { kind: 'sync', at: sync },
      ],
      { ...WINDOWS, ...WIFI },
      document,
    )

  test('takes the profiles until the following check-in, at which the old authority brings them again', async () => {
    expect(await firstDay(wiped('2h', '3h'))).toEqual([
      '02:00:00 1 action-issued wipe',
      '02:00:10 1 action-executed wipe',
      '02:00:10 1 kind-missing wifi',
      '03:00:00 1 action-issued sync',
      '03:00:10 1 action-executed sync',
      '03:00:10 1 kind-old wifi',
    ])
    expect(await causesOf(wiped('2h', '3h'))).toContain('protection awaiting-checkin 1')
  })

  test('takes those of the new authority too, with which the device is registered meanwhile', async () => {
    const lines = await storyOf(wiped('30h', '31h'), 'action', 'state', 'kind')
    expect(lines.filter((line) => line > '30')).toEqual([
      '30:00:00 1 action-issued wipe',
      '30:00:10 1 action-executed wipe',
      '30:00:10 1 kind-missing wifi',
      '30:00:10 1 state-registered',
      '31:00:00 1 action-issued sync',
      '31:00:10 1 action-executed sync',
      '31:00:10 1 kind-overwritten wifi',
      '31:00:10 1 state-managed_new',
    ])
  })

  test('at the first check-in after the change leaves the device registered, without profiles', async () => {
    const document = acted(
      [
        { kind: 'wipe', keep: true, at: '23h' },
        { kind: 'sync', at: '26h' },
        { kind: 'sync', at: '27h' },
      ],
      { ...WINDOWS, ...WIFI, presence: online([0, 22], [25, 48]) },
    )
    const lines = await storyOf(document, 'action-executed', 'state', 'kind')
    expect(lines).toEqual([
      '24:00:00 1 kind-retained wifi',
      '24:00:00 1 state-pending',
      '26:00:10 1 action-executed wipe',
      '26:00:10 1 kind-missing wifi',
      '26:00:10 1 state-registered',
      '26:00:10 1 action-executed sync',
      '27:00:10 1 action-executed sync',
      '27:00:10 1 kind-overwritten wifi',
      '27:00:10 1 state-managed_new',
    ])
    expect((await runOf(document, { devices: true })).devices?.firstCheckin[0]).toBe(26 * HOUR + 10_000)
  })

  test('leaves a gap that ends with a check-in, whatever the new authority has ready', async () => {
    const late = await causesOf(wiped('2h', '3h', { change: { settingsReady: '30h' } }))
    expect(late).toContain('protection awaiting-checkin 1')
    expect(late.some((line) => line.includes('settings-late'))).toBe(false)
  })

  test('takes a kind that the new authority drops for good only once the device has changed', async () => {
    const wifi = (at: string, sync: string): Promise<readonly string[]> =>
      storyOf(
        acted(
          [
            { kind: 'wipe', keep: true, at },
            { kind: 'sync', at: sync },
          ],
          { ...WINDOWS, profiles: { ...NO_PROFILES, wifi: 'dropped' } },
          { horizon: '30h' },
        ),
        'kind',
      )
    expect(await wifi('2h', '3h')).toEqual([
      '02:00:10 1 kind-missing wifi',
      '03:00:10 1 kind-old wifi',
      '24:00:00 1 kind-retained wifi',
    ])
    expect(await wifi('26h', '27h')).toEqual(['24:00:00 1 kind-retained wifi', '26:00:10 1 kind-none wifi'])
  })

  test('gives back what Configuration Manager still provides', async () => {
    const change = { kind: 'co-management', from: 'configmgr', at: '0s', enrolSpread: '0s' }
    const lines = await storyOf(wiped('5h', '6h', { change }), 'kind', 'state')
    expect(lines.filter((line) => line > '05')).toEqual([
      '05:00:10 1 kind-missing wifi',
      '05:00:10 1 state-registered',
      '06:00:10 1 kind-old wifi',
      '06:00:10 1 state-managed_new',
    ])
  })

  test('waits for the settings of the new authority from the switch of their workload on', async () => {
    const workloads = [{ at: '7h', kinds: ['wifi'] }]
    const change = { kind: 'co-management', from: 'configmgr', at: '0s', enrolSpread: '0s', workloads }
    const actions = [
      { kind: 'wipe', keep: true, at: '5h' },
      { kind: 'sync', at: '10h' },
    ]
    const device = { ...WINDOWS, ...WIFI, presence: online([0, 6], [10, 48]) }
    const causes = await causesOf(acted(actions, device, { change: { ...change, settingsReady: '9h' } }))
    expect(causes.filter((line) => line.startsWith('protection'))).toEqual([
      'protection settings-late 2',
      'protection offline 2',
      'protection awaiting-checkin 1',
    ])
  })
})

describe('deleting the record of a device', () => {
  test('removes it at once; its next check-in is its last, and takes its profiles', async () => {
    const actions = [{ kind: 'delete' }, { kind: 'sync', at: '5h' }]
    const document = acted(actions, { ...WIFI, presence: online([0, 1], [4, 48]) })
    expect(await firstDay(document)).toEqual([
      '01:00:00 1 offline',
      '02:00:00 1 action-issued delete',
      '02:00:00 1 state-removed',
      '04:00:00 1 online',
      '04:00:10 1 action-executed delete',
      '04:00:10 1 kind-missing wifi',
      '05:00:00 1 action-dropped sync',
    ])
    expect(await causesOf(document)).toContain('management retired 46')
    expect((await storyOf(document, 'checkin')).length).toBe(1)
  })

  test('what was issued before is executed first, what came later is dropped', async () => {
    const actions = [
      { kind: 'lock', at: '1h' },
      { kind: 'delete', at: '2h' },
      { kind: 'inventory', at: '3h' },
    ]
    const lines = await firstDay(acted(actions, { presence: online([4, 48]) }))
    expect(lines.filter((line) => line.startsWith('04:00:10'))).toEqual([
      '04:00:10 1 action-executed lock',
      '04:00:10 1 action-executed delete',
      '04:00:10 1 action-dropped inventory',
    ])
  })

  test('lasts when the device is wiped before it learns of it', async () => {
    const actions = [{ kind: 'wipe', keep: true, at: '1h' }, { kind: 'delete' }]
    const lines = await storyOf(acted(actions, { ...WINDOWS, ...WIFI, presence: online([2, 48]) }), 'action', 'state')
    expect(lines).toEqual([
      '01:00:00 1 action-issued wipe',
      '02:00:00 1 action-issued delete',
      '02:00:00 1 state-removed',
      '02:00:10 1 action-executed wipe',
      '02:00:10 1 action-executed delete',
    ])
  })
})

describe('a restart', () => {
  const restarted = (fields: Document, action: Document = {}) =>
    storyOf(acted([{ kind: 'restart', ...action }], { platform: 'ios', ...fields }), 'offline', 'online')

  test('takes the device offline for 5 minutes', async () => {
    expect(await restarted({})).toEqual(['02:00:10 1 offline', '02:05:10 1 online'])
  })

  test('leaves it offline as long as its presence does, if that is longer', async () => {
    expect(await restarted({ presence: online([0, 2.05], [3, 48]) })).toEqual([
      '02:00:10 1 offline',
      '03:00:00 1 online',
    ])
  })

  test('lets it come online after 5 minutes, even if its presence does so before', async () => {
    expect(await restarted({ presence: online([0, 2.01], [2.02, 48]) })).toEqual([
      '02:00:10 1 offline',
      '02:05:10 1 online',
    ])
  })

  test('of a locked iPhone lasts until its presence next comes online', async () => {
    expect(await restarted({ presence: online([0, 6], [8, 48]) }, { locked: 1 })).toEqual([
      '02:00:10 1 offline',
      '08:00:00 1 online',
    ])
    expect(await restarted({ ...WINDOWS }, { locked: 1 })).toEqual(['02:00:10 1 offline', '02:05:10 1 online'])
  })

  test('finds a share of the iPhones locked', async () => {
    const back = await restarted({ devices: 200 }, { locked: 0.5 })
    const online = back.filter((line) => line.endsWith('online')).length
    expect(online).toBeGreaterThan(70)
    expect(online).toBeLessThan(130)
  })

  test('twice at one check-in keeps it offline for the longer one', async () => {
    const actions = [{ kind: 'restart' }, { kind: 'restart', locked: 1 }, { kind: 'restart' }]
    const document = acted(actions, { platform: 'ipados', presence: online([0, 6], [8, 48]) })
    expect(await storyOf(document, 'offline', 'online')).toEqual(['02:00:10 1 offline', '08:00:00 1 online'])
  })
})

describe('an app wipe', () => {
  const wiped = (presence: unknown, ...more: readonly Document[]) =>
    storyOf(acted([{ kind: 'appWipe' }, ...more], { presence }, { horizon: '23h', change: { at: '22h' } }), 'action')

  test('is executed after 30 minutes online, without a push or a check-in', async () => {
    const document = acted([{ kind: 'appWipe' }])
    const lines = await storyOf(document, 'action', 'push', 'checkin', 'state')
    expect(lines.filter((line) => line < '24')).toEqual([
      '02:00:00 1 action-issued appWipe',
      '02:30:00 1 action-executed appWipe',
    ])
  })

  test('adds up the time online from its issue on', async () => {
    expect(await wiped(online([0, 2.25], [4, 4.1], [5, 23]))).toEqual([
      '02:00:00 1 action-issued appWipe',
      '05:09:00 1 action-executed appWipe',
    ])
    expect(await wiped(online([1, 1.9], [6, 23]))).toEqual([
      '02:00:00 1 action-issued appWipe',
      '06:30:00 1 action-executed appWipe',
    ])
  })

  test('is executed if the device goes offline just then', async () => {
    expect(await wiped(online([0, 2.5]))).toContain('02:30:00 1 action-executed appWipe')
  })

  test('counts for each of several from its own issue', async () => {
    expect(await wiped(online([0, 2.25], [4, 23]), { kind: 'appWipe', at: '126m' })).toEqual([
      '02:00:00 1 action-issued appWipe',
      '02:06:00 1 action-issued appWipe',
      '04:15:00 1 action-executed appWipe',
      '04:21:00 1 action-executed appWipe',
    ])
  })

  test('goes on with the others when one of several has been executed', async () => {
    const lines = await wiped(online([0, 2.55], [4, 23]), { kind: 'appWipe', at: '126m' })
    expect(lines.slice(2)).toEqual(['02:30:00 1 action-executed appWipe', '04:03:00 1 action-executed appWipe'])
  })

  test('is dropped when the device is unenrolled before', async () => {
    expect(await wiped('always', { kind: 'retire', at: '135m' })).toEqual([
      '02:00:00 1 action-issued appWipe',
      '02:15:00 1 action-issued retire',
      '02:15:10 1 action-executed retire',
      '02:15:10 1 action-dropped appWipe',
    ])
  })
})

describe('remote control', () => {
  test('is there at once on a device that is online, without a push', async () => {
    const lines = await storyOf(acted([{ kind: 'remoteControl' }]), 'action', 'push')
    expect(lines.filter((line) => line < '24')).toEqual([
      '02:00:00 1 action-issued remoteControl',
      '02:00:00 1 action-executed remoteControl',
    ])
  })

  test('comes to nothing on a device that is offline', async () => {
    const document = acted([{ kind: 'remoteControl' }], { presence: online([3, 48]) }, { push: 'off' })
    expect(await storyOf(document, 'action')).toEqual([
      '02:00:00 1 action-issued remoteControl',
      '02:00:00 1 action-dropped remoteControl',
    ])
    expect(await flowsOf(document)).toMatchObject({ actions_issued: 1, actions_dropped: 1 })
  })
})

describe('enrolling a device again by hand', () => {
  test('unenrols a device that is online, and attempts to enrol it in the same instant', async () => {
    expect(await firstDay(acted([{ kind: 'reenrol' }], WIFI))).toEqual([
      '02:00:00 1 action-issued reenrol',
      '02:00:00 1 action-executed reenrol',
      '02:00:00 1 kind-missing wifi',
      '02:00:00 1 state-unenrolled',
      '02:00:00 1 state-enrolling',
      '02:15:00 1 enrolled',
      '02:15:00 1 kind-old wifi',
      '02:15:00 1 state-managed_old',
    ])
  })

  test('waits until the device is online, and no push announces it', async () => {
    const document = acted([{ kind: 'reenrol' }], { presence: online([0, 1], [4, 48]) })
    const lines = await storyOf(document, 'action', 'state', 'push')
    expect(lines.filter((line) => line < '24')).toEqual([
      '02:00:00 1 action-issued reenrol',
      '04:00:00 1 action-executed reenrol',
      '04:00:00 1 state-unenrolled',
      '04:00:00 1 state-enrolling',
      '04:15:00 1 state-managed_old',
    ])
    expect((await runOf(document)).actions).toMatchObject({ p50: 2 * HOUR })
  })

  test.each(['userless', 'dem'])(
    'brings %s devices to the new service, which they are not enrolled with',
    async (enrolment) => {
      const change = { kind: 'third-party', from: 'third-party', migrate: { response: 0 } }
      const document = acted([{ kind: 'reenrol' }], { enrolment }, { change })
      expect(await storyOf(document, 'action', 'change', 'state')).toEqual([
        '02:00:00 1 action-issued reenrol',
        '02:00:00 1 action-executed reenrol',
        '02:00:00 1 change',
        '02:00:00 1 state-unenrolled',
        '02:00:00 1 state-enrolling',
        '02:15:00 1 state-registered',
        '02:15:00 1 state-managed_new',
      ])
    },
  )

  test('twice at once is done by the first', async () => {
    const document = acted([{ kind: 'reenrol' }, { kind: 'reenrol', at: '3h' }], { presence: online([0, 1], [4, 48]) })
    const lines = await storyOf(document, 'action-executed', 'acted', 'state')
    expect(lines.filter((line) => line < '24')).toEqual([
      '04:00:00 1 action-executed reenrol',
      '04:00:00 1 action-executed reenrol',
      '04:00:00 1 acted',
      '04:00:00 1 state-unenrolled',
      '04:00:00 1 state-enrolling',
      '04:15:00 1 state-managed_old',
    ])
  })

  test('brings a retired device back', async () => {
    const lines = await storyOf(acted([{ kind: 'retire' }, { kind: 'reenrol', at: '3h' }]), 'state')
    expect(lines.filter((line) => line < '24')).toEqual([
      '02:00:10 1 state-unenrolled',
      '03:00:00 1 state-enrolling',
      '03:15:00 1 state-managed_old',
    ])
  })
})

describe('the canary', () => {
  const watched = (canary: Document) => acted([], {}, { canary: { at: '1h', ...canary } })

  test('is locked at a check-in after it has become visible', async () => {
    const document = watched({ visibleDelay: '20m' })
    expect(await storyOf(document, 'action')).toEqual([
      '01:35:00 2 action-issued lock',
      '01:35:10 2 action-executed lock',
    ])
    expect((await runOf(document)).canary).toEqual({
      enrolled: HOUR + 15 * MINUTE,
      visible: HOUR + 35 * MINUTE,
      locked: HOUR + 35 * MINUTE + 10_000,
    })
  })

  test('on Windows is visible, but cannot be locked', async () => {
    const { canary } = await runOf(watched({ platform: 'windows', visibleDelay: '20m' }))
    expect(canary).toMatchObject({ visible: HOUR + 35 * MINUTE, locked: null })
  })
})
