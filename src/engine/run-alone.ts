import type { Entities } from './entities.ts'
import { keyOf, NEVER } from './time.ts'

/**
 * Runs entities `from` to `to` (exclusive) one after the other, each from start to horizon in row 0 while its state is
 * in the nearest cache. For entities that never meet: a meeting here is an error of the model.
 */
export function runAlone(entities: Entities, from: number, to: number, horizon: number): void {
  const limit = keyOf(horizon, 0)
  for (let number = from; number < to; number++) {
    entities.begin(0, number)
    if (entities.advance(0, limit) !== NEVER) throw new Error('an entity that runs alone stands at a station')
    entities.finish(0)
  }
}
