import type { EventRun } from '../measure/event-log.ts'
import type { TallyData } from '../measure/tally.ts'
import type { Executor, Task } from './executor.ts'

/** Takes the result of a task; the next task of the same lane waits for it. */
export type Take = (part: TallyData, task: Task) => Promise<void> | void

/** Takes events of a task before its result. */
export type TakeEvents = (run: EventRun) => Promise<void>

/**
 * Has an executor perform tasks, a few more at a time than it has workers, so that none of them waits for the next.
 *
 * Results are taken as they come, or with `inOrder` in the order of the tasks; then no task begins that is further ahead
 * of the first one missing than there are lanes.
 */
export async function gather(
  executor: Executor,
  tasks: readonly Task[],
  take: Take,
  inOrder: boolean,
  onEvents?: TakeEvents,
): Promise<void> {
  let next = 0
  let before: Promise<void> = Promise.resolve()
  const one = async (task: Task, earlier: Promise<void>): Promise<void> => {
    const part = await executor.perform(task, onEvents)
    await earlier
    await take(part, task)
  }
  const lane = async (): Promise<void> => {
    while (next < tasks.length) {
      const taken = one(tasks[next++]!, before)
      if (inOrder) before = taken
      await taken
    }
  }
  const { workers } = executor
  const lanes = workers === 1 ? 1 : inOrder ? 2 * workers : workers + 2
  await Promise.all(Array.from({ length: Math.min(lanes, tasks.length) }, lane))
}
