import { describe, expect, test } from 'vitest'
import {
  causesOf,
  clock,
  cohort,
  DAY,
  type Document,
  eventsOf,
  NO_PROFILES,
  online,
  POLL,
  PUSH,
  runOf,
  storyOf,
} from '../helpers/story.ts'

/** A device that reaches the network by Wi-Fi only, with this rule for it. */
function depending(rule: string, document: Document = {}, fields: Document = {}): Document {
  const profiles = { ...NO_PROFILES, vpn: 'unassigned', wifi: rule }
  return {
    fleet: [cohort({ profiles, dependsOn: { kinds: ['wifi'] }, ...fields })],
    horizon: '20d',
    retention: { max: { vpn: '2d', wifi: '3d' } },
    ...document,
  }
}

describe('a device that loses the profile its network depends on', () => {
  test('goes offline at that instant and never comes back', async () => {
    const document = depending('unassigned', { poll: POLL, push: PUSH }, { presence: online([0, 200], [220, 480]) })
    const lines = await storyOf(document, 'online', 'offline', 'stranded', 'checkin')
    expect(lines.slice(-2)).toEqual(['96:00:00 1 offline', '96:00:00 1 stranded'])
    expect(lines.length).toBeGreaterThan(12)
  })

  test('is counted as stranded, once', async () => {
    const document = depending('unassigned', { poll: POLL, push: PUSH }, { devices: 3 })
    expect((await runOf(document)).handover.stranded).toBe(3)
    expect((await runOf(depending('same-name', { poll: POLL, push: PUSH }))).handover.stranded).toBe(0)
  })

  test('that is offline by itself then stays so', async () => {
    const document = depending('same-name', { poll: POLL, push: PUSH }, { presence: online([0, 1], [200, 300]) })
    expect(
      await storyOf(document, 'online', 'offline', 'stranded', 'checkin', 'push').then((lines) => lines.slice(-2)),
    ).toEqual(['01:00:00 1 offline', '96:00:00 1 stranded'])
  })

  test('is stranded by a kind that is dropped too', async () => {
    expect(await storyOf(depending('dropped', { push: PUSH }), 'stranded')).toEqual(['96:00:00 1 stranded'])
  })

  test('is not stranded by the end of a copy beside which the new one stands', async () => {
    expect(await storyOf(depending('renamed', { push: PUSH }), 'stranded')).toEqual([])
    expect(await storyOf(depending('same-name', { push: PUSH }), 'stranded')).toEqual([])
  })

  test('is not stranded by another kind', async () => {
    const lines = await storyOf(depending('same-name', { push: PUSH }), 'kind-missing', 'stranded')
    expect(lines).toEqual(['72:00:00 1 kind-missing vpn'])
  })

  test('is stranded once, by the first of several kinds', async () => {
    const document = depending('unassigned', {}, { dependsOn: { kinds: ['vpn', 'wifi'] } })
    expect(await storyOf(document, 'stranded')).toEqual(['72:00:00 1 stranded'])
  })

  test('is stranded at a check-in that ends old settings', async () => {
    const retention = { endsAt: 'first-contact' }
    const document = depending('same-name', { push: PUSH, retention, change: { settingsReady: { wifi: '+5d' } } })
    expect(await storyOf(document, 'offline', 'stranded', 'state')).toEqual([
      '24:00:00 1 state-pending',
      '24:00:10 1 offline',
      '24:00:10 1 stranded',
      '24:00:10 1 state-registered',
    ])
  })

  test('loses later kinds as well, and gets none', async () => {
    const document = depending('unassigned', {
      retention: { max: { vpn: '5d', wifi: '3d' } },
      push: { ...PUSH, latency: '10d' },
    })
    expect(await storyOf(document, 'kind')).toEqual([
      '24:00:00 1 kind-retained vpn',
      '24:00:00 1 kind-retained wifi',
      '96:00:00 1 kind-missing wifi',
      `${clock(6 * DAY)} 1 kind-missing vpn`,
    ])
  })
})

describe('causes', () => {
  test('a device not yet moved is stranded, whatever else would hold it up', async () => {
    const document = depending('same-name', { retention: { max: '3d' } }, { presence: online([0, 480]) })
    expect(await causesOf(document)).toEqual([
      'management stranded 384',
      'management awaiting-checkin 72',
      'protection stranded 384',
    ])
  })

  test('a stranded device counts so before its missing licence or its ticket', async () => {
    const retention = { max: '3d' }
    expect(await causesOf(depending('same-name', { retention }, { licensed: 0 }))).toEqual([
      'management stranded 384',
      'management licence 72',
      'protection stranded 384',
    ])
    const support = { openedAt: 'never' }
    expect(await causesOf(depending('same-name', { retention, support }, { enrolment: 'userless' }))).toEqual([
      'management stranded 384',
      'management ticket 72',
      'protection stranded 384',
    ])
  })
})

describe('who depends', () => {
  async function stranded(dependsOn: Document): Promise<number> {
    const told = await eventsOf(
      depending('unassigned', {}, { devices: 2000, dependsOn: { kinds: ['wifi'], ...dependsOn } }),
    )
    return told.filter(({ event }) => event === 'stranded').length / 2000
  }
  const error = (share: number) => Math.sqrt((share * (1 - share)) / 2000)

  test('is a share of the devices', async () => {
    expect(Math.abs((await stranded({ share: 0.2 })) - 0.2) / error(0.2)).toBeLessThan(4)
  })

  test('without those that find another network', async () => {
    expect(Math.abs((await stranded({ share: 0.5, fallbackNetwork: 0.5 })) - 0.25) / error(0.25)).toBeLessThan(4)
    expect(await stranded({ fallbackNetwork: 1 })).toBe(0)
  })
})
