import type { Cause, Gap, State, StationName } from '../model/vocabulary.ts'
import type { Kind, Scenario } from '../scenario/scenario.ts'

/**
 * What a run computes, merged over its tasks: everything that the summary, the files and the thresholds are made of.
 * Series 0 is the whole fleet, series 1 + c is cohort c.
 */
export interface Results {
  readonly scenario: Scenario
  readonly timeline: Timeline
  readonly load: Load
  readonly ledger: Ledger
  readonly handover: Handover
  /** In the order of `STATIONS`, those without a limit or customers too. */
  readonly stations: readonly StationFigures[]
  readonly actions: ActionTimes
  /** `null`: the scenario has none. */
  readonly canary: CanaryTimes | null
  readonly devices: DeviceOutcomes | null
  readonly events: EventTrace | null
  /** Hash of every device's trajectory, 16 hexadecimal digits; the same for any partition of the work. */
  readonly fingerprint: string
  /** Timers handled, stale ones not counted. */
  readonly handled: number
}

/**
 * Device counts at the first instant of each bucket (0, bucket, 2·bucket, ... below the horizon), after all its events.
 * New devices count from their arrival, in every column: `devices` of a series are those that are there by then.
 */
export interface Timeline {
  readonly buckets: number
  /** `all`, then the cohorts in file order. */
  readonly series: readonly string[]
  /** How many devices of `series` count for `column` in `bucket`. */
  count(column: TimelineColumn, series: number, bucket: number): number
}

export type TimelineColumn =
  | 'devices'
  | State
  /** Managed, protected, let in: the three coverages as counts. */
  | 'managed'
  | 'protected'
  | 'admitted'
  | `protected_${Kind}`
  | 'compliance_true'
  | 'compliance_reported'
  /** Under the new authority and online. */
  | 'reachable'
  /** With a hidden record. */
  | 'hidden'
  /** Duplicate profiles on devices, counted as profiles. */
  | 'redundant'

/**
 * Flows per bucket [start, end) of the whole fleet, by column name of `load.csv`, in the file's order. A `<station>_queue`
 * is the line at the bucket's first instant, after all its events; a `<station>_busy` the mean number of busy servers.
 */
export interface Load {
  readonly columns: ReadonlyMap<string, Float64Array>
  /** Sum over the run; 0 for an unknown column. */
  total(column: string): number
}

/** Device-time without coverage, by gap, cause and series. */
export interface Ledger {
  /** Rows with at least one device, by gap, then series, then cause in order of precedence. */
  readonly rows: readonly GapRow[]
  /** One row per gap and series over all causes, those without devices too. */
  readonly totals: readonly GapTotal[]
}

export interface GapFigures {
  readonly gap: Gap
  readonly series: number
  /** Devices with a positive sum. */
  readonly devices: number
  /** Of these, devices with the gap still open at the horizon. */
  readonly open: number
  readonly deviceHours: number
  /** Quantiles over `devices`, ms; 0 when there are none. */
  readonly p50: number
  readonly p90: number
  readonly p99: number
  readonly max: number
}

export interface GapRow extends GapFigures {
  readonly cause: Cause
}

export interface GapTotal extends GapFigures {
  /** Devices whose sum is more than seven days. */
  readonly overSevenDays: number
}

/** When the fleet came under the new authority: new devices left out, and those that leave it again counted no more. */
export interface Handover {
  /** Devices that were there from the start. */
  readonly devices: number
  /** Devices under the new authority at the horizon. */
  readonly moved: number
  /** Devices cut off with the profile their network depends on, managed or not: they do not come back by themselves. */
  readonly stranded: number
  /** Time from `change.at` (negative before it) to the first minute in which at least ⌈q·n⌉ devices are; `null`: not reached. */
  timeTo(q: number): number | null
}

/** What a station did within the horizon; times in ms. */
export interface StationFigures {
  readonly name: StationName
  /** Whether the scenario limits what it can do. */
  readonly limited: boolean
  /** Customers whose service has begun: the waits are theirs. */
  readonly served: number
  readonly meanWait: number
  /** Quantiles of the waits; 0 when nobody was served. */
  readonly p50: number
  readonly p90: number
  readonly max: number
  /** The longest line that lasted, and the first time at which it was so long; `null`: there was never one. */
  readonly longestQueue: number
  readonly longestAt: number | null
  /**
   * Busy time by the open time of all servers; a station with a rate is one server. More than 1 where services go on
   * after closing, 0 where it never opens, `null` where it has no limit.
   */
  readonly utilisation: number | null
}

/** How long executed actions took from their issue, ms; 0 when there are none. */
export interface ActionTimes {
  readonly executed: number
  readonly p50: number
  readonly p90: number
  readonly max: number
}

/** When the canary was first enrolled, visible in the console and locked, ms since `start`; `null`: not within the horizon. */
export interface CanaryTimes {
  readonly enrolled: number | null
  readonly visible: number | null
  readonly locked: number | null
}

/** One entry per device, in device order; times in ms since `start`, NaN where it never happens. */
export interface DeviceOutcomes {
  readonly cohort: Int32Array
  /** Number of the owner over the whole fleet, from 1; 0: none. */
  readonly user: Int32Array
  /** Index of the wave that moved it; −1: none. */
  readonly wave: Int16Array
  readonly changedAt: Float64Array
  readonly firstCheckin: Float64Array
  readonly managedAt: Float64Array
  readonly enrolledAt: Float64Array
  readonly certificateEnd: Float64Array
  readonly protectedAgain: Float64Array
  /** One array per gap, in the order of `GAPS`. */
  readonly gaps: readonly Float64Array[]
  /** Index into `CAUSES`; −1: no gap. */
  readonly mainCause: Int8Array
  /** Index into `STATES`. */
  readonly finalState: Int8Array
}

/** Every event of every device, in the published order. */
export interface EventTrace {
  readonly length: number
  readonly time: Float64Array
  /** From 1. */
  readonly device: Int32Array
  /** Index into `names`. */
  readonly event: Uint8Array
  /** Index into `details`. */
  readonly detail: Uint8Array
  readonly names: readonly string[]
  readonly details: readonly string[]
}
