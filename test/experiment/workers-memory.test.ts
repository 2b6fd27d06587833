import { fc, test } from '@fast-check/vitest'
import { describe, expect, vi } from 'vitest'
import { cut } from '../../src/experiment/cut.ts'
import { estimateMemory, memoryLimit } from '../../src/experiment/memory.ts'
import { run } from '../../src/experiment/run.ts'
import { survey } from '../../src/experiment/survey.ts'
import { planOf } from '../../src/model/plan.ts'
import { cohort, type Document, scenarioOf } from '../helpers/story.ts'

const MIB = 2 ** 20
const PLAIN = { workers: 1, devices: false, events: false, streamed: false }

const fleetOf = (devices: number, fields: Document = {}) =>
  scenarioOf({ fleet: [cohort({ devices })], poll: {}, push: {}, ...fields })

describe('the memory of a run', () => {
  test('does not grow with the fleet unless details are kept or devices meet', () => {
    const [small, large] = [fleetOf(10_000), fleetOf(10_000_000)]
    expect(estimateMemory(large, PLAIN)).toBe(estimateMemory(small, PLAIN))
    expect(estimateMemory(large, PLAIN)).toBeLessThan(100 * MIB)
    const streamed = { ...PLAIN, devices: true, events: true, streamed: true }
    expect(estimateMemory(fleetOf(100_000_000), streamed) / estimateMemory(large, streamed)).toBeCloseTo(1, 1)
    expect(estimateMemory(large, streamed) - estimateMemory(large, PLAIN)).toBeLessThan(256 * MIB)
    expect(estimateMemory(large, { ...PLAIN, devices: true })).toBeGreaterThan(600 * MIB)
    expect(estimateMemory(large, { ...PLAIN, events: true })).toBeGreaterThan(1000 * MIB)
    const service = { stations: { service: { ratePerMinute: 1000 } } }
    const meeting = fleetOf(10_000_000, service)
    expect(estimateMemory(meeting, PLAIN)).toBeGreaterThan(4000 * MIB)
    const { events, ...outcomes } = streamed
    const more =
      estimateMemory(meeting, { ...outcomes, events }) - estimateMemory(meeting, { ...outcomes, events: false })
    expect(more).toBeLessThan(256 * MIB)
  })

  test('grows with the number of buckets, cohorts and workers', () => {
    const of = (fields: Document, options = PLAIN) => estimateMemory(fleetOf(100, fields), options)
    expect(of({ bucket: '1m' })).toBeGreaterThan(of({ bucket: '1h' }))
    expect(of({}, { ...PLAIN, workers: 8 })).toBeGreaterThan(of({}, { ...PLAIN, workers: 2 }))
  })

  test('is asked for before any is taken: a run that needs too much is refused with the figures', async () => {
    await expect(run(fleetOf(100_000_000), { devices: true, maxMemory: 1024 * MIB })).rejects.toMatchObject({
      name: 'RunError',
      code: 'too-large',
      message: expect.stringMatching(
        /^scenario "story" needs about 7\.\d GiB of memory, more than the 1\.0 GiB it may/,
      ),
      hint: expect.stringContaining('--max-memory 8GiB'),
    })
  })

  test('may be less than the machine has', () => {
    expect(memoryLimit()).toBeGreaterThan(0)
  })
})

describe('the survey of a run', () => {
  test('comes close to what the run does', async () => {
    const scenario = scenarioOf({
      fleet: [
        cohort({ devices: 600, presence: { kind: 'renewal', online: { exponential: '6h' }, offline: '2h' } }),
        cohort({ cohort: 'kiosks', devices: 150, presence: 'dormant' }),
      ],
      horizon: '20d',
      poll: {},
    })
    const found = survey(planOf(scenario))
    const { handled, events } = await run(scenario, { events: true })
    expect(found.events / handled).toBeGreaterThan(0.9)
    expect(found.events / handled).toBeLessThan(1.1)
    expect(found.traced / events!.length).toBeGreaterThan(0.9)
    expect(found.traced / events!.length).toBeLessThan(1.1)
  })

  test('does not depend on how busy the machine is', () => {
    const plan = planOf(scenarioOf({ fleet: [cohort({ devices: 100 })], horizon: '200d', poll: { interval: '10s' } }))
    const [found, clock] = [survey(plan), vi.spyOn(performance, 'now')]
    try {
      let now = 0
      clock.mockImplementation(() => (now += 20))
      expect(survey(plan)).toEqual(found)
    } finally {
      clock.mockRestore()
    }
  })

  test('follows a device with very many events for a part of the run only', () => {
    const { events } = survey(planOf(scenarioOf({ fleet: [cohort()], horizon: '200d', poll: { interval: '10ms' } })))
    expect(events).toBeGreaterThan(1e9)
    expect(events).toBeLessThan(4e9)
  })
})

describe('the blocks of a fleet', () => {
  const sizes = fc.array(fc.tuple(fc.integer({ min: 1, max: 3_000_000 }), fc.integer({ min: 0, max: 50_000 })), {
    minLength: 1,
    maxLength: 5,
  })

  test.prop([sizes, fc.integer({ min: 1, max: 64 }), fc.constantFrom(4e6, Number.POSITIVE_INFINITY)], { numRuns: 50 })(
    'follow one another and hold every device once',
    (cohorts, workers, most) => {
      const plan = planOf(scenarioOf({ fleet: cohorts.map(([devices], i) => cohort({ cohort: `c${i}`, devices })) }))
      const eventsPerDevice = cohorts.map(([, events]) => events)
      const events = cohorts.reduce((sum, [devices, each]) => sum + devices * each, 0)
      const blocks = cut(plan, { eventsPerDevice, events, traced: 0, gaps: 0 }, { workers, most })
      expect(blocks[0]!.from).toBe(0)
      expect(blocks.at(-1)!.to).toBe(plan.devices)
      expect(blocks.every(({ from, to }, i) => from < to && from === (blocks[i - 1]?.to ?? 0))).toBe(true)
    },
  )

  test('hold shares of the events, not of the devices', () => {
    const plan = planOf(
      scenarioOf({ fleet: [cohort({ devices: 1000 }), cohort({ cohort: 'quiet', devices: 1_000_000 })] }),
    )
    const blocks = cut(
      plan,
      { eventsPerDevice: [100_000, 1], events: 101e6, traced: 0, gaps: 0 },
      { workers: 2, most: Number.POSITIVE_INFINITY },
    )
    expect(blocks[0]).toEqual({ from: 0, to: 253 })
  })
})
