import type { TimelineColumn } from '../../src/measure/results.ts'
import { type Document, HOUR, runOf } from './story.ts'

/** The count of a column at the start and whenever it has changed, looked at every hour, as `hour count`. */
export async function stepsOf(document: Document, column: TimelineColumn): Promise<readonly string[]> {
  const { scenario, timeline } = await runOf({ bucket: '1h', ...document })
  const steps: string[] = []
  let before = Number.NaN
  for (let bucket = 0; bucket < timeline.buckets; bucket++) {
    const count = timeline.count(column, 0, bucket)
    if (count !== before) steps.push(`${(bucket * scenario.bucket) / HOUR} ${count}`)
    before = count
  }
  return steps
}
