import { describe, expect, test } from 'vitest'
import { cohort, type Document, online, runOf } from '../helpers/story.ts'

const PRESENCES: readonly (readonly [string, unknown])[] = [
  ['always', 'always'],
  ['renewal', { kind: 'renewal', online: { exponential: '6h' }, offline: { exponential: '5h' } }],
  ['renewal of other spells', { kind: 'renewal', online: { uniform: ['1h', '9h'] }, offline: '5h' }],
  ['rare', { kind: 'rare', every: '2d', length: '20m' }],
  ['weekly', { kind: 'weekly', overnight: 0.2 }],
  ['trace', online([0, 5], [20, 31], [33, 100], [101, 102], [150, 240])],
  ['dormant', 'dormant'],
  [
    'mixture',
    {
      kind: 'mixture',
      of: [
        { share: 0.5, presence: 'weekly' },
        { share: 0.5, presence: { kind: 'renewal', online: '3h', offline: { exponential: '2h' } } },
      ],
    },
  ],
]

const POLLS: readonly (readonly [string, unknown])[] = [
  ['jittered polls made up for', {}],
  ['exact polls made up for at once', { jitter: 0, reconnectDelay: '0s' }],
  ['polls skipped', { onReconnect: 'next-phase', jitter: 0.5 }],
  ['a check-in at every reconnection', { onReconnect: 'immediately', interval: '3h' }],
  ['polls made up for late', { jitter: 0, reconnectDelay: { uniform: ['0h', '9h'] } }],
]

const REST: readonly (readonly [string, Document])[] = [
  ['as by default', {}],
  [
    'with all that can happen',
    {
      channelRenewal: '2d',
      push: { deadShare: 0.4, retries: 10 },
      retention: { clock: 'last-contact', max: '3d' },
      change: {
        at: '3d',
        waves: [{ name: 'pilot', at: '1d', share: 0.3 }],
        settingsReady: { wifi: '5d' },
        campaigns: [{ at: '2d', response: 0.5, delay: { exponential: '1d' } }],
        actions: [
          { at: '12h', kind: 'sync' },
          { at: '6d', kind: 'sync' },
        ],
        licences: [{ at: '5d' }],
      },
    },
  ],
  ['with removal by the service', { retention: { model: 'server-suspension', max: '2d' } }],
]

function fleet(presence: unknown): readonly Document[] {
  const profiles = { vpn: 'renamed', certificate: 'unassigned', configuration: 'dropped' }
  const dependsOn = { kinds: ['certificate'], share: 0.3 }
  return [
    cohort({ devices: 30, presence, profiles, licensed: 0.8, dependsOn }),
    cohort({ cohort: 'laptops', devices: 20, owners: 'phones', platform: 'windows', presence, profiles }),
    cohort({ cohort: 'tablets', devices: 10, platform: 'ipados', presence, profiles, enrolment: 'dem' }),
  ]
}

describe('the loop for devices that are steady does what the handlers of single events do', () => {
  // Each presence and each way to poll meet; what else happens takes turns.
  const cases = PRESENCES.flatMap(([present, presence], i) =>
    POLLS.map(([polled, poll], k) => {
      const [title, rest] = REST[(i + k) % REST.length]!
      return { title: `${present}, ${polled}, ${title}`, presence, poll, rest }
    }),
  )

  test.each(cases)('$title', async ({ presence, poll, rest }) => {
    const document = { fleet: fleet(presence), poll, push: {}, horizon: '10d', bucket: '1h', ...rest }
    // A trace of every event turns the loop off.
    const fast = await runOf(document, { devices: true })
    const plain = await runOf(document, { devices: true, events: true })
    expect(fast.fingerprint).toBe(plain.fingerprint)
    expect(fast.handled).toBe(plain.handled)
    expect(fast.load.columns).toEqual(plain.load.columns)
    expect(fast.ledger).toEqual(plain.ledger)
    expect(fast.devices).toEqual(plain.devices)
  })
})
