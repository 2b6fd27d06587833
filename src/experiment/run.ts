import { runAlone, runTogether } from '../engine/run-loop.ts'
import { collect } from '../measure/collect.ts'
import type { Results } from '../measure/results.ts'
import { Tally } from '../measure/tally.ts'
import { DeviceLife } from '../model/device-life.ts'
import { type Plan, planOf } from '../model/plan.ts'
import type { Scenario } from '../scenario/scenario.ts'

export interface RunOptions {
  /** Keep the outcome of every device. */
  readonly devices?: boolean
  /** Keep every event. */
  readonly events?: boolean
  /** Devices per task where devices do not meet; the results do not depend on it. */
  readonly blockSize?: number
  /** Called after each task with the devices done and the devices in all. */
  readonly onProgress?: (done: number, total: number) => void
  readonly signal?: AbortSignal
  /** Which replication to run, from 0. */
  readonly replication?: number
}

/** A block of devices, from `from` to `to` (exclusive): what one worker does at a time. */
export interface Task {
  readonly from: number
  readonly to: number
}

const BLOCK = 16_384

/**
 * Runs a scenario: a list of tasks, each with its partial results, merged exactly in any order.
 *
 * Rejects with the signal's reason when aborted, at the next task's end.
 * @throws ConservationError when the results do not add up: a defect of the program.
 */
export async function run(scenario: Scenario, options: RunOptions = {}): Promise<Results> {
  const plan = planOf(scenario, options.replication)
  const wants = { devices: options.devices ?? false, events: options.events ?? false }
  const total = new Tally(plan, 0, plan.devices, wants)
  for (const task of tasksOf(plan, options.blockSize ?? BLOCK)) {
    total.merge(perform(plan, task, wants))
    options.onProgress?.(task.to, plan.devices)
    await turn()
    options.signal?.throwIfAborted()
  }
  return collect(plan, total)
}

/** Devices that meet at a station are one task; others are cut into blocks. */
export function tasksOf(plan: Plan, blockSize: number): readonly Task[] {
  if (plan.throttled) return [{ from: 0, to: plan.devices }]
  const tasks: Task[] = []
  for (let from = 0; from < plan.devices; from += blockSize) {
    tasks.push({ from, to: Math.min(plan.devices, from + blockSize) })
  }
  return tasks
}

/** Runs the devices of one task. */
export function perform(plan: Plan, task: Task, wants: { devices: boolean; events: boolean }): Tally {
  const tally = new Tally(plan, task.from, task.to, wants)
  const { horizon } = plan.scenario
  if (plan.throttled) runTogether(new DeviceLife(plan, tally, task.to - task.from), task.from, task.to, horizon)
  else runAlone(new DeviceLife(plan, tally, 1), task.from, task.to, horizon)
  return tally
}

/** Lets signals and the terminal have their turn between tasks. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
