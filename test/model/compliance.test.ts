import { describe, expect, test } from 'vitest'
import { stepsOf } from '../helpers/steps.ts'
import { cohort, DAY, type Document, milliseconds, NO_PROFILES, PUSH, runOf } from '../helpers/story.ts'

/** A device with one profile, compliant for ten days after a contact, asked to check in at times. */
function watched(syncs: readonly string[] = [], document: Document = {}): Document {
  return {
    horizon: '30d',
    fleet: [cohort({ profiles: { ...NO_PROFILES, wifi: 'same-name' } })],
    compliance: { validity: '10d' },
    push: { ...PUSH, latency: '0s' },
    ...document,
    change: {
      at: '29d',
      actions: syncs.map((at) => ({ at, kind: 'sync' })),
      ...(document.change as Document),
    },
  }
}
const truly = (document: Document) => stepsOf(document, 'compliance_true')
const reported = (document: Document) => stepsOf(document, 'compliance_reported')
const FORGOTTEN = [cohort({ profiles: { ...NO_PROFILES, wifi: 'unassigned' } })]

describe('a device is truly compliant', () => {
  test('from the start, on its way to the new authority and under it', async () => {
    expect(await truly(watched([], { horizon: '5d', change: { at: '1d' } }))).toEqual(['0 1'])
    expect(await truly(watched([], { horizon: '5d', change: { at: '1d' }, push: 'off' }))).toEqual(['0 1'])
  })

  test('for so long after its last contact, and again from the next', async () => {
    expect(await truly(watched(['4d', '15d']))).toEqual(['0 1', '336 0', '360 1', '600 0', '696 1'])
  })

  test('without a break if that contact comes at the last instant', async () => {
    const at = (time: number) => truly(watched([milliseconds(time)], { horizon: '12d', change: { at: '11d' } }))
    expect(await at(10 * DAY)).toEqual(['0 1'])
    expect((await at(10 * DAY + 1))[1]).toBe('240 0')
  })

  test('by a contact that has no success too', async () => {
    const fleet = [cohort({ licensed: 0 })]
    expect(await truly(watched(['9d'], { fleet, change: { at: '2d' } }))).toEqual(['0 1', '456 0'])
  })

  test('not if it was silent for too long before the start', async () => {
    const fleet = [cohort({ presence: { kind: 'dormant', lastSeen: '11d' } })]
    expect(await truly(watched([], { fleet }))).toEqual(['0 0'])
  })

  test('while it lacks no profile that it needs', async () => {
    const change = { at: '1d', settingsReady: { wifi: '+3d' } }
    expect(await truly(watched([], { horizon: '9d', change, retention: { max: '1d' } }))).toEqual([
      '0 1',
      '48 0',
      '96 1',
    ])
  })

  test('until its certificate ends', async () => {
    const identityCertificate = { remaining: '6d', life: '365d', renewBefore: '1d' }
    expect(await truly(watched(['3d'], { identityCertificate }))).toEqual(['0 1', '144 0'])
  })

  test('until it leaves the service, and again when it is back with its profiles', async () => {
    const document = watched([], {
      horizon: '9d',
      enrolment: { duration: '0s', failure: 0 },
      change: { at: '8d', actions: [{ at: '2d', kind: 'retire', returns: 1 }], migrate: { pause: '1d' } },
    })
    expect(await truly(document)).toEqual(['0 1', '48 0', '72 1'])
    expect(await truly({ ...document, fleet: [cohort()] })).toEqual(['0 1', '48 0', '72 1'])
  })

  test('until its record is deleted', async () => {
    const document = watched([], {
      horizon: '9d',
      push: 'off',
      change: { at: '8d', actions: [{ at: '2d', kind: 'delete' }] },
    })
    expect(await truly(document)).toEqual(['0 1', '48 0'])
  })
})

describe('a device of a third-party service', () => {
  const change = { kind: 'third-party', from: 'third-party', at: '1d', migrate: { response: 0 } }

  test('counts as in contact until that is switched off', async () => {
    expect(await truly(watched([], { change }))).toEqual(['0 1'])
    expect(await truly(watched([], { change: { ...change, decommission: '20d' } }))).toEqual(['0 1', '480 0'])
  })

  test('counts by its contacts once it is enrolled', async () => {
    const document = watched([], {
      enrolment: { duration: '0s', failure: 0 },
      change: { ...change, migrate: { response: 1, delay: '0s', pause: '0s' } },
    })
    // The last check-in after the enrolment is 135 minutes later.
    expect((await truly(document)).slice(1)).toEqual(['267 0'])
  })
})

describe('reported compliance', () => {
  const late = (lag: string, document: Document = {}) =>
    watched([], {
      horizon: '9d',
      fleet: FORGOTTEN,
      retention: { max: '1d' },
      compliance: { reportLag: lag },
      ...document,
      change: { at: '1d', ...(document.change as Document) },
    })

  test('stays what it was just before an in-place change until the lag is over', async () => {
    expect(await truly(late('3d'))).toEqual(['0 1', '48 0'])
    expect(await reported(late('3d'))).toEqual(['0 1', '96 0'])
    expect(await reported(late('3d', { retention: { max: '0s' } }))).toEqual(['0 1', '96 0'])
  })

  test('follows at once what changes after the lag', async () => {
    expect(await reported(late('12h'))).toEqual(['0 1', '48 0'])
    expect(await reported(late('1d'))).toEqual(['0 1', '48 0'])
  })

  test('shows nothing of what comes and goes within the lag', async () => {
    const document = late('5d', {
      fleet: [cohort({ profiles: { ...NO_PROFILES, wifi: 'same-name' } })],
      change: { settingsReady: { wifi: '+2d' } },
    })
    expect(await truly(document)).toEqual(['0 1', '48 0', '72 1'])
    expect(await reported(document)).toEqual(['0 1'])
  })

  test('is true before the change', async () => {
    const identityCertificate = { remaining: '12h', life: '365d', renewBefore: '0s' }
    expect(await reported(late('3d', { identityCertificate }))).toEqual(['0 1', '12 0'])
  })

  test('is always true where the change is not in place', async () => {
    const migrate = { response: 1, delay: '0s', pause: '3d' }
    const change = { kind: 'third-party', from: 'third-party', migrate }
    expect((await reported(late('7d', { change }))).slice(0, 2)).toEqual(['0 1', '24 0'])
  })

  test('wears off evenly over the lag', async () => {
    const devices = 2000
    const { timeline } = await runOf(
      late('0s', {
        bucket: '1h',
        fleet: [cohort({ devices, profiles: { ...NO_PROFILES, wifi: 'unassigned' } })],
        retention: { max: '0s' },
        compliance: { reportLag: { uniform: ['0d', '7d'] } },
      }),
    )
    for (const day of [1, 3.5, 6]) {
      const share = 1 - day / 7
      const found = timeline.count('compliance_reported', 0, 24 + day * 24) / devices
      expect(Math.abs(found - share) / Math.sqrt((share * (1 - share)) / devices)).toBeLessThan(4)
    }
    expect(timeline.count('compliance_reported', 0, 24 + 7 * 24)).toBe(0)
  })
})
