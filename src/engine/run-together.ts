import { Calendar } from './calendar.ts'
import type { ActiveStation, MeetingEntities, Speculation } from './entities.ts'
import { keyOf, NEVER } from './time.ts'

/** Length of a window of the calendar, in keys: one minute. */
const WINDOW = keyOf(60_000, 0)

/** Entities that run on between two pauses: a pause costs about as much as a thousandth of what they do. */
const PACE = 64

/** How far rows run past their meetings at first, in keys: an hour; twice as far after each time that went well. */
const FIRST_REACH = keyOf(3_600_000, 0)

/** Ordered meetings per row after which it is worth trying to run past the next; twice as many after each failure. */
const PATIENCE = 0.5
const MOST_PATIENCE = 8

/**
 * Runs entities `from` to `to` (exclusive) that meet at stations: each runs ahead alone to its next meeting, and only the
 * meetings are ordered, by key and then by number; events of stations come after the meetings of the same key. Row r
 * holds entity `from + r`. Where the entities can speculate, rows run past meetings that make no difference.
 *
 * Pauses after every few entities that have run on, so that other things have their turn, and yields the share of all
 * entities' time up to the horizon that they have run.
 */
export function runTogether(
  entities: MeetingEntities,
  from: number,
  to: number,
  horizon: number,
): Generator<number, void> {
  return new OrderedRun(entities, to - from, keyOf(horizon, 0)).run(from)
}

class OrderedRun {
  private readonly entities: MeetingEntities
  private readonly rows: number
  private readonly limit: number
  private readonly stations: readonly ActiveStation[]
  private readonly calendar: Calendar
  /**
   * The key of the latest entry of every row, of every station and of the next speculation. What a row does next may
   * change; its earlier entry then stays in the calendar and is passed over.
   */
  private readonly next: Float64Array
  /** Sum of the keys up to which the rows have run. */
  private reached = 0
  private untilPause = PACE

  /** Rows that have run past meetings: to their entry, or without one to `front`. */
  private readonly ahead: Uint8Array
  private front = 0
  private reach = FIRST_REACH
  private patience = PATIENCE
  private untilAttempt = 0

  constructor(entities: MeetingEntities, rows: number, limit: number) {
    this.entities = entities
    this.rows = rows
    this.limit = limit
    this.stations = entities.stations
    this.calendar = new Calendar(limit, WINDOW)
    this.next = new Float64Array(rows + this.stations.length + 1).fill(NEVER)
    this.ahead = new Uint8Array(rows)
  }

  *run(from: number): Generator<number, void> {
    const { entities, rows, stations, calendar, next, ahead } = this
    const { speculation } = entities
    const end = rows + stations.length
    for (let row = 0; row < rows; row++) {
      if (row % PACE === 0) entities.begin(row, from + row, Math.min(PACE, rows - row))
      this.runOn(row, 0)
      if (this.untilPause <= 0) yield this.share()
    }
    this.watch()
    if (speculation !== null) yield* this.speculate(speculation, 0)
    while (calendar.next()) {
      const row = calendar.device
      const key = calendar.time
      if (next[row] !== key) continue
      if (row === end) {
        next[end] = NEVER
        yield* this.speculate(speculation!, key)
        continue
      }
      if (row >= rows) {
        next[row] = NEVER
        stations[row - rows]!.step(key)
      } else if (ahead[row] === 1) {
        ahead[row] = 0
        this.runOn(row, key)
      } else if (key < this.front && speculation!.conflictsAt(key)) {
        this.enter(row, key)
        yield* this.rollBack(speculation!, key)
        continue
      } else {
        entities.meet(row, key)
        this.runOn(row, key)
        this.untilAttempt--
      }
      if (this.untilPause <= 0) yield this.share()
      if (stations.length > 0) {
        for (let other = entities.disturbed(); other >= 0; other = entities.disturbed()) this.runOn(other, next[other]!)
        this.watch()
      }
      if (this.untilAttempt < 0 && speculation?.isPromising(key)) yield* this.speculate(speculation, key)
    }
    for (let row = 0; row < rows; row++) {
      entities.finish(row)
      if (row % PACE === PACE - 1) yield this.share()
    }
  }

  /** Files the row's next meeting; what is due before the present key, in the same ms, comes now. */
  private enter(row: number, key: number): number {
    const due = Math.max(key, this.calendar.time)
    this.next[row] = due
    if (due !== NEVER) this.calendar.add(due, row)
    return due
  }

  /** Lets the row, which has run up to the key `before`, run to its next meeting. */
  private runOn(row: number, before: number): void {
    this.passed(before, this.enter(row, this.entities.advance(row, this.limit)))
  }

  private passed(before: number, after: number): void {
    this.reached += Math.min(after, this.limit) - Math.min(before, this.limit)
    this.untilPause--
  }

  private watch(): void {
    const { stations, calendar, next, rows } = this
    for (let station = 0; station < stations.length; station++) {
      const key = stations[station]!.peek()
      if (Math.max(key, calendar.time) !== next[rows + station]) this.enter(rows + station, key)
    }
  }

  private share(): number {
    this.untilPause = PACE
    return this.reached / (this.rows * this.limit)
  }

  /**
   * Lets all rows whose next meetings make no difference run past them, up to the front, which moves on if the present
   * key has come to it.
   */
  private *speculate(speculation: Speculation, key: number): Generator<number, void> {
    const { rows, next, ahead } = this
    const old = this.front
    const moves = key >= old
    if (moves) {
      this.front = Math.min(this.limit, key - (key % 16) + this.reach)
      this.enter(rows + this.stations.length, this.front)
    }
    for (let row = 0; row < rows; row++) {
      const waits = next[row] !== NEVER
      if (ahead[row] === 1 ? waits || !moves : !waits) continue
      const before = waits ? next[row]! : old
      const at = speculation.run(row, this.front)
      if (at >= 0) {
        ahead[row] = 1
        next[row] = NEVER
        if (at < this.front) this.enter(row, at)
        this.passed(before, at)
      } else if (ahead[row] === 1) {
        ahead[row] = 0
        this.runOn(row, before)
      }
      if (this.untilPause <= 0) yield this.share()
    }
    const conflict = speculation.firstConflict(key, this.front)
    if (conflict < this.front) yield* this.rollBack(speculation, conflict)
    else {
      if (moves) this.reach *= 2
      this.patience = PATIENCE
    }
    this.untilAttempt = this.patience * rows
  }

  /** Takes back what rows have done from `key` on. If that is still to come, it is the new front, at which they wait. */
  private *rollBack(speculation: Speculation, key: number): Generator<number, void> {
    const { rows, next, ahead, front, calendar } = this
    const end = rows + this.stations.length
    this.front = key
    next[end] = NEVER
    if (key > calendar.time) this.enter(end, key)
    for (let row = 0; row < rows; row++) {
      const at = next[row] === NEVER ? front : next[row]!
      if (ahead[row] === 0 || at <= key) continue
      speculation.rollBack(row, front, key)
      this.passed(at, key)
      if (key > calendar.time) next[row] = NEVER
      else {
        ahead[row] = 0
        this.runOn(row, key)
      }
      if (this.untilPause <= 0) yield this.share()
    }
    this.reach = FIRST_REACH
    this.patience = Math.min(MOST_PATIENCE, 2 * this.patience)
    this.untilAttempt = this.patience * rows
  }
}
