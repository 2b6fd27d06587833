import { Calendar } from './calendar.ts'
import { keyOf, NEVER } from './time.ts'

/** Entities that live on their own and meet only at stations; a row is the place of one entity's state. */
export interface Entities {
  /** Puts entity `number` into `row`, at time 0. */
  begin(row: number, number: number): void
  /** Runs the row alone up to the first key that is `limit` or later; the key of its meeting if it reaches one before, else `NEVER`. */
  advance(row: number, limit: number): number
  /** The meeting for which `advance` stopped takes place. */
  meet(row: number, key: number): void
  /** Closes the row's books at the horizon. */
  finish(row: number): void
  /** Stations that have events of their own. */
  readonly stations: readonly ActiveStation[]
  /** A row whose next meeting may have moved since the last question, because of what a station did; −1: none is left. */
  disturbed(): number
}

/** A station that acts at times of its own, as when a service ends. */
export interface ActiveStation {
  /** Key of its next event; `NEVER`: none as long as nobody comes. */
  peek(): number
  /** Makes everything happen that is due by `key`. */
  step(key: number): void
}

/** Length of a window of the calendar, in keys: one minute. */
const WINDOW = keyOf(60_000, 0)

/** Entities that run on between two pauses: a pause costs about as much as a thousandth of what they do. */
const PACE = 64

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
 * meetings are ordered, by key and then by number; events of stations come after the meetings of the same key. Row r
 * holds entity `from + r`.
 *
 * A station may change what a row does next. The row's earlier entry then stays in the calendar and is passed over.
 *
 * Pauses after every few entities that have run on, so that other things have their turn, and yields the share of all
 * entities' time up to the horizon that they have run.
 */
export function* runTogether(entities: Entities, from: number, to: number, horizon: number): Generator<number, void> {
  const limit = keyOf(horizon, 0)
  const rows = to - from
  const { stations } = entities
  const calendar = new Calendar(limit, WINDOW)
  /** Where a station may change what a row does next, the key of every row's and station's latest entry. */
  const next = new Float64Array(stations.length === 0 ? 0 : rows + stations.length).fill(NEVER)
  /** Sum of the keys up to which the rows have run. */
  let reached = 0
  let untilPause = PACE

  /** What is due before the present key, in the same ms, comes now. */
  const enter = (row: number, key: number): number => {
    const due = Math.max(key, calendar.time)
    if (stations.length > 0) next[row] = due
    if (due !== NEVER) calendar.add(due, row)
    return due
  }
  const runOn = (row: number, before: number): void => {
    const due = enter(row, entities.advance(row, limit))
    reached += Math.min(due, limit) - Math.min(before, limit)
    untilPause--
  }
  const watch = (): void => {
    for (let station = 0; station < stations.length; station++) {
      const key = stations[station]!.peek()
      if (Math.max(key, calendar.time) !== next[rows + station]) enter(rows + station, key)
    }
  }
  const share = (): number => {
    untilPause = PACE
    return reached / (rows * limit)
  }
  for (let row = 0; row < rows; row++) {
    entities.begin(row, from + row)
    runOn(row, 0)
    if (untilPause <= 0) yield share()
  }
  watch()
  while (calendar.next()) {
    const row = calendar.device
    const key = calendar.time
    if (stations.length > 0 && next[row] !== key) continue
    if (row < rows) {
      entities.meet(row, key)
      runOn(row, key)
    } else {
      next[row] = NEVER
      stations[row - rows]!.step(key)
    }
    if (untilPause <= 0) yield share()
    if (stations.length === 0) continue
    for (let other = entities.disturbed(); other >= 0; other = entities.disturbed()) runOn(other, next[other]!)
    watch()
  }
  for (let row = 0; row < rows; row++) {
    entities.finish(row)
    if (row % PACE === PACE - 1) yield share()
  }
}
