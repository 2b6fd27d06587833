import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Executor, Task } from '../../src/experiment/executor.ts'
import { run } from '../../src/experiment/run.ts'
import { Tally } from '../../src/measure/tally.ts'
import { planOf } from '../../src/model/plan.ts'
import { cohort, scenarioOf } from '../helpers/story.ts'
import { buildThreads } from './worker-threads.ts'

const threads = await buildThreads()
const scenario = scenarioOf({ name: 'office', fleet: [cohort({ devices: 60, profiles: {} })], poll: {}, push: {} })
const { fingerprint } = await run(scenario)

/** Runs the scenario in tasks of ten devices with workers of the given code. */
async function runWith(code: string, options: Parameters<typeof run>[1] = {}) {
  const executor = new threads.ThreadExecutor(2, threads.entry(code))
  try {
    return await threads.run(scenario, { blockSize: 10, executor, ...options })
  } finally {
    await executor.close()
  }
}

/** A worker that fails at the third task; only the first time, if given the path of a file to remember it by. */
function failingWorker(failure: string, marker?: string): string {
  const first = `!existsSync(${JSON.stringify(marker)}) && (writeFileSync(${JSON.stringify(marker)}, ''), true)`
  return `
    import { existsSync, writeFileSync } from 'node:fs'
    export function perform(task) {
      if (task.slot === 2 && ${marker === undefined ? 'true' : first}) { ${failure} }
      return real(task)
    }`
}

const FAILURES = [
  ['throws', `throw new RangeError('Array buffer allocation failed')`, 'Array buffer allocation failed'],
  ['throws outside its task', `setImmediate(() => { throw new Error('late') }); return new Promise(() => {})`, 'late'],
  ['exits', 'process.exit(3)', 'worker exited with code: 3'],
] as const

describe('a worker that fails', () => {
  for (const [name, failure, reason] of FAILURES) {
    test(`${name} once: its task is performed again, and the results are the same`, async () => {
      const marker = threads.file(`marker ${name}`)
      expect((await runWith(failingWorker(failure, marker))).fingerprint).toBe(fingerprint)
      expect(existsSync(marker)).toBe(true)
    })

    test(`${name} twice: the run fails and names the scenario, the devices and the reason`, async () => {
      await expect(runWith(failingWorker(failure))).rejects.toMatchObject({
        name: 'RunError',
        code: 'worker-failed',
        message: `scenario "office", devices 21 to 30: a worker failed twice: ${reason}`,
      })
    })
  }

  test('cannot even be started: the run fails instead of waiting for ever', async () => {
    await expect(runWith(`throw new Error('no such library')`)).rejects.toMatchObject({
      code: 'worker-failed',
      message: expect.stringContaining('no such library'),
    })
  })
})

describe('an abort', () => {
  test('ends a run whose workers are busy at once, with the reason', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort('enough'), 300)
    const began = performance.now()
    await expect(runWith('export function perform() { for (;;); }', { signal: controller.signal })).rejects.toBe(
      'enough',
    )
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  test('before the run begins rejects it', async () => {
    await expect(threads.run(scenario, { workers: 2, signal: AbortSignal.abort('early') })).rejects.toBe('early')
  })
})

test('progress counts the devices of all workers, and a task that is performed again once', async () => {
  const told: number[] = []
  const marker = threads.file('progress')
  await runWith(failingWorker('real(task); throw new Error()', marker), { onProgress: (done) => told.push(done) })
  expect(told).toEqual([...told].sort((a, b) => a - b))
  expect(told.at(-1)).toBe(60)
})

describe('partial results', () => {
  const wants = { devices: true, events: true }

  async function tallyOf(): Promise<Tally> {
    const plan = planOf(scenario)
    const { perform } = await import('../../src/experiment/run.ts')
    return perform(plan, { from: 0, to: 60 }, wants)
  }

  test('merge as well when all that is left of them is what structured cloning leaves', async () => {
    const plan = planOf(scenario)
    const total = new Tally(plan, 0, 60, wants)
    total.merge(structuredClone(await tallyOf()))
    const expected = await tallyOf()
    expect(total.stateTime.map((time) => time.toBigInt())).toEqual(expected.stateTime.map((time) => time.toBigInt()))
    expect([...total.gaps.keys()].sort()).toEqual([...expected.gaps.keys()].sort())
    expect(total.log?.sort()).toEqual(expected.log?.sort())
    expect(total.outcomes).toEqual(expected.outcomes)
  })

  test('leave the memory of the worker alone, which would drop its compiled code if some of it were taken away', async () => {
    const code = `
      let kept
      export function perform(task) {
        if (kept !== undefined) return [kept.changes.length, kept.outcomes.cohort.length, kept.log.chunks[0].key.length]
        return (kept = real(task))
      }`
    const executor: Executor = new threads.ThreadExecutor(1, threads.entry(code))
    const progress = new Int32Array(new SharedArrayBuffer(4))
    const task: Task = { run: 0, scenario, replication: 0, from: 0, to: 60, wants, sorted: false, progress, slot: 0 }
    const part = await executor.perform(task)
    const left: unknown = await executor.perform(task)
    await executor.close()
    expect(left).toEqual([part.changes.length, 60, part.log?.chunks[0]?.key.length])
    expect(left).not.toContain(0)
  })
})
