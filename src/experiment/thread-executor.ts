import { Piscina } from 'piscina'
import type { TallyData } from '../measure/tally.ts'
import type { Executor, Task } from './executor.ts'
import { RunError } from './run-error.ts'

/** The entry of a worker thread stands beside this module, in the sources as in the build. */
const ENTRY = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)

/**
 * Runs tasks in worker threads.
 *
 * A task whose worker fails (throws, ends, runs out of memory) is performed once more; all draws being functions of
 * device and decision, it gives the same bytes. A worker that runs out of memory may take the whole process with it,
 * which is why a run estimates its memory first.
 */
export class ThreadExecutor implements Executor {
  readonly workers: number
  private readonly pool: Piscina
  /** Called when threads cannot be started at all: the tasks under way would wait for ever. */
  private readonly underWay = new Set<(error: unknown) => void>()
  private closed = false

  constructor(workers: number, entry = ENTRY) {
    this.workers = workers
    this.pool = new Piscina({
      filename: entry.href,
      name: 'perform',
      minThreads: workers,
      maxThreads: workers,
      recordTiming: false,
    })
    this.pool.on('error', (error) => {
      for (const reject of this.underWay) reject(error)
    })
  }

  /** @throws RunError `worker-failed` when the task fails twice */
  async perform(task: Task): Promise<TallyData> {
    try {
      return await this.attempt(task)
    } catch (error) {
      if (this.closed) throw error
    }
    try {
      return await this.attempt(task)
    } catch (error) {
      if (this.closed) throw error
      throw failureOf(task, error)
    }
  }

  async close(): Promise<void> {
    this.closed = true
    await this.pool.destroy()
  }

  /** No race with one promise for all tasks: that would hold their results as long as it lives. */
  private async attempt(task: Task): Promise<TallyData> {
    let reject = (_: unknown): void => {}
    try {
      return await new Promise<TallyData>((resolve, onError) => {
        reject = onError
        this.underWay.add(reject)
        this.pool.run(task).then(resolve, onError)
      })
    } finally {
      this.underWay.delete(reject)
    }
  }
}

function failureOf({ scenario, from, to }: Task, error: unknown): RunError {
  const reason = error instanceof Error ? error.message : String(error)
  return new RunError(
    'worker-failed',
    `scenario "${scenario.name}", devices ${from + 1} to ${to}: a worker failed twice: ${reason}`,
    'If memory is short, fewer workers take less of it; one worker (--workers 1) runs in the process itself.',
    error,
  )
}
