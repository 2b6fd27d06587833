import { Calendar } from './calendar.ts'
import { keyOf, NEVER } from './time.ts'

/** Entities that live on their own and meet only at stations; a row is the place of one entity's state. */
export interface Entities {
  /** Puts entity `number` into `row`, at time 0. */
  begin(row: number, number: number): void
  /** Runs the row alone up to the first key that is `limit` or later; the time of its meeting if it reaches one before, else `NEVER`. */
  advance(row: number, limit: number): number
  /** The meeting for which `advance` stopped takes place. */
  meet(row: number, time: number): void
  /** Closes the row's books at the horizon. */
  finish(row: number): void
}

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

/**
 * Runs entities `from` to `to` (exclusive) that meet at stations: each runs ahead alone to its next meeting, and only the
 * meetings are ordered, by time and then by number. Row r holds entity `from + r`.
 */
export function runTogether(entities: Entities, from: number, to: number, horizon: number): void {
  const limit = keyOf(horizon, 0)
  const calendar = new Calendar(horizon)
  for (let row = 0; row < to - from; row++) {
    entities.begin(row, from + row)
    const time = entities.advance(row, limit)
    if (time !== NEVER) calendar.add(time, row)
  }
  while (calendar.next()) {
    const row = calendar.device
    entities.meet(row, calendar.time)
    const time = entities.advance(row, limit)
    if (time !== NEVER) calendar.add(time, row)
  }
  for (let row = 0; row < to - from; row++) entities.finish(row)
}
