import { Tally } from '../measure/tally.ts'
import { type Plan, planOf } from '../model/plan.ts'
import { noteProgress, type Task } from './executor.ts'
import { simulate } from './simulate.ts'

let current: { readonly run: number; readonly plan: Plan } | null = null

/**
 * Performs a task in a worker thread: the entry of the thread, and a file of its own in the build.
 *
 * The plan is computed once per run from the scenario. The tally is copied to the other thread, a thousandth of the time
 * that it took to make it. To move its memory would cost far more: V8 drops all compiled code that reads typed arrays
 * when the memory of one of them is taken away for the first time, and compiles it to something slower.
 */
export function perform(task: Task): Tally {
  if (current?.run !== task.run) current = { run: task.run, plan: planOf(task.scenario, task.replication) }
  const { plan } = current
  const tally = new Tally(plan, task.from, task.to, task.wants)
  for (const done of simulate(plan, task, tally)) noteProgress(task, done)
  if (task.sorted) tally.log?.sort()
  return tally
}
