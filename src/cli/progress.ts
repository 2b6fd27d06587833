import type { Io } from './io.ts'
import type { openBar } from './progress-bar.ts'

/** Runs shorter than this show no progress. */
const PATIENCE_MS = 1000

export interface Progress {
  readonly update: (done: number, total: number) => void
  readonly stop: () => void
}

/**
 * Shows the progress of a run on standard error if that is a terminal, once the run has taken a second: only then is what
 * draws it loaded.
 */
export function startProgress({ stderr }: Io, quiet: boolean): Progress {
  if (stderr.isTTY !== true || quiet) return { update: () => {}, stop: () => {} }
  const began = performance.now()
  let state: 'waiting' | 'shown' | 'stopped' = 'waiting'
  let bar: ReturnType<typeof openBar> | null = null
  const show = async (done: number, total: number): Promise<void> => {
    state = 'shown'
    const { openBar } = await import('./progress-bar.ts')
    if (state === 'shown') bar = openBar(stderr, done, total)
  }
  return {
    update(done, total) {
      bar?.update(done)
      if (state === 'waiting' && performance.now() - began > PATIENCE_MS) void show(done, total)
    },
    stop() {
      state = 'stopped'
      bar?.stop()
    },
  }
}
