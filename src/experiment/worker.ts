import { move, transferableSymbol, valueSymbol } from 'piscina'
import { buffersOf, Tally } from '../measure/tally.ts'
import { type Plan, planOf } from '../model/plan.ts'
import { noteProgress, type Task } from './executor.ts'
import { simulate } from './simulate.ts'

let current: { readonly run: number; readonly plan: Plan } | null = null

/**
 * Performs a task in a worker thread: the entry of the thread, and a file of its own in the build.
 *
 * The plan is computed once per run from the scenario. The columns of the tally move to the other thread, whatever their
 * size; only its few sums are copied.
 */
export function perform(task: Task): ReturnType<typeof move> {
  if (current?.run !== task.run) current = { run: task.run, plan: planOf(task.scenario, task.replication) }
  const { plan } = current
  const tally = new Tally(plan, task.from, task.to, task.wants)
  for (const done of simulate(plan, task, tally)) noteProgress(task, done)
  if (task.sorted) tally.log?.sort()
  return move({ [transferableSymbol]: buffersOf(tally), [valueSymbol]: tally })
}
