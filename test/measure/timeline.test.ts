import { describe, expect, test } from 'vitest'
import type { TimelineColumn } from '../../src/measure/results.ts'
import { STATES } from '../../src/model/vocabulary.ts'
import { cohort, type Document, eventsOf, HOUR, milliseconds, NO_PROFILES, PUSH, runOf } from '../helpers/story.ts'

/** The counts of a column in the buckets, of the whole fleet. */
async function counts(
  document: Document,
  column: TimelineColumn,
  buckets: readonly number[],
): Promise<readonly number[]> {
  const { timeline } = await runOf({ bucket: '1h', ...document })
  return buckets.map((bucket) => timeline.count(column, 0, bucket))
}

describe('the counts of a bucket', () => {
  test('are those at its first instant, after all its events', async () => {
    // Pending at exactly 24 h; the push arrives ten seconds later.
    expect(await counts({ push: PUSH }, 'pending', [23, 24, 25])).toEqual([0, 1, 0])
    expect(await counts({ push: PUSH }, 'managed_new', [23, 24, 25])).toEqual([0, 0, 1])
  })

  test('of a change at its first instant are those after the change, a millisecond later those before', async () => {
    const pending = (at: number) => counts({ change: { at: milliseconds(at) } }, 'pending', [24, 25])
    expect(await pending(24 * HOUR)).toEqual([1, 1])
    expect(await pending(24 * HOUR + 1)).toEqual([0, 1])
    expect(await pending(24 * HOUR - 1)).toEqual([1, 1])
  })

  test('show nothing of states that begin and end at one instant, or between two buckets', async () => {
    const push = { ...PUSH, latency: '0s' }
    expect(await counts({ push }, 'pending', [23, 24, 25])).toEqual([0, 0, 0])
    expect(await counts({ push, change: { at: '24h 10m' } }, 'pending', [24, 25])).toEqual([0, 0])
  })

  test('are there for every instant 0, bucket, 2·bucket, ... below the horizon, which they need not divide', async () => {
    expect((await runOf({ bucket: '1h' })).timeline.buckets).toBe(48)
    expect((await runOf({ bucket: '5h' })).timeline.buckets).toBe(10)
    expect((await runOf({ bucket: '2d' })).timeline.buckets).toBe(1)
  })

  test('agree with the events, whatever the width of a bucket', async () => {
    const profiles = { wifi: 'renamed', vpn: 'unassigned' }
    const document = {
      fleet: [
        cohort({
          devices: 40,
          profiles,
          licensed: 0.8,
          presence: { kind: 'renewal', online: '5h', offline: { exponential: '4h' } },
        }),
        cohort({ cohort: 'tablets', platform: 'ios', devices: 30, profiles: NO_PROFILES, presence: 'weekly' }),
      ],
      poll: {},
      push: {},
      retention: { max: '20h' },
      horizon: '3d',
      change: { at: '20h', licences: [{ at: '+9h' }], apns: { expires: '30h', uploads: [{ at: '35h' }] } },
    }
    const told = await eventsOf(document)
    for (const minutes of [60, 47]) {
      const width = minutes * 60_000
      const { timeline } = await runOf({ ...document, bucket: milliseconds(width) })
      const states = new Map<number, string>()
      const missing = new Set<string>()
      let next = 0
      for (let bucket = 0; bucket < timeline.buckets; bucket++) {
        for (; next < told.length && told[next]!.time <= bucket * width; next++) {
          const { device, event, detail } = told[next]!
          if (event.startsWith('state-')) states.set(device, event.slice(6))
          if (event === 'kind-missing') missing.add(`${device} ${detail}`)
          else if (event.startsWith('kind-')) missing.delete(`${device} ${detail}`)
        }
        const shown = Array.from({ length: 70 }, (_, i) => states.get(i + 1) ?? 'managed_old')
        for (const state of STATES)
          expect(timeline.count(state, 0, bucket)).toBe(shown.filter((other) => other === state).length)
        const lacking = new Set([...missing].map((each) => each.split(' ')[0])).size
        expect(timeline.count('protected', 0, bucket)).toBe(70 - lacking)
        expect(timeline.count('protected_vpn', 0, bucket)).toBe(
          70 - [...missing].filter((each) => each.endsWith(' vpn')).length,
        )
      }
    }
  })
})

describe('series', () => {
  test('are the whole fleet, then its cohorts, which add up', async () => {
    const document = {
      fleet: [cohort({ devices: 3 }), cohort({ cohort: 'tablets', devices: 4, licensed: 0 })],
      push: PUSH,
      bucket: '1h',
    }
    const { timeline } = await runOf(document)
    expect(timeline.series).toEqual(['all', 'phones', 'tablets'])
    const at = (column: TimelineColumn) => [0, 1, 2].map((series) => timeline.count(column, series, 30))
    expect(at('devices')).toEqual([7, 3, 4])
    expect(at('unlicensed')).toEqual([4, 0, 4])
    expect(at('managed')).toEqual([3, 3, 0])
    expect(at('managed_new')).toEqual([3, 3, 0])
  })
})

describe('flows', () => {
  test('of a bucket are those from its first instant to before the next', async () => {
    const flow = async (latency: string) => {
      const { load } = await runOf({ push: { ...PUSH, latency }, bucket: '1h' })
      return [...(load.columns.get('checkins_ok') ?? [])].indexOf(1)
    }
    expect([await flow('3599999ms'), await flow('1h'), await flow('3600001ms')]).toEqual([24, 25, 25])
  })

  test('exist for mechanisms that are not used, and are 0', async () => {
    const { load } = await runOf({})
    expect(load.columns.get('enrolments_ok')?.length).toBe(192)
    expect([load.total('enrolments_ok'), load.total('certificates_issued'), load.total('no such column')]).toEqual([
      0, 0, 0,
    ])
  })
})
