import type { LoneEntities } from './entities.ts'
import { keyOf } from './time.ts'

/** Rows that are run at a time: their state fits the nearest caches. */
export const BATCH = 64

/**
 * Runs entities `from` to `to` (exclusive), which never meet, from start to horizon in rows 0 to `BATCH` − 1.
 *
 * The entities of a batch take turns timer by timer. They are alike, so that what one needs of the program's code and of
 * the processor's predictions is still there for the next; one whole life after the other would take a third longer.
 */
export function runAlone(entities: LoneEntities, from: number, to: number, horizon: number): void {
  const limit = keyOf(horizon, 0)
  const running = new Int32Array(BATCH)
  for (let first = from; first < to; first += BATCH) {
    const rows = Math.min(BATCH, to - first)
    entities.begin(0, first, rows)
    for (let row = 0; row < rows; row++) running[row] = row
    for (let left = rows; left > 0; ) left = takeTurns(entities, running, left, limit)
    for (let row = 0; row < rows; row++) entities.finish(row)
  }
}

/** Lets each of the first `count` rows of `running` come to its next timer and fire it; moves those up that go on, and returns their number. */
function takeTurns(entities: LoneEntities, running: Int32Array, count: number, limit: number): number {
  for (let i = 0; i < count; i++) entities.coast(running[i]!, limit)
  let left = 0
  for (let i = 0; i < count; i++) {
    const row = running[i]!
    if (entities.step(row, limit)) running[left++] = row
  }
  return left
}
