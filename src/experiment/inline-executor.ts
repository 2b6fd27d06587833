import type { Tally } from '../measure/tally.ts'
import type { Plan } from '../model/plan.ts'
import { type Executor, noteProgress, type Task } from './executor.ts'
import { simulate } from './simulate.ts'

/** Runs tasks of one plan in this thread, and lets signals and the terminal have their turn between its steps. */
export class InlineExecutor implements Executor {
  readonly workers = 1
  private readonly plan: Plan
  private closed = false

  constructor(plan: Plan) {
    this.plan = plan
  }

  async perform(task: Task): Promise<Tally> {
    const steps = simulate(this.plan, task, task.wants)
    for (;;) {
      const step = steps.next()
      if (step.done) {
        if (task.sorted) step.value.log?.sort()
        return step.value
      }
      noteProgress(task, step.value)
      await new Promise((resolve) => setImmediate(resolve))
      if (this.closed) throw new Error('the executor is closed')
    }
  }

  async close(): Promise<void> {
    this.closed = true
  }
}
