import type { Cause, Gap } from '../model/vocabulary.ts'
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
  /** Duplicate profiles on the devices, counted as profiles. */
  readonly redundantProfiles: { readonly most: number; readonly end: number } & Moment
  readonly coverage: CoverageChart
  readonly thresholds: readonly ThresholdSummary[]
  readonly assumptions: readonly Assumption[]
}

export interface FleetSummary {
  readonly devices: number
  readonly cohorts: readonly { readonly name: string; readonly devices: number; readonly platform: string }[]
}

export interface PlanSummary {
  readonly kind: string
  readonly from: string
  readonly to: string
  readonly start: Moment
  readonly end: Moment
  readonly switch: Moment
  readonly timezone: string
  readonly waves: readonly ({ readonly name: string } & Moment)[]
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

/** The lowest coverage in each of equal parts of the horizon. */
export interface CoverageChart {
  readonly stepHours: number
  readonly management: CoverageSeries
  readonly protection: CoverageSeries
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
