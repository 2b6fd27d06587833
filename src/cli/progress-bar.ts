import { Presets, SingleBar } from 'cli-progress'
import { formatCount } from '../report/format.ts'
import type { TextSink } from './io.ts'

/** Shows a bar on a terminal. */
export function openBar(stderr: TextSink, done: number, total: number): Pick<SingleBar, 'update' | 'stop'> {
  const format = '{bar} {percentage} % of {total} devices'
  const formatValue = (value: number, _options: unknown, type: string) =>
    type === 'total' ? formatCount(value) : String(value)
  const stream = stderr as unknown as NodeJS.WritableStream
  const bar = new SingleBar(
    { stream, format, formatValue, hideCursor: true, clearOnComplete: true, barsize: 30 },
    Presets.shades_classic,
  )
  bar.start(total, done)
  return bar
}
