import type { Task } from './executor.ts'

const PROGRESS_MS = 100

export interface ProgressWatch {
  /** Tells how far the tasks are, if they are further than before. */
  readonly report: () => void
  readonly stop: () => void
}

/** Tells now and then how many devices of `devices` the tasks have done, until it is stopped. */
export function watchProgress(
  tasks: readonly Task[],
  devices: number,
  onProgress: ((done: number, total: number) => void) | undefined,
): ProgressWatch {
  let told = 0
  const report = (): void => {
    const done = tasks[0]!.progress.reduce((sum, part) => sum + part, 0)
    if (done > told) onProgress?.(done, devices)
    told = Math.max(told, done)
  }
  const ticker = setInterval(report, PROGRESS_MS)
  return { report, stop: () => clearInterval(ticker) }
}
