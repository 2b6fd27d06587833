import { describe, expect, test } from 'vitest'
import {
  causesOf,
  cohort,
  DAY,
  type Document,
  HOUR,
  milliseconds,
  NO_PROFILES,
  PUSH,
  runOf,
  storyOf,
  timesOf,
} from '../helpers/story.ts'

const NOW = { ...PUSH, latency: '0s' }

/** A device whose certificate has ten days left at the start and may be renewed in the last four, asked to check in at times. */
function certified(syncs: readonly string[] = [], document: Document = {}): Document {
  return {
    horizon: '30d',
    identityCertificate: { remaining: '10d', life: '5d', renewBefore: '4d' },
    push: NOW,
    ...document,
    change: {
      at: '29d',
      actions: syncs.map((at) => ({ at, kind: 'sync' })),
      ...(document.change as Document),
    },
  }
}

/** A migration in which everybody enrols at once, without a failure. */
const ENROLMENT = { duration: '0s', failure: 0 }

describe('an identity certificate', () => {
  test('ends so long after the last contact, and the device then cannot check in', async () => {
    expect(await storyOf(certified(['11d']), 'state', 'checkin')).toEqual([
      '240:00:00 1 state-identity_expired',
      '264:00:00 1 checkin-identity_expired admin_sync',
      '696:00:00 1 checkin-identity_expired push',
    ])
  })

  test('that has ended takes nothing from the device, however long', async () => {
    const fleet = [cohort({ profiles: { ...NO_PROFILES, wifi: 'same-name' } })]
    expect(await storyOf(certified([], { fleet, horizon: '29d', change: { at: '28d' } }), 'kind')).toEqual([
      '672:00:00 1 kind-retained wifi',
    ])
  })

  test('is renewed by a successful check-in from the first instant of its last days, and not before', async () => {
    const renewed = (at: number) => timesOf(certified([milliseconds(at)]), 'certificate-renewed')
    expect(await renewed(6 * DAY - 1)).toEqual([])
    expect(await renewed(6 * DAY)).toEqual([6 * DAY])
    expect(await renewed(8 * DAY)).toEqual([8 * DAY])
  })

  test('is still renewed by a check-in at the instant of its end', async () => {
    const renewed = (at: number) => timesOf(certified([milliseconds(at)]), 'certificate-renewed')
    expect(await renewed(10 * DAY)).toEqual([10 * DAY])
    expect(await renewed(10 * DAY + 1)).toEqual([])
  })

  test('lasts a whole life from its renewal, and can be renewed in its last days again', async () => {
    expect(await storyOf(certified(['7d', '7d 12h', '9d']), 'certificate', 'state-identity')).toEqual([
      '168:00:00 1 certificate-renewed',
      '216:00:00 1 certificate-renewed',
      '336:00:00 1 state-identity_expired',
    ])
  })

  test('is not renewed by a check-in that has no success', async () => {
    const document = certified(['8d'], { fleet: [cohort({ licensed: 0 })], change: { at: '5d' } })
    expect(await storyOf(document, 'checkin', 'certificate', 'state')).toEqual([
      '120:00:00 1 state-unlicensed',
      '120:00:00 1 checkin-unlicensed push',
      '192:00:00 1 checkin-unlicensed admin_sync',
      '240:00:00 1 state-identity_expired',
    ])
  })

  test('can be renewed from the start when its last days have begun before', async () => {
    const identityCertificate = { remaining: '3d', life: '20d', renewBefore: '4d' }
    expect(await timesOf(certified(['1h'], { identityCertificate }), 'certificate-renewed')).toEqual([HOUR])
  })

  test('that ended before the start is expired from the first instant', async () => {
    const identityCertificate = { remaining: '10d', life: '100d', renewBefore: '20d' }
    const fleet = [cohort({ presence: { kind: 'dormant', lastSeen: '15d' } })]
    const document = certified([], { fleet, identityCertificate })
    expect(await causesOf(document)).toEqual(['management identity-certificate 720'])
    expect((await runOf(document)).timeline.count('identity_expired', 0, 0)).toBe(1)
  })

  test('of a device on its way to the new authority ends the way there', async () => {
    const document = certified([], { push: 'off', change: { at: '5d' } })
    expect(await storyOf(document, 'state')).toEqual([
      '120:00:00 1 state-pending',
      '240:00:00 1 state-identity_expired',
    ])
    expect(await causesOf(document)).toEqual(['management identity-certificate 480', 'management awaiting-checkin 120'])
  })

  test('ends unheeded once the device has left the service', async () => {
    const document = certified([], { change: { at: '29d', actions: [{ at: '5d', kind: 'retire' }] } })
    expect(await storyOf(document, 'state')).toEqual(['120:00:00 1 state-unenrolled'])
  })

  test('is new after an enrolment, which also brings back a device whose certificate had ended', async () => {
    const document = certified([], {
      enrolment: ENROLMENT,
      change: { at: '29d', actions: [{ at: '12d', kind: 'reenrol' }], migrate: { pause: '0s' } },
    })
    expect(await storyOf(document, 'enrolled', 'state')).toEqual([
      '240:00:00 1 state-identity_expired',
      '288:00:00 1 state-unenrolled',
      '288:00:00 1 state-enrolling',
      '288:00:00 1 enrolled',
      '288:00:00 1 state-managed_old',
      '408:00:00 1 state-identity_expired',
    ])
  })

  test('is renewed by the check-ins after an enrolment if it may be from its beginning', async () => {
    const document = certified([], {
      enrolment: ENROLMENT,
      identityCertificate: { remaining: '365d', life: '5d', renewBefore: '5d' },
      change: { at: '29d', actions: [{ at: '12d', kind: 'reenrol' }], migrate: { pause: '0s' } },
    })
    const times = await timesOf(document, 'certificate-renewed')
    expect(times.length).toBe(14)
    expect(await timesOf(document, 'state-identity_expired')).toEqual([times.at(-1)! + 5 * DAY])
  })

  test('of before an enrolment does not matter after it', async () => {
    for (const at of ['5d', '7d']) {
      const document = certified(['9d'], {
        enrolment: ENROLMENT,
        identityCertificate: { remaining: '10d', life: '365d', renewBefore: '4d' },
        change: {
          at: '29d',
          actions: [
            { at, kind: 'reenrol' },
            { at: '9d', kind: 'sync' },
          ],
        },
      })
      expect(await storyOf(document, 'enrolled', 'certificate', 'state-identity')).toHaveLength(1)
    }
  })

  test('has a known end if that is before the horizon, at the start as after an enrolment', async () => {
    const end = async (identityCertificate: Document, actions: readonly Document[] = []) => {
      const document = certified([], { push: 'off', enrolment: ENROLMENT, identityCertificate, change: { actions } })
      return (await runOf(document, { devices: true })).devices!.certificateEnd[0]
    }
    expect(await end({ remaining: '29d' })).toBe(29 * DAY)
    expect(await end({ remaining: '30d' })).toBeNaN()
    const reenrol = [{ at: '12d', kind: 'reenrol' }]
    expect(await end({ remaining: '29d', life: '17d', renewBefore: '0s' }, reenrol)).toBe(29 * DAY)
    expect(await end({ remaining: '29d', life: '18d', renewBefore: '0s' }, reenrol)).toBeNaN()
  })
})

describe('the record of a device with an expired certificate', () => {
  test('is removed 180 days after the end, while the device goes on trying', async () => {
    const document = certified([], { horizon: '200d', bucket: '1d', change: { at: '195d' } })
    expect(await storyOf(document, 'state', 'checkin')).toEqual([
      '240:00:00 1 state-identity_expired',
      '4560:00:00 1 state-removed',
      '4680:00:00 1 checkin-identity_expired push',
    ])
    expect(await causesOf(document)).toEqual(['management removed 240', `management identity-certificate ${180 * 24}`])
  })

  test('has gone from the first instant if that was before the start', async () => {
    const fleet = [cohort({ presence: { kind: 'dormant', lastSeen: '200d' } })]
    const document = certified([], { fleet })
    expect(await causesOf(document)).toEqual(['management removed 720'])
    expect((await runOf(document)).timeline.count('removed', 0, 0)).toBe(1)
  })

  test('stays if an enrolment came before', async () => {
    const document = certified([], {
      horizon: '200d',
      bucket: '1d',
      enrolment: ENROLMENT,
      identityCertificate: { remaining: '10d', life: '365d', renewBefore: '4d' },
      change: { at: '199d', actions: [{ at: '12d', kind: 'reenrol' }] },
    })
    expect(await storyOf(document, 'state-removed')).toEqual([])
  })
})

test('of silent devices the shares expired and removed follow the life that was left', async () => {
  const devices = 2000
  const { timeline } = await runOf({
    fleet: [cohort({ devices })],
    horizon: '400d',
    bucket: '1d',
    change: { at: '399d' },
  })
  const check = (column: 'identity_expired' | 'removed', day: number, share: number) => {
    const found = timeline.count(column, 0, day) / devices
    expect(Math.abs(found - share) / Math.sqrt((share * (1 - share)) / devices)).toBeLessThan(4)
  }
  check('identity_expired', 100, 59 / 324)
  check('identity_expired', 203, 162 / 324)
  check('removed', 383, 162 / 324)
  expect(timeline.count('identity_expired', 0, 40)).toBe(0)
  expect(timeline.count('removed', 0, 220)).toBe(0)
})
