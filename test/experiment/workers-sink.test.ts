import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import type { Executor } from '../../src/experiment/executor.ts'
import { InlineExecutor } from '../../src/experiment/inline-executor.ts'
import { run } from '../../src/experiment/run.ts'
import type { DetailSink } from '../../src/measure/detail-sink.ts'
import type { EventRun } from '../../src/measure/event-log.ts'
import { mergeEvents } from '../../src/measure/merge-events.ts'
import type { DeviceOutcomes } from '../../src/measure/results.ts'
import { describeEvent } from '../../src/model/codes.ts'
import { planOf } from '../../src/model/plan.ts'
import { cohort, scenarioOf } from '../helpers/story.ts'

const scenario = scenarioOf({
  fleet: [
    cohort({ devices: 40, profiles: {}, presence: { kind: 'renewal', online: '5h', offline: { exponential: '3h' } } }),
    cohort({ cohort: 'kiosks', devices: 20, enrolment: 'userless' }),
  ],
  poll: {},
  push: {},
})
const kept = await run(scenario, { devices: true, events: true })

/** Performs tasks here, each ending after a number of turns of its own. */
function executorOf(workers: number, delays: readonly number[], onBegin: (slot: number) => void = () => {}): Executor {
  const inline = new InlineExecutor(planOf(scenario))
  return {
    workers,
    async perform(task) {
      onBegin(task.slot)
      const part = await inline.perform(task)
      for (let turns = delays[task.slot] ?? 0; turns > 0; turns--) await new Promise((resolve) => setImmediate(resolve))
      return part
    },
    close: () => inline.close(),
  }
}

/** Keeps what it is given. */
function collector() {
  const firsts: number[] = []
  const outcomes: DeviceOutcomes[] = []
  const runs: EventRun[] = []
  const sink: DetailSink = {
    async devices(part, first) {
      firsts.push(first)
      outcomes.push(part)
    },
    async events(part) {
      runs.push(part)
    },
  }
  return { sink, firsts, outcomes, runs }
}

/** Reads a run in pieces of `size` events. */
function sourceOf(events: EventRun, size: number) {
  let at = 0
  return {
    read(): EventRun | null {
      if (at >= events.length) return null
      const [from, to] = [at, Math.min(events.length, at + size)]
      at = to
      return {
        length: to - from,
        key: events.key.slice(from, to),
        device: events.device.slice(from, to),
        code: events.code.slice(from, to),
      }
    },
  }
}

describe('a sink', () => {
  test.prop([fc.array(fc.nat(20), { minLength: 12, maxLength: 12 }), fc.integer({ min: 5, max: 60 })], { numRuns: 30 })(
    'is given what the results would hold, in device order, whatever order the tasks end in',
    async (delays, blockSize) => {
      const { sink, firsts, outcomes, runs } = collector()
      const options = { devices: true, events: true, blockSize, sink, executor: executorOf(3, delays) }
      const results = await run(scenario, options)
      expect([results.devices, results.events, results.fingerprint]).toEqual([null, null, kept.fingerprint])

      expect(firsts).toEqual(Array.from({ length: Math.ceil(60 / blockSize) }, (_, i) => i * blockSize))
      const column = (name: 'changedAt' | 'managedAt' | 'user' | 'finalState') =>
        outcomes.flatMap((part) => [...part[name]])
      for (const name of ['changedAt', 'managedAt', 'user', 'finalState'] as const) {
        expect(column(name)).toEqual([...kept.devices![name]])
      }

      const lines: string[] = []
      for (const piece of mergeEvents(
        runs.map((events) => sourceOf(events, 7)),
        10,
      )) {
        for (let i = 0; i < piece.length; i++) {
          const { event, detail } = describeEvent(piece.code[i]!)
          lines.push(`${Math.floor(piece.key[i]! / 16)} ${piece.device[i]! + 1} ${event} ${detail}`)
        }
      }
      const { time, device, event, detail, names, details } = kept.events!
      expect(lines).toEqual(
        Array.from(time, (at, i) => `${at} ${device[i]} ${names[event[i]!]} ${details[detail[i]!]}`),
      )
    },
  )

  test('that is slow stops the workers a few tasks ahead', async () => {
    let begun = 0
    const ahead: number[] = []
    let taken = 0
    const sink: DetailSink = {
      async devices() {
        for (let turns = 0; turns < 50; turns++) await new Promise((resolve) => setImmediate(resolve))
        ahead.push(begun - taken++)
      },
      events: () => Promise.resolve(),
    }
    const executor = executorOf(2, [], () => begun++)
    await run(scenario, { devices: true, blockSize: 1, sink, executor })
    expect(ahead.length).toBe(60)
    expect(Math.max(...ahead)).toBeLessThanOrEqual(4)
  })

  test('that fails makes the run fail', async () => {
    const sink = { devices: () => Promise.reject(new Error('disk full')), events: () => Promise.resolve() }
    await expect(run(scenario, { devices: true, sink, blockSize: 10 })).rejects.toThrow('disk full')
  })
})

describe('merged events', () => {
  test('of no run, and of empty runs, are none', () => {
    expect([...mergeEvents([])]).toEqual([])
    expect([...mergeEvents([{ read: () => null }])]).toEqual([])
  })
})
