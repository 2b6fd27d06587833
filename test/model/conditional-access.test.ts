import { describe, expect, test } from 'vitest'
import { stepsOf } from '../helpers/steps.ts'
import {
  causesOf,
  cohort,
  DAY,
  type Document,
  eventsOf,
  HOUR,
  MINUTE,
  milliseconds,
  NO_PROFILES,
  online,
  PUSH,
  runOf,
  storyOf,
  timesOf,
} from '../helpers/story.ts'

const RULES = { tokenLife: '1h', unblockDelay: '2m', nudge: { response: 0, delay: '1h' } }
const ENROLMENT = { duration: '0s', failure: 0 }
const AT_ONCE = { response: 1, delay: '0s', pause: '0s' }
const NOW = { ...PUSH, latency: '0s' }
const WIFI = { ...NO_PROFILES, wifi: 'same-name' }

/**
 * A device under the rules that lacks its profile from the change, at 24 h, until the settings are ready, if they ever
 * are: then a push brings them.
 */
function lacking(rules: Document, ready: string | null = null, document: Document = {}): Document {
  const wifi = ready === null ? 'unassigned' : 'same-name'
  return {
    horizon: '5d',
    fleet: [cohort({ profiles: { ...NO_PROFILES, wifi } })],
    retention: { max: '0s' },
    push: NOW,
    ...document,
    conditionalAccess: { enforceAt: '2h', ...RULES, ...rules },
    change: { ...(ready === null ? {} : { settingsReady: ready }), ...(document.change as Document) },
  }
}

/** Devices of a third-party service, whose users do nothing by themselves. */
function elsewhere(rules: Document, document: Document = {}): Document {
  return {
    horizon: '5d',
    enrolment: ENROLMENT,
    ...document,
    conditionalAccess: { enforceAt: '2d', ...RULES, ...rules },
    change: {
      kind: 'third-party',
      from: 'third-party',
      at: '1d',
      migrate: { ...AT_ONCE, response: 0 },
      ...(document.change as Document),
    },
  }
}

describe('a device that is not compliant any more', () => {
  test('is denied access when its token ends', async () => {
    expect(await storyOf(lacking({}), 'blocked', 'unblocked', 'kind')).toEqual([
      '24:00:00 1 kind-retained wifi',
      '24:00:00 1 kind-missing wifi',
      '25:00:00 1 blocked',
    ])
    expect(await stepsOf(lacking({}), 'admitted')).toEqual(['0 1', '25 0'])
  })

  test('has access again so long after it is compliant again', async () => {
    expect(await storyOf(lacking({}, '+3h'), 'blocked', 'unblocked', 'kind-over')).toEqual([
      '25:00:00 1 blocked',
      '27:00:00 1 kind-overwritten wifi',
      '27:02:00 1 unblocked',
    ])
  })

  test('keeps its access if it is compliant again before the token ends', async () => {
    expect(await storyOf(lacking({}, '+59m'), 'blocked', 'unblocked')).toEqual([])
    expect(await storyOf(lacking({}, '+61m'), 'blocked', 'unblocked')).not.toEqual([])
  })

  test('keeps its access until the rules are in force, and a token longer', async () => {
    expect(await storyOf(lacking({ enforceAt: '30h' }), 'blocked')).toEqual(['31:00:00 1 blocked'])
    expect(await storyOf(lacking({ enforceAt: '30h' }, '+390m'), 'blocked')).toEqual([])
  })

  test('is denied access once, however many ways it is not compliant', async () => {
    const compliance = { validity: '30h' }
    expect(await storyOf(lacking({}, null, { compliance }), 'blocked', 'unblocked')).toEqual(['25:00:00 1 blocked'])
  })

  test('loses its chance when it fails again before access is back', async () => {
    // Compliant for less than the two hours that access takes to come back; then its certificate ends.
    const document = lacking({ unblockDelay: '2h' }, '+3h', {
      identityCertificate: { remaining: '28h', life: '365d', renewBefore: '0s' },
    })
    expect(await storyOf(document, 'blocked', 'unblocked', 'state-identity')).toEqual([
      '25:00:00 1 blocked',
      '28:00:00 1 state-identity_expired',
    ])
  })
})

describe('the rules', () => {
  test('that were in force before the start deny access from the start', async () => {
    const fleet = [cohort({ presence: { kind: 'dormant', lastSeen: '40d' } })]
    const from = (enforceAt: string) => storyOf(lacking({ enforceAt }, null, { fleet }), 'blocked')
    expect(await from('-1d')).toEqual(['00:00:00 1 blocked'])
    expect(await from('0s')).toEqual(['00:00:00 1 blocked'])
    expect(await from('1ms')).toEqual(['01:00:00.001 1 blocked'])
  })

  test('never deny access to devices without a user', async () => {
    const fleet = [cohort({ enrolment: 'userless', profiles: { ...NO_PROFILES, wifi: 'unassigned' } })]
    expect(await storyOf(lacking({}, null, { fleet }), 'blocked')).toEqual([])
  })

  test('come into force some grace after the user’s wave, or after the change for those in none', async () => {
    const conditionalAccess = { ...RULES, enforceAt: undefined, grace: '5h' }
    const blocked = (waves: readonly Document[]) =>
      storyOf({ ...lacking({}, null, { change: { waves } }), conditionalAccess }, 'blocked')
    expect(await blocked([{ name: 'pilot', at: '10h' }])).toEqual(['16:00:00 1 blocked'])
    expect(await blocked([])).toEqual(['30:00:00 1 blocked'])
  })

  test('ask for the new service where devices leave another one’s, compliant or not', async () => {
    expect(await storyOf(elsewhere({}), 'blocked', 'state')).toEqual(['49:00:00 1 blocked'])
    const moving = elsewhere({}, { change: { migrate: AT_ONCE } })
    expect(await storyOf(moving, 'blocked', 'enrolled')).toEqual(['24:00:00 1 enrolled'])
  })

  test('are met by a device that waits for the new authority with its old profiles', async () => {
    const fleet = [cohort({ profiles: WIFI })]
    expect(await storyOf(lacking({}, null, { fleet, retention: { max: '7d' }, push: 'off' }), 'blocked')).toEqual([])
  })

  test('give a new device the time of a token', async () => {
    const arriving = { ...cohort({ licensed: 0 }), cohort: 'new', from: '30h', until: milliseconds(30 * HOUR + 1) }
    const document = lacking({}, null, { fleet: [cohort()], newEnrolments: [arriving] })
    expect(await storyOf(document, 'arrived', 'blocked')).toEqual(['30:00:00 2 arrived', '31:00:00 2 blocked'])
  })
})

describe('a user whose access is denied', () => {
  test('moves the device some time after the message', async () => {
    const document = elsewhere({ nudge: { response: 1, delay: '3h' } })
    expect(await storyOf(document, 'blocked', 'acted', 'enrolled', 'unblocked')).toEqual([
      '49:00:00 1 blocked',
      '52:00:00 1 acted',
      '52:00:00 1 enrolled',
      '52:02:00 1 unblocked',
    ])
  })

  test('moves it when the old service has been switched off, too, before the block or after it', async () => {
    for (const decommission of ['48h', '50h']) {
      const document = elsewhere({ nudge: { response: 1, delay: '3h' } }, { change: { decommission } })
      expect((await storyOf(document, 'acted', 'state')).slice(1)).toEqual([
        '52:00:00 1 acted',
        '52:00:00 1 state-unenrolled',
        '52:00:00 1 state-enrolling',
        '52:00:00 1 state-registered',
        '52:00:00 1 state-managed_new',
      ])
    }
  })

  test('moves it when it is online', async () => {
    const document = elsewhere(
      { nudge: { response: 1, delay: '3h' } },
      { fleet: [cohort({ presence: online([0, 51], [60, 120]) })] },
    )
    expect(await storyOf(document, 'acted', 'enrolled')).toEqual(['60:00:00 1 acted', '60:00:00 1 enrolled'])
  })

  test('has nothing to do for a device that is enrolled, retired or somebody else’s to enrol', async () => {
    const nudge = { response: 1, delay: '3h' }
    expect(await storyOf(lacking({ nudge }), 'blocked', 'acted')).toEqual(['25:00:00 1 blocked'])
    const retired = lacking({ nudge }, null, { change: { actions: [{ at: '10h', kind: 'retire' }] } })
    expect(await storyOf(retired, 'blocked', 'acted')).toEqual(['11:00:00 1 blocked'])
    const dem = elsewhere({ nudge }, { fleet: [cohort({ enrolment: 'dem' })] })
    expect(await storyOf(dem, 'blocked', 'acted')).toEqual(['49:00:00 1 blocked'])
  })

  test('answers for all their devices alike, at the same block', async () => {
    const nudge = { response: 0.5, delay: { exponential: '3h' } }
    const document = elsewhere({ nudge }, { fleet: [cohort({ devices: 400, devicesPerUser: 2 })] })
    const told = await eventsOf(document)
    const acts = new Map(told.filter(({ event }) => event === 'acted').map(({ device, time }) => [device, time]))
    expect(acts.size).toBeGreaterThan(140)
    expect(acts.size).toBeLessThan(260)
    for (let device = 1; device <= 400; device += 2) expect(acts.get(device)).toBe(acts.get(device + 1))
  })
})

describe('the time without access', () => {
  test('is for want of compliance, or a lag once there is nothing else to wait for', async () => {
    expect((await causesOf(lacking({}, '+3h'))).filter((line) => line.startsWith('access'))).toEqual([
      'access not-compliant 2',
      'access access-lag 0.0333',
    ])
  })

  test('is because the user has not enrolled the device, while the old service still manages it', async () => {
    expect(await causesOf(elsewhere({}))).toEqual(['access user-not-enrolled 71'])
  })

  test('has the cause of a management gap where there is one', async () => {
    const document = lacking({}, null, { push: 'off' })
    expect((await causesOf(document)).filter((line) => line.startsWith('access'))).toEqual([
      'access awaiting-checkin 95',
    ])
  })

  test('begins for a silent device when it is not compliant any more, and ends with its contact', async () => {
    const fleet = [cohort({ presence: online([0, 50], [80, 120]) })]
    const document = lacking({}, null, {
      fleet,
      compliance: { validity: '20h' },
      poll: { interval: '1h', jitter: 0, reconnectDelay: '0s' },
    })
    const last = (await timesOf(document, 'checkin-ok')).filter((time) => time < 50 * HOUR).at(-1)!
    expect(await timesOf(document, 'blocked')).toEqual([last + 21 * HOUR])
    expect(await timesOf(document, 'unblocked')).toEqual([80 * HOUR + 2 * MINUTE])
  })
})

describe('draws', () => {
  test('of the token’s life are one for each loss', async () => {
    const devices = 1000
    const fleet = [cohort({ devices, profiles: { ...NO_PROFILES, wifi: 'unassigned' } })]
    const document = lacking({ tokenLife: { uniform: ['60m', '90m'] } }, null, { fleet })
    const lives = (await timesOf(document, 'blocked')).map((time) => (time - DAY) / MINUTE)
    expect(lives.length).toBe(devices)
    expect(Math.min(...lives)).toBeGreaterThanOrEqual(60)
    expect(Math.max(...lives)).toBeLessThanOrEqual(90)
    const mean = lives.reduce((sum, life) => sum + life, 0) / devices
    expect(Math.abs(mean - 75) / (30 / Math.sqrt(12 * devices))).toBeLessThan(4)
    // A device that loses compliance twice: the second token is another draw.
    const twice = elsewhere(
      { tokenLife: { uniform: ['60m', '90m'] }, nudge: { response: 1, delay: '1h' } },
      {
        change: {
          actions: [{ at: '60h', kind: 'retire', returns: 1 }],
          migrate: { ...AT_ONCE, response: 0, pause: '5h' },
        },
        push: NOW,
      },
    )
    const [first, second] = await timesOf(twice, 'blocked')
    expect(first! - 2 * DAY).not.toBe(second! - 60 * HOUR)
  })

  test('of the way back are one for each return', async () => {
    const devices = 500
    const fleet = [cohort({ devices, profiles: WIFI })]
    const document = lacking({ unblockDelay: { uniform: ['0m', '10m'] } }, '+3h', { fleet })
    const delays = (await timesOf(document, 'unblocked')).map((time) => (time - 27 * HOUR) / MINUTE)
    expect(delays.length).toBe(devices)
    const mean = delays.reduce((sum, delay) => sum + delay, 0) / devices
    expect(Math.abs(mean - 5) / (10 / Math.sqrt(12 * devices))).toBeLessThan(4)
  })
})

test('a deadline drives users to enrol: the share p of them after an exponential time from the end of the token', async () => {
  const devices = 2000
  const document = elsewhere(
    { nudge: { response: 0.9, delay: { exponential: '4h' } } },
    { fleet: [cohort({ devices })], bucket: '1h' },
  )
  const { timeline } = await runOf(document)
  for (const hours of [2, 4, 12]) {
    const share = 0.9 * (1 - Math.exp(-hours / 4))
    const found = timeline.count('managed_new', 0, 49 + hours) / devices
    expect(Math.abs(found - share) / Math.sqrt((share * (1 - share)) / devices)).toBeLessThan(4)
  }
  const denied = 1 - timeline.count('admitted', 0, 119) / devices
  expect(Math.abs(denied - 0.1) / Math.sqrt(0.09 / devices)).toBeLessThan(4)
})
