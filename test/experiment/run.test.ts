import { describe, expect, test } from 'vitest'
import { run, tasksOf } from '../../src/experiment/run.ts'
import { planOf } from '../../src/model/plan.ts'
import { cohort, type Document, PUSH, runOf, scenarioOf } from '../helpers/story.ts'

/** A fleet in which everything is drawn. */
const lively: Document = {
  fleet: [
    cohort({
      devices: 70,
      devicesPerUser: 2,
      profiles: {},
      licensed: 0.9,
      presence: { kind: 'renewal', online: '9h', offline: { exponential: '4h' } },
    }),
    cohort({
      cohort: 'laptops',
      devices: 40,
      owners: 'phones',
      platform: 'windows',
      profiles: { wifi: 'renamed' },
      presence: 'weekly',
    }),
    cohort({ cohort: 'kiosks', devices: 30, enrolment: 'userless' }),
  ],
  poll: {},
  push: {},
  channelRenewal: '3d',
  horizon: '4d',
  change: {
    waves: [{ name: 'pilot', at: '6h', share: 0.3 }],
    campaigns: [{ at: '8h', response: 0.2, delay: { exponential: '5h' } }],
  },
  support: { openedAt: '-1h', leadTime: '1h', hours: 'always' },
}

/** A fleet that takes a while and shares a service. */
const meeting = (devices: number): Document => ({
  fleet: [cohort({ devices })],
  horizon: '30d',
  poll: { interval: '2h' },
  stations: { service: { ratePerMinute: 100_000 } },
})

/** Everything a run computes. */
async function everything(document: Document, options: Parameters<typeof runOf>[1] = {}) {
  const results = await runOf(document, { devices: true, events: true, ...options })
  const { timeline, load, ledger, handover, devices, events, fingerprint, handled } = results
  const counts = timeline.series.map((_, series) =>
    Array.from(
      { length: timeline.buckets },
      (_, bucket) => timeline.count('managed', series, bucket) * 1000 + timeline.count('protected', series, bucket),
    ),
  )
  const times = [0.5, 0.9, 0.95, 0.99, 1].map((q) => handover.timeTo(q))
  return { counts, load: load.columns, ledger, times, moved: handover.moved, devices, events, fingerprint, handled }
}

describe('a run', () => {
  test('gives the same results however the devices are cut into blocks', async () => {
    const whole = await everything(lively)
    for (const blockSize of [1, 7, 64, 139, 140]) expect(await everything(lively, { blockSize })).toEqual(whole)
  })

  test('gives the same results twice', async () => {
    expect(await everything(lively)).toEqual(await everything(lively))
  })

  test('gives the same results with a service that is never full as with none', async () => {
    const wide = { ...lively, stations: { service: { ratePerMinute: 1_000_000 } } }
    expect(await everything(wide)).toEqual(await everything(lively))
  })

  test('keeps outcomes and events only where they are asked for', async () => {
    const { devices, events, fingerprint } = await runOf(lively)
    expect([devices, events]).toEqual([null, null])
    expect(fingerprint).toBe((await everything(lively)).fingerprint)
    expect(fingerprint).toMatch(/^[0-9a-f]{16}$/)
  })

  test('has other draws with another seed or another replication, and the same with the same', async () => {
    const first = await runOf(lively)
    const seed = await runOf({ ...lively, seed: 'another' })
    const replication = await runOf(lively, { replication: 1 })
    const again = await runOf(lively, { replication: 1 })
    expect(new Set([first.fingerprint, seed.fingerprint, replication.fingerprint]).size).toBe(3)
    expect(again.fingerprint).toBe(replication.fingerprint)
    expect((await runOf(lively, { replication: 0 })).fingerprint).toBe(first.fingerprint)
  })

  test('tells apart trajectories that differ by a millisecond or by one event', async () => {
    const prints = await Promise.all(
      ['10s', '10001ms'].map(async (latency) => (await runOf({ push: { ...PUSH, latency } })).fingerprint),
    )
    const sync = { actions: [{ at: '30h', kind: 'sync' }] }
    prints.push((await runOf({ push: PUSH, change: sync })).fingerprint)
    expect(new Set(prints).size).toBe(3)
  })

  test('tells apart two devices that have changed places', async () => {
    // Of two devices the first is switched early in one plan, the second in the other; nothing else differs.
    const share = { at: '11h', kind: 'switchDevices', share: 0.5 }
    const nobody = { ...share, share: 0 }
    const plan = (seed: string, actions: readonly Document[]) =>
      runOf(
        {
          seed,
          fleet: [cohort({ devices: 2, enrolment: 'userless' })],
          support: { openedAt: 'never' },
          change: { actions },
        },
        { devices: true },
      )
    const early = ({ devices }: Awaited<ReturnType<typeof plan>>) => devices!.changedAt[0]! - devices!.changedAt[1]!
    const found: boolean[] = []
    for (let i = 0; i < 40; i++) {
      const [one, other] = [await plan(`places ${i}`, [share]), await plan(`places ${i}`, [nobody, share])]
      if (early(one) !== 0 && early(one) === -early(other)) found.push(one.fingerprint !== other.fingerprint)
    }
    expect(found.length).toBeGreaterThan(0)
    expect(found.every(Boolean)).toBe(true)
  })

  test('does not change the scenario', async () => {
    const scenario = scenarioOf(lively)
    const before = structuredClone(scenario)
    await run(scenario)
    expect(scenario).toEqual(before)
  })
})

describe('progress', () => {
  test('is told after each block, up to the number of devices', async () => {
    const told: (readonly [number, number])[] = []
    await runOf(lively, { blockSize: 60, onProgress: (done, total) => told.push([done, total]) })
    expect(told).toEqual([
      [60, 140],
      [120, 140],
      [140, 140],
    ])
  })

  test('of devices that meet goes on with their time, although all are done at the same instant', async () => {
    const told: number[] = []
    await runOf(meeting(3000), { onProgress: (done) => told.push(done) })
    expect(told.length).toBeGreaterThan(1)
    expect(told[0]).toBeLessThan(3000)
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(told.at(-1)).toBe(3000)
  })
})

describe('an abort', () => {
  test('is heard at once by devices that meet, without a thread of their own', async () => {
    const controller = new AbortController()
    let aborted = 0
    const onProgress = () => {
      if (aborted > 0) return
      aborted = performance.now()
      controller.abort('enough')
    }
    await expect(runOf(meeting(300_000), { signal: controller.signal, onProgress })).rejects.toBe('enough')
    expect(performance.now() - aborted).toBeLessThan(1000)
  })

  test('ends the run at the end of a block, with the signal’s reason', async () => {
    const controller = new AbortController()
    const reason = new Error('enough')
    let blocks = 0
    const onProgress = () => {
      if (++blocks === 2) controller.abort(reason)
    }
    await expect(runOf(lively, { blockSize: 10, signal: controller.signal, onProgress })).rejects.toBe(reason)
    expect(blocks).toBe(2)
  })

  test('that comes from a timer is heard between blocks', async () => {
    const controller = new AbortController()
    setImmediate(() => controller.abort())
    await expect(runOf({ ...lively }, { blockSize: 1, signal: controller.signal })).rejects.toThrow('abort')
  })
})

describe('tasks', () => {
  const plan = (document: Document) => planOf(scenarioOf(document))

  test('are blocks of devices, the last one shorter', () => {
    expect(tasksOf(plan(lively), 60)).toEqual([
      { from: 0, to: 60 },
      { from: 60, to: 120 },
      { from: 120, to: 140 },
    ])
  })

  test('are one where devices meet at a service', () => {
    const limited = { ...lively, stations: { service: { ratePerMinute: 1 } } }
    expect(tasksOf(plan(limited), 60)).toEqual([{ from: 0, to: 140 }])
  })
})
