import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { InlineExecutor } from '../../src/experiment/inline-executor.ts'
import { run } from '../../src/experiment/run.ts'
import { DetailText, type TextTarget } from '../../src/export/detail-text.ts'
import { EventSpill } from '../../src/export/event-spill.ts'
import { OutputError } from '../../src/export/output-error.ts'
import { planOf } from '../../src/model/plan.ts'
import { keptTexts, streamedTexts } from '../helpers/detail-texts.ts'
import { cohort, scenarioOf } from '../helpers/story.ts'

const fleet = [
  cohort({ devices: 50, profiles: {}, presence: { kind: 'renewal', online: '5h', offline: { exponential: '3h' } } }),
  cohort({ cohort: 'kiosks', devices: 20, enrolment: 'userless' }),
]
const scenario = scenarioOf({ fleet, poll: {}, push: {} })
const meeting = scenarioOf({ fleet, poll: {}, push: {}, stations: { service: { ratePerMinute: 1 } } })
const ALL = { devices: true, events: true } as const
const kept = keptTexts(await run(scenario, ALL))

describe('the text of single devices', () => {
  test.prop([fc.integer({ min: 1, max: 80 })], { numRuns: 15 })(
    'is the same however the run is cut into parts',
    async (blockSize) => {
      const { devices, events } = await streamedTexts(scenario, (more) => run(scenario, { ...more, blockSize }))
      expect({ devices, events }).toEqual(kept)
    },
  )

  test('is the same where devices meet and the events are handed over while they gather', async () => {
    const document = { fleet: [cohort({ devices: 1500, presence: 'weekly' })], poll: { interval: '30m' } }
    const busy = scenarioOf({ ...document, stations: { service: { ratePerMinute: 60 } } })
    let runs = 0
    const { devices, events } = await streamedTexts(busy, (more) => {
      const { sink } = more
      const counting = {
        devices: sink!.devices.bind(sink),
        events: (part: Parameters<NonNullable<typeof sink>['events']>[0]) => {
          runs++
          return sink!.events(part)
        },
      }
      return run(busy, { ...more, sink: counting, executor: new InlineExecutor(planOf(busy), 1000) })
    })
    expect(runs).toBeGreaterThan(2)
    const atOnce = keptTexts(await run(busy, ALL))
    expect(devices).toBe(atOnce.devices)
    expect(events).toBe(atOnce.events)
  })

  test('is the same where devices meet and come as one part', async () => {
    const { devices, events } = await streamedTexts(meeting, (more) => run(meeting, more))
    expect({ devices, events }).toEqual(keptTexts(await run(meeting, ALL)))
  })
})

describe('writing the text', () => {
  const target = (write: (text: string) => Promise<void>): TextTarget => ({ write })

  test('holds up the run until the disk has taken it', async () => {
    let writing = 0
    const slow = target(async () => {
      expect(++writing).toBe(1)
      await new Promise((resolve) => setTimeout(resolve, 1))
      writing--
    })
    const text = new DetailText(scenario, { devices: slow, events: null }, new AbortController().signal)
    await run(scenario, { devices: true, sink: text, blockSize: 10 })
  })

  test('stops with the reason of an interruption', async () => {
    const controller = new AbortController()
    let pieces = 0
    const interrupted = target(async () => {
      if (++pieces === 3) controller.abort(130)
    })
    const text = new DetailText(scenario, { devices: interrupted, events: null }, controller.signal)
    await expect(run(scenario, { devices: true, sink: text, blockSize: 10 })).rejects.toBe(130)
    expect(pieces).toBe(3)
  })

  test('that fails for lack of space says about how many bytes the files need', async () => {
    let bytes = 0
    const full = target(async (text) => {
      bytes += text.length
      if (bytes > 3000) throw new OutputError('full', 'out/devices.csv: no space left on the device')
    })
    const text = new DetailText(scenario, { devices: full, events: null }, new AbortController().signal)
    const message = await run(scenario, { devices: true, sink: text, blockSize: 10 }).catch((error) => error.message)
    const [, need] = /^out\/devices\.csv: no space left on the device; the files need (\d+) bytes or more$/.exec(
      message,
    )!
    expect(Number(need) / kept.devices.length).toBeGreaterThan(0.8)
    expect(Number(need) / kept.devices.length).toBeLessThan(1.2)
  })

  test('of events to a full disk says so, too', async () => {
    const write = () => Promise.reject(Object.assign(new Error(), { code: 'ENOSPC' }))
    const spill = new EventSpill({ write } as unknown as ConstructorParameters<typeof EventSpill>[0], 'out/events.csv')
    const text = new DetailText(scenario, { devices: null, events: spill }, new AbortController().signal)
    await expect(run(scenario, { events: true, sink: text })).rejects.toMatchObject({
      code: 'full',
      message: expect.stringMatching(
        /^out\/events\.csv: no space left on the device; the files need \d{4,} bytes or more$/,
      ),
    })
  })
})
