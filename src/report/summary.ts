import type { Cause, Gap, StationName } from '../model/vocabulary.ts'
import type { ChangeKind } from '../scenario/scenario.ts'
import type { Assumption } from './assumptions.ts'

/** A point in time: local ISO 8601 with offset, and hours since the start. */
export interface Moment {
  readonly at: string
  readonly offsetHours: number
}

/** What a planner reads first, as plain data; `summary.json` holds exactly this. */
export interface Summary {
  readonly name: string
  readonly description: string
  readonly seed: string
  readonly fingerprint: string
  readonly fleet: FleetSummary
  readonly plan: PlanSummary
  readonly retention: RetentionSummary
  readonly handover: HandoverSummary
  /** In the order of management, protection, access. */
  readonly gaps: readonly GapSummary[]
  readonly load: LoadSummary
  readonly enrolments: { readonly ok: number; readonly failed: number; readonly refused: number }
  readonly calls: { readonly opened: number; readonly closed: number; readonly abandoned: number }
  readonly actions: ActionSummary
  /** In the order of the columns of `load.csv`. */
  readonly stations: readonly StationSummary[]
  /** `null`: the scenario has none. */
  readonly canary: CanarySummary | null
  /** Devices that are compliant, truly and as reported, as shares of the devices that are there. */
  readonly compliance: { readonly true: ShareRange; readonly reported: ShareRange }
  /** Duplicate profiles on the devices, counted as profiles. */
  readonly redundantProfiles: { readonly most: number; readonly end: number } & Moment
  readonly coverage: CoverageChart
  readonly thresholds: readonly ThresholdSummary[]
  readonly assumptions: readonly Assumption[]
}

export interface FleetSummary {
  /** There from the start. */
  readonly devices: number
  /** Arriving later, the canary left out. */
  readonly newDevices: number
  readonly cohorts: readonly CohortSummary[]
}

export interface CohortSummary {
  readonly name: string
  readonly devices: number
  readonly platform: string
  /** Whether its devices arrive during the run. */
  readonly arriving: boolean
}

export interface PlanSummary {
  readonly kind: ChangeKind
  readonly from: string
  readonly to: string
  readonly start: Moment
  readonly end: Moment
  readonly switch: Moment
  readonly timezone: string
  readonly waves: readonly ({ readonly name: string } & Moment)[]
  readonly conditionalAccess: AccessSummary | null
}

/** When access is denied to devices that are not compliant: on one date, or `graceHours` after each user's date. */
export interface AccessSummary {
  readonly enforced: Moment | null
  readonly graceHours: number
}

export interface RetentionSummary {
  readonly model: string
  readonly clock: string
  readonly endsAt: string
  readonly words: string
}

/** When shares of the fleet are under the new authority, in hours from the switch; `null`: not within the horizon. */
export interface HandoverSummary {
  readonly devices: number
  readonly moved: number
  readonly left: number
  /** Cut off with the profile their network depends on. */
  readonly stranded: number
  /** Unmanaged at the end, of a cause that does not pass by itself. */
  readonly neverReturn: number
  readonly timeTo: readonly { readonly percent: number; readonly hours: number | null }[]
}

export interface GapSummary {
  readonly gap: Gap
  /** Devices that had it at all. */
  readonly devices: number
  /** Devices that still have it at the horizon. */
  readonly open: number
  readonly deviceHours: number
  readonly overSevenDays: number
  readonly overSevenDaysShare: number
  /** Over the devices that had it. */
  readonly hours: { readonly p50: number; readonly p90: number; readonly p99: number; readonly max: number }
  readonly worst: { readonly devices: number; readonly share: number } & Moment
  /** Causes with at least one device, in order of precedence. */
  readonly causes: readonly CauseSummary[]
}

export interface CauseSummary {
  readonly cause: Cause
  readonly words: string
  readonly devices: number
  readonly open: number
  readonly deviceHours: number
}

export interface LoadSummary {
  readonly checkins: number
  readonly peak: { readonly checkins: number; readonly perMinute: number; readonly bucketMinutes: number } & Moment
  readonly refused: number
  readonly pushes: number
  readonly ticketsOpened: number
  readonly ticketsClosed: number
}

/** Hours from an action's issue to its execution, over the actions executed. */
export interface ActionSummary {
  readonly issued: number
  readonly executed: number
  readonly dropped: number
  readonly hours: { readonly p50: number; readonly p90: number; readonly max: number }
}

export interface StationSummary {
  readonly station: StationName
  readonly limited: boolean
  readonly served: number
  /** Over the customers served. */
  readonly waitHours: { readonly mean: number; readonly p50: number; readonly p90: number; readonly max: number }
  /** Busy time by open time of all servers; `null`: without a limit. */
  readonly utilisation: number | null
  /** When the longest line began; `null`: there was none. */
  readonly longestLine: { readonly customers: number; readonly since: Moment | null }
}

/** `null`: not within the horizon. */
export interface CanarySummary {
  readonly enrolled: Moment | null
  readonly visible: Moment | null
  readonly locked: Moment | null
}

export interface ShareRange {
  readonly lowest: number
  readonly end: number
}

/** The lowest coverage in each of equal parts of the horizon. */
export interface CoverageChart {
  readonly stepHours: number
  readonly management: CoverageSeries
  readonly protection: CoverageSeries
  readonly access: CoverageSeries
}

export interface CoverageSeries {
  readonly lowest: number
  readonly end: number
  readonly bars: readonly number[]
}

export interface ThresholdSummary {
  readonly text: string
  readonly metric: string
  /** `null`: a time that is not reached. */
  readonly value: number | null
  readonly verdict: 'pass' | 'fail'
}
