import { describe, expect, test } from 'vitest'
import {
  causesOf,
  clock,
  cohort,
  type Document,
  flowsOf,
  HOUR,
  NO_PROFILES,
  online,
  PUSH,
  runOf,
  storyOf,
  timesOf,
} from '../helpers/story.ts'

const CERTIFICATE = { ...NO_PROFILES, certificate: 'same-name' }

/** Devices that need a certificate, and check in at the very instant of the switch, after 24 h. */
function requested(devices: number, fields: Document = {}, ratePerMinute = 2): Document {
  return {
    fleet: [cohort({ devices, profiles: CERTIFICATE })],
    push: { ...PUSH, latency: '0s' },
    stations: { scep: { ratePerMinute } },
    ...fields,
  }
}

async function column(document: Document, name: string): Promise<readonly number[]> {
  return [...((await runOf(document)).load.columns.get(name) ?? [])]
}

describe('a certificate', () => {
  test('is there at once while the minute has room', async () => {
    expect(await storyOf(requested(1), 'change', 'state', 'kind', 'certificate')).toEqual([
      '24:00:00 1 change',
      '24:00:00 1 kind-retained certificate',
      '24:00:00 1 state-pending',
      '24:00:00 1 certificate-requested',
      '24:00:00 1 kind-overwritten certificate',
      '24:00:00 1 state-managed_new',
    ])
  })

  test('is issued to so many in every whole minute, in the order of the requests', async () => {
    expect(await storyOf(requested(5), 'kind-overwritten')).toEqual([
      '24:00:00 1 kind-overwritten certificate',
      '24:00:00 2 kind-overwritten certificate',
      '24:01:00 3 kind-overwritten certificate',
      '24:01:00 4 kind-overwritten certificate',
      '24:02:00 5 kind-overwritten certificate',
    ])
  })

  test('keeps its device registered until it is there, and nothing else does', async () => {
    expect(await storyOf(requested(2, {}, 1), 'state')).toEqual([
      '24:00:00 1 state-pending',
      '24:00:00 2 state-pending',
      '24:00:00 1 state-managed_new',
      '24:00:00 2 state-registered',
      '24:01:00 2 state-managed_new',
    ])
  })

  test('leaves its device registered where other settings are to come', async () => {
    const fleet = [cohort({ devices: 2, profiles: { ...CERTIFICATE, email: 'same-name' } })]
    const change = { settingsReady: { email: '30h', certificate: '0h' } }
    const story = await storyOf(requested(0, { fleet, change }, 1), 'state', 'kind-overwritten')
    expect(story.filter((line) => line.includes(' 2 '))).toEqual([
      '24:00:00 2 state-pending',
      '24:00:00 2 state-registered',
      '24:01:00 2 kind-overwritten certificate',
      '30:00:00 2 kind-overwritten email',
      '30:00:00 2 state-managed_new',
    ])
  })

  test('granted while its device is offline is there when it is next online', async () => {
    const fleet = [
      cohort({ profiles: CERTIFICATE }),
      cohort({ cohort: 'away', profiles: CERTIFICATE, presence: online([0, 24.01], [30, 48]) }),
    ]
    const story = await storyOf(requested(0, { fleet }, 1), 'online', 'offline', 'kind-overwritten', 'state-managed')
    expect(story.filter((line) => line.includes(' 2 '))).toEqual([
      '24:00:36 2 offline',
      '30:00:00 2 online',
      '30:00:00 2 kind-overwritten certificate',
      '30:00:00 2 state-managed_new',
    ])
  })

  test('granted to several while they are offline is there when all of them have come back', async () => {
    const presence = {
      kind: 'trace',
      online: [
        ['0h', '24h'],
        ['30h', '100h'],
      ],
    }
    const document = requested(3, { fleet: [cohort({ devices: 3, presence, profiles: CERTIFICATE })] }, 1)
    expect((await storyOf(document, 'online', 'kind-overwritten')).filter((line) => line.startsWith('30:'))).toEqual([
      '30:00:00 1 online',
      '30:00:00 2 online',
      '30:00:00 3 online',
      '30:00:00 2 kind-overwritten certificate',
      '30:00:00 3 kind-overwritten certificate',
    ])
  })

  test('is requested once, whatever checks in meanwhile', async () => {
    const campaigns = [{ at: '24h 90s', response: 1, delay: '0s' }]
    const document = requested(4, { change: { campaigns } }, 1)
    expect(await timesOf(document, 'certificate-requested')).toEqual([24, 24, 24, 24].map((hour) => hour * HOUR))
    expect((await flowsOf(document)).certificates_issued).toBe(4)
  })

  test('is not requested where the kind is not assigned, or not needed', async () => {
    for (const certificate of ['unassigned', 'dropped', 'none']) {
      const fleet = [cohort({ profiles: { ...NO_PROFILES, certificate } })]
      expect(await timesOf(requested(0, { fleet }), 'certificate-requested')).toEqual([])
    }
  })

  test('is requested only when its settings are ready', async () => {
    const change = { settingsReady: { certificate: '30h' } }
    expect((await timesOf(requested(1, { change }), 'certificate-requested')).map(clock)).toEqual(['30:00:00'])
  })

  test('is not requested by check-ins before the change', async () => {
    const campaigns = [{ at: '10h', response: 1, delay: '0s' }]
    expect((await timesOf(requested(1, { change: { campaigns } }), 'certificate-requested')).map(clock)).toEqual([
      '24:00:00',
    ])
  })

  test('is requested again by a device that has enrolled anew, whose first request comes to nothing', async () => {
    const change = { actions: [{ at: '24h 30s', kind: 'reenrol', cohorts: ['late'] }] }
    const fleet = [cohort({ devices: 2, profiles: CERTIFICATE }), cohort({ cohort: 'late', profiles: CERTIFICATE })]
    const enrolment = { duration: '0s', failure: 0 }
    const document = requested(0, { fleet, change, enrolment }, 1)
    const story = await storyOf(document, 'certificate', 'kind')
    expect(story.filter((line) => line.includes(' 3 '))).toEqual([
      '24:00:00 3 kind-retained certificate',
      '24:00:00 3 certificate-requested',
      '24:00:30 3 kind-missing certificate',
      '24:00:30 3 certificate-requested',
      // Its first place, at 24:02, is taken all the same.
      '24:03:00 3 kind-overwritten certificate',
    ])
    expect((await flowsOf(document)).certificates_issued).toBe(3)
  })

  test('that is late leaves a gap for which issuance is the cause', async () => {
    // The second device's old certificate is gone at the change; the new one comes a minute later.
    expect(await causesOf(requested(2, { retention: { max: '0d' } }, 1))).toEqual(['protection issuance 0.0167'])
  })

  test('that waits for its device to be online is late because it is offline', async () => {
    const fleet = [
      cohort({ profiles: CERTIFICATE }),
      cohort({ cohort: 'away', profiles: CERTIFICATE, presence: online([0, 24 + 30 / 3600], [25, 48]) }),
    ]
    expect(await causesOf(requested(0, { fleet, retention: { max: '0d' } }, 1))).toEqual([
      'protection issuance 0.0167',
      'protection offline 0.9833',
    ])
  })
})

test('the line and the share of the capacity in use are those of the buckets', async () => {
  const document = requested(35, {}, 1)
  expect((await column(document, 'scep_queue')).slice(95, 101)).toEqual([0, 34, 19, 4, 0, 0])
  expect((await column(document, 'scep_busy')).slice(95, 101)).toEqual([0, 1, 1, 5 / 15, 0, 0])
})

test('without a limit certificates are issued at the check-in, and nobody requests one', async () => {
  const { stations: _, ...free } = requested(5)
  expect((await timesOf(free, 'kind-overwritten')).map(clock)).toEqual(Array.from({ length: 5 }, () => '24:00:00'))
  expect(await timesOf(free, 'certificate-requested')).toEqual([])
  expect((await flowsOf(free)).certificates_issued).toBe(5)
})

test('the i-th of those who ask at one whole minute is served ⌊(i − 1) / rate⌋ minutes later', async () => {
  const times = await timesOf(requested(100, {}, 7), 'kind-overwritten')
  expect(times).toEqual(Array.from({ length: 100 }, (_, i) => 24 * HOUR + 60_000 * Math.floor(i / 7)))
})
