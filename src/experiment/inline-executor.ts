import type { EventRun } from '../measure/event-log.ts'
import { Tally } from '../measure/tally.ts'
import type { Plan } from '../model/plan.ts'
import { type Executor, noteProgress, type Task } from './executor.ts'
import { PART_EVENTS } from './memory.ts'
import { simulate } from './simulate.ts'

/** Runs tasks of one plan in this thread, and lets signals and the terminal have their turn between its steps. */
export class InlineExecutor implements Executor {
  readonly workers = 1
  private readonly plan: Plan
  private readonly most: number
  private closed = false

  /** `most`: how many events gather before they are handed over, if a step has not made more of them. */
  constructor(plan: Plan, most = PART_EVENTS) {
    this.plan = plan
    this.most = most
  }

  async perform(task: Task, onEvents?: (run: EventRun) => Promise<void>): Promise<Tally> {
    const tally = new Tally(this.plan, task.from, task.to, task.wants)
    const log = task.sorted ? tally.log : null
    for (const done of simulate(this.plan, task, tally)) {
      noteProgress(task, done)
      if (log !== null && onEvents !== undefined && log.length >= this.most) await onEvents(log.take())
      await new Promise((resolve) => setImmediate(resolve))
      if (this.closed) throw new Error('the executor is closed')
    }
    log?.sort()
    return tally
  }

  async close(): Promise<void> {
    this.closed = true
  }
}
