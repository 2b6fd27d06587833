import { describe, expect, test } from 'vitest'
import { STATES } from '../../src/model/vocabulary.ts'
import {
  causesOf,
  clock,
  cohort,
  type Document,
  flowsOf,
  HOUR,
  online,
  POLL,
  PUSH,
  runOf,
  storyOf,
  timesOf,
} from '../helpers/story.ts'

/** An iPhone moved from Intune to hybrid, where the new authority starts without a certificate. */
function needing(apns: Document, document: Document = {}, fields: Document = {}): Document {
  return {
    fleet: [cohort({ platform: 'ios', ...fields })],
    push: PUSH,
    ...document,
    change: { from: 'intune', to: 'hybrid', apns, ...(document.change as Document) },
  }
}

function story(document: Document) {
  return storyOf(document, 'state', 'push', 'checkin')
}

/** The states a device stays in, without those that another replaces at the same instant. */
async function states(document: Document): Promise<readonly string[]> {
  const lines = await storyOf(document, 'state')
  return lines.filter((line, i) => lines[i + 1]?.split(' ')[0] !== line.split(' ')[0])
}

describe('where the new authority needs a certificate', () => {
  test('Apple devices are blocked from the switch to the upload, four hours later unless given', async () => {
    for (const [apns, hour] of [
      [{}, 28],
      [{ uploads: [{ at: '+9h' }] }, 33],
    ] as const) {
      expect(await states(needing(apns))).toEqual(['24:00:00 1 state-apns_blocked', `${hour}:00:00 1 state-pending`])
    }
  })

  test('and for good where it is never uploaded', async () => {
    expect(await states(needing({ uploads: 'never' }))).toEqual(['24:00:00 1 state-apns_blocked'])
    expect(await causesOf(needing({ uploads: 'never' }))).toEqual(['management apns 24'])
  })

  test.each(['android', 'windows'])('%s devices are not', async (platform) => {
    expect((await story(needing({}, {}, { platform })))[0]).toBe('24:00:00 1 state-pending')
  })

  test('an upload before the switch is of the old authority', async () => {
    expect(await states(needing({ uploads: [{ at: '20h' }] }))).toEqual(['24:00:00 1 state-apns_blocked'])
  })

  test('an upload at the instant of the switch leaves no outage', async () => {
    expect((await story(needing({ uploads: [{ at: '+0h' }] })))[0]).toBe('24:00:00 1 state-pending')
  })
})

describe('from hybrid to Intune', () => {
  const ios = { fleet: [cohort({ platform: 'ios' })], push: PUSH }

  test('the certificate is carried over', async () => {
    expect((await story(ios))[0]).toBe('24:00:00 1 state-pending')
  })

  test('unless it is said to be needed: then devices of earlier waves are blocked too', async () => {
    const change = { waves: [{ name: 'pilot', at: '10h' }], apns: { required: true, uploads: [{ at: '+6h' }] } }
    expect(await storyOf({ ...ios, change }, 'state')).toEqual([
      '10:00:00 1 state-pending',
      '10:00:10 1 state-managed_new',
      '24:00:00 1 state-apns_blocked',
      '30:00:00 1 state-managed_new',
    ])
  })
})

describe('while the certificate is not valid', () => {
  test('no push is sent: those due are suppressed, and their retries dropped', async () => {
    const push = { ...PUSH, retries: 3 }
    expect(await flowsOf(needing({ uploads: [{ at: '+20m' }] }, { push }))).toEqual({
      pushes_due: 1,
      pushes_suppressed: 1,
    })
  })

  test('the retries of a push sent before are dropped at the first that falls into the outage', async () => {
    const push = { ...PUSH, retries: 3, deadShare: 1 }
    const change = { apns: { expires: '24h 45m', uploads: [{ at: '25h 10m' }] } }
    const document = { fleet: [cohort({ platform: 'ios' })], push, change }
    expect(await flowsOf(document)).toEqual({ pushes_due: 3, pushes_suppressed: 1, pushes_lost: 2 })
  })

  test('check-ins fail and are no contacts', async () => {
    const due = await timesOf({ poll: POLL }, 'checkin-ok')
    const document = needing({ uploads: 'never' }, { poll: POLL, push: 'off' })
    const blocked = due.filter((time) => time >= 24 * HOUR)
    expect(await timesOf(document, 'checkin-apns_blocked')).toEqual(blocked)
  })

  test('the gap is charged to it, online or not, but to a licence or a ticket first', async () => {
    const uploads = 'never'
    expect(await causesOf(needing({ uploads }, {}, { presence: online([0, 30]) }))).toEqual(['management apns 24'])
    expect(await causesOf(needing({ uploads }, {}, { licensed: 0 }))).toEqual(['management licence 24'])
    expect(await causesOf(needing({ uploads }, { support: { openedAt: 'never' } }, { enrolment: 'userless' }))).toEqual(
      ['management ticket 24'],
    )
  })
})

describe('after the upload', () => {
  test('devices wait for their next poll', async () => {
    const next = (await timesOf({ poll: POLL }, 'checkin-ok')).find((time) => time >= 28 * HOUR)!
    expect(await timesOf(needing({}, { poll: POLL }), 'push-arrived')).toEqual([])
    const { devices } = await runOf(needing({}, { poll: POLL }), { devices: true })
    expect(devices?.firstCheckin[0]).toBe(next)
  })

  test('unless the upload pushes, which is a push with retries of its own', async () => {
    const push = { ...PUSH, retries: 1, retryEvery: '1h', timeToLive: { apple: '0s' } }
    const presence = online([0, 1], [28.5, 48])
    expect(
      await story(needing({ pushOnUpload: true }, { push }, { presence })).then((lines) => lines.slice(-4)),
    ).toEqual([
      '28:00:00 1 state-pending',
      '29:00:10 1 push-arrived push',
      '29:00:10 1 checkin-ok push',
      '29:00:10 1 state-managed_new',
    ])
  })

  test('but one before the start pushes to nobody', async () => {
    const change = { apns: { pushOnUpload: true, uploads: [{ at: '-30h' }, { at: '30h' }], expires: '29h' } }
    expect(await timesOf({ fleet: [cohort({ platform: 'ios' })], push: PUSH, change }, 'push-arrived')).toEqual([
      24 * HOUR + 10_000,
      30 * HOUR + 10_000,
    ])
  })

  test('where no certificate was ever missing it pushes to nobody', async () => {
    const change = { apns: { pushOnUpload: true, uploads: [{ at: '30h' }] } }
    const document = { fleet: [cohort({ platform: 'ios' })], push: { ...PUSH, pushOnSwitch: false }, change }
    expect(await timesOf(document, 'push-arrived')).toEqual([])
  })

  test('and it pushes to Apple devices only', async () => {
    const fleet = [cohort({ platform: 'ios' }), cohort({ cohort: 'b', devices: 5 })]
    const push = { ...PUSH, pushOnSwitch: false }
    expect((await flowsOf({ ...needing({ pushOnUpload: true }, { push }), fleet })).pushes_due).toBe(1)
  })
})

describe('the topic', () => {
  test('a certificate of another topic does not reach the devices, until one of theirs does', async () => {
    const uploads = [
      { at: '+4h', topic: 'changed' },
      { at: '+9h', topic: 'original' },
    ]
    expect(await states(needing({ uploads }))).toEqual(['24:00:00 1 state-apns_blocked', '33:00:00 1 state-pending'])
  })

  test('of an enrolment is that of the last certificate, also if that has expired meanwhile', async () => {
    const enrolled = (topic: string) =>
      runOf(
        {
          fleet: [cohort({ platform: 'ios' })],
          change: {
            kind: 'third-party',
            from: 'third-party',
            to: 'intune',
            at: '1h',
            migrate: { response: 1, delay: '5m', pause: '0s' },
            apns: {
              uploads: [
                { at: '+0s', topic: 'changed' },
                { at: '+60m', topic },
              ],
              expires: ['+10m'],
            },
          },
          enrolment: { duration: '10m', failure: 0 },
        },
        { devices: true },
      )
    const ends = async (topic: string) => STATES[(await enrolled(topic)).devices!.finalState[0]!]
    expect(await ends('original')).toBe('apns_blocked')
    expect(await ends('changed')).toBe('managed_new')
  })

  test('a replacement of another topic blocks devices that were reached', async () => {
    const change = { apns: { uploads: [{ at: '30h', topic: 'changed' }] } }
    expect(await storyOf({ fleet: [cohort({ platform: 'ios' })], push: PUSH, change }, 'state')).toEqual([
      '24:00:00 1 state-pending',
      '24:00:10 1 state-managed_new',
      '30:00:00 1 state-apns_blocked',
    ])
  })
})

describe('expiry', () => {
  const ios = (change: Document, document: Document = {}) => ({
    fleet: [cohort({ platform: 'ios' })],
    push: PUSH,
    change,
    ...document,
  })

  test('blocks managed devices too, until the next upload', async () => {
    const change = { apns: { expires: ['10h', '30h'], uploads: [{ at: '12h' }, { at: '31h' }] } }
    expect(await storyOf(ios(change), 'state')).toEqual([
      '10:00:00 1 state-apns_blocked',
      '12:00:00 1 state-managed_old',
      '24:00:00 1 state-pending',
      '24:00:10 1 state-managed_new',
      '30:00:00 1 state-apns_blocked',
      '31:00:00 1 state-managed_new',
    ])
    expect(await causesOf(ios(change))).toEqual(['management apns 3', 'management awaiting-checkin 0.0028'])
  })

  test('before the start blocks from the start, unless the certificate was renewed before it', async () => {
    const { timeline } = await runOf(ios({ apns: { expires: '-30h' } }))
    expect(timeline.count('apns_blocked', 0, 0)).toBe(1)
    expect(await causesOf(ios({ apns: { expires: '-30h' } }))).toEqual(['management apns 48'])
    const renewed = { apns: { expires: '-30h', uploads: [{ at: '-26h' }] } }
    expect((await causesOf(ios(renewed)))[0]).toBe('management awaiting-checkin 0.0028')
  })

  test('at the instant of an upload leaves no outage', async () => {
    const change = { apns: { expires: '10h', uploads: [{ at: '10h' }] } }
    expect((await storyOf(ios(change), 'state'))[0]).toBe('24:00:00 1 state-pending')
  })

  test('an upload while the certificate is valid changes nothing', async () => {
    const change = { apns: { uploads: [{ at: '10h' }, { at: '26h' }] } }
    expect(await story(ios(change))).toEqual(await story(ios({})))
  })

  test('a device that changes meanwhile shows the outage first and its state afterwards', async () => {
    const change = { apns: { expires: '23h', uploads: [{ at: '26h' }] } }
    expect(await storyOf(ios(change), 'change', 'state')).toEqual([
      '23:00:00 1 state-apns_blocked',
      '24:00:00 1 change',
      `${clock(26 * HOUR)} 1 state-pending`,
    ])
  })
})
