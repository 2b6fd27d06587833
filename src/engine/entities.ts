/** Entities with timers of their own; a row is the place of one entity's state. */
export interface Entities {
  /** Puts `count` entities, from `number` on, into the rows from `row` on, at time 0. */
  begin(row: number, number: number, count: number): void
  /** Closes the row's books at the horizon. */
  finish(row: number): void
}

/** Entities that never meet. */
export interface LoneEntities extends Entities {
  /** Runs the row through everything that is usual, up to `limit` or to its first timer that may be something else. */
  coast(row: number, limit: number): void
  /** Lets the row's next timer fire; false if there is none before `limit`. */
  step(row: number, limit: number): boolean
}

/** Entities that live on their own and meet only at stations. */
export interface MeetingEntities extends Entities {
  /** Runs the row alone up to the first key that is `limit` or later; the key of its meeting if it reaches one before, else `NEVER`. */
  advance(row: number, limit: number): number
  /** The meeting for which `advance` stopped takes place. */
  meet(row: number, key: number): void
  /** Stations that have events of their own. */
  readonly stations: readonly ActiveStation[]
  /** A row whose next meeting may have moved since the last question, because of what a station did; −1: none is left. */
  disturbed(): number
  /** How rows run past meetings that will make no difference; `null`: every meeting may. */
  readonly speculation: Speculation | null
}

/** A station that acts at times of its own, as when a service ends. */
export interface ActiveStation {
  /** Key of its next event; `NEVER`: none as long as nobody comes. */
  peek(): number
  /** Makes everything happen that is due by `key`. */
  step(key: number): void
}

/**
 * Optimistic execution (Jefferson, "Virtual time", 1985), for a station that serves at once as long as it has room: the
 * order of those who come makes no difference then, so that a row can run past its meetings, on the assumption that
 * there is room for all. Where the assumption fails, everything from there on is taken back.
 */
export interface Speculation {
  /**
   * Runs the row past its meetings up to `limit`, or to its first timer that may do something else, and returns the key
   * where it stopped; −1, and nothing happens, if its next timer is such a one already.
   */
  run(row: number, limit: number): number
  /**
   * Takes back what the row has done from `key` on since `run`, whose limit was `limit`; or was before it, if the row
   * stopped at a timer of its own.
   */
  rollBack(row: number, limit: number, key: number): void
  /** Whether a meeting at `key` may find no room because of those who have run past it. */
  conflictsAt(key: number): boolean
  /** The first key from `from` on, before `limit`, at which more have run past than there is room for; `limit`: none. */
  firstConflict(from: number, limit: number): number
  /** Whether the station is likely to have room for everyone from `key` on. */
  isPromising(key: number): boolean
}
