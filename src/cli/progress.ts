import { Presets, SingleBar } from 'cli-progress'
import { formatCount } from '../report/format.ts'
import type { Io } from './io.ts'

/** Runs shorter than this show no progress. */
const PATIENCE_MS = 1000

export interface Progress {
  readonly update: (done: number, total: number) => void
  readonly stop: () => void
}

/** Shows the progress of a run on standard error if that is a terminal, once the run has taken a second. */
export function startProgress({ stderr }: Io, quiet: boolean): Progress {
  if (stderr.isTTY !== true || quiet) return { update: () => {}, stop: () => {} }
  const format = '{bar} {percentage} % of {total} devices'
  const formatValue = (value: number, _options: unknown, type: string) =>
    type === 'total' ? formatCount(value) : String(value)
  const stream = stderr as unknown as NodeJS.WritableStream
  const bar = new SingleBar(
    { stream, format, formatValue, hideCursor: true, clearOnComplete: true, barsize: 30 },
    Presets.shades_classic,
  )
  const began = performance.now()
  let shown = false
  return {
    update(done, total) {
      if (!shown && performance.now() - began > PATIENCE_MS) {
        bar.start(total, done)
        shown = true
      }
      bar.update(done)
    },
    stop() {
      if (shown) bar.stop()
    },
  }
}
