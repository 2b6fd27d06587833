import type { Distribution } from '../random/distribution.ts'

/**
 * A scenario with nothing left to resolve: defaults filled in, names checked, every duration in milliseconds and every
 * point in time in milliseconds since `start` (negative before it). `resolve.ts` makes it from a validated document.
 */
export interface Scenario {
  readonly name: string
  readonly description: string
  readonly seed: string
  /** The instant of `start`, ms since 1970-01-01T00:00Z. */
  readonly startEpoch: number
  /** IANA name; gives the local times in the outputs and the business hours of support. */
  readonly timezone: string
  readonly horizon: number
  readonly bucket: number
  readonly cohorts: readonly Cohort[]
  readonly change: Change
  readonly poll: Poll
  readonly push: Push
  /** Period of the Windows push channel's renewal, which is a check-in; `null` is off. */
  readonly channelRenewal: number | null
  readonly retention: Retention
  readonly support: Support
  readonly stations: Stations
  readonly thresholds: readonly Threshold[]
}

export const PLATFORMS = ['ios', 'ipados', 'macos', 'android', 'windows'] as const
export type Platform = (typeof PLATFORMS)[number]

/** The profile kinds that stay for a while after a change of authority, in the order of every table and file. */
export const KINDS = ['email', 'vpn', 'certificate', 'wifi', 'configuration'] as const
export type Kind = (typeof KINDS)[number]

/** What the new authority does with a kind of profile; see the scenario reference. */
export const RULES = ['same-name', 'renamed', 'unassigned', 'dropped', 'none'] as const
export type Rule = (typeof RULES)[number]

export const AUTHORITIES = ['hybrid', 'intune', 'office365', 'third-party', 'configmgr', 'unset'] as const
export type Authority = (typeof AUTHORITIES)[number]

export interface Cohort {
  readonly name: string
  readonly devices: number
  readonly platform: Platform
  readonly enrolment: 'user' | 'userless' | 'dem'
  /** Index of the cohort whose users own these devices: device i belongs to user i mod (its users); `null`: its own users. */
  readonly owners: number | null
  readonly devicesPerUser: number
  /** Share of users with a licence from the start. */
  readonly licensed: number
  readonly presence: Presence
  /** Per kind, shares that add up to 1 in the order of `RULES`. */
  readonly profiles: Readonly<Record<Kind, readonly RuleShare[]>>
  readonly dependsOn: DependsOn | null
}

export interface RuleShare {
  readonly rule: Rule
  readonly share: number
}

/** A `share` of the devices reaches the network through these kinds only; a share `fallbackNetwork` of those has another way. */
export interface DependsOn {
  readonly kinds: readonly Kind[]
  readonly share: number
  readonly fallbackNetwork: number
}

export type Presence =
  | { readonly kind: 'always' }
  | { readonly kind: 'renewal'; readonly online: Distribution; readonly offline: Distribution }
  | {
      readonly kind: 'weekly'
      readonly week: WorkDays
      readonly attendance: number
      readonly overnight: number
      /** Arrival and departure are each shifted by U(−spread, +spread). */
      readonly spread: number
    }
  /** Never online from `start` on; last seen that long before `start`. */
  | { readonly kind: 'dormant'; readonly lastSeen: number }
  /** Online in these intervals [from, to) and in no other time after `start`; sorted, disjoint, within [0, horizon]. */
  | { readonly kind: 'trace'; readonly online: readonly (readonly [number, number])[] }
  | { readonly kind: 'mixture'; readonly of: readonly { readonly share: number; readonly presence: Presence }[] }

/** Consecutive local calendar days of one zone, resolved: day d of the table is the local date `firstDay + d`. */
export interface WorkDays {
  /** Days since 1970-01-01 of the first row's local date. */
  readonly firstDay: number
  /** Local `from` and `to` of every calendar day, whether worked or not, ms since `start`. */
  readonly from: Float64Array
  readonly to: Float64Array
  /** 1 on a working day: the week day is one of `days` and no holiday. */
  readonly works: Uint8Array
}

export interface Change {
  readonly kind: 'in-place'
  readonly from: Authority
  readonly to: Authority
  /** The tenant switch. */
  readonly at: number
  readonly dem: 'stays' | 'moves-at-switch'
  /** In file order. */
  readonly waves: readonly Wave[]
  /** When the new authority's settings of a kind are ready: for devices moved by each wave, in the order of `waves`, and last for all others. */
  readonly settingsReady: readonly Readonly<Record<Kind, number>>[]
  readonly licences: readonly Licence[]
  readonly campaigns: readonly Campaign[]
  readonly actions: readonly Action[]
  readonly apns: Apns
}

/** `share` of the users of `cohorts`, or the next `count` of them, or (neither given) all of them. */
export interface Wave {
  readonly name: string
  readonly at: number
  readonly share: number | null
  readonly count: number | null
  /** Indexes into `Scenario.cohorts`, ascending. */
  readonly cohorts: readonly number[]
}

/** From `at`, a `share` of the users of `cohorts` who have no licence has one. */
export interface Licence {
  readonly at: number
  readonly cohorts: readonly number[]
  readonly share: number
}

/** A message sent at `at`: a share `response` of the users checks in by hand after `delay`. */
export interface Campaign {
  readonly at: number
  readonly cohorts: readonly number[]
  readonly response: number
  readonly delay: Distribution
}

export interface Action {
  readonly at: number
  readonly kind: 'sync' | 'switchDevices'
  readonly cohorts: readonly number[]
  readonly share: number
}

export interface Apns {
  /** The new authority starts without a certificate. */
  readonly required: boolean
  /** Certificate uploads, ascending by time. */
  readonly uploads: readonly { readonly at: number; readonly topic: 'original' | 'changed' }[]
  /** When the certificate then in place expires, ascending. */
  readonly expiries: readonly number[]
  readonly pushOnUpload: boolean
}

export interface Poll {
  /** Per platform; `null` is off. */
  readonly interval: Readonly<Record<Platform, number | null>>
  readonly jitter: number
  readonly onReconnect: 'overdue-poll' | 'next-phase' | 'immediately'
  readonly reconnectDelay: Distribution
  /** Platforms on which a device that no push reaches does not poll either. */
  readonly viaPush: readonly Platform[]
}

export interface Push {
  readonly enabled: boolean
  readonly detectDelay: Distribution
  readonly latency: Distribution
  readonly deadShare: number
  readonly loss: number
  readonly retries: number
  readonly retryEvery: number
  readonly timeToLive: { readonly apple: number; readonly fcm: number; readonly wns: number }
  readonly onSwitch: boolean
  readonly onWave: boolean
  readonly onReady: boolean
  readonly onLicence: boolean
}

export interface Retention {
  readonly max: Readonly<Record<Kind, Distribution>>
  readonly clock: 'change' | 'last-contact'
  readonly model: 'local-timer' | 'server-suspension'
  readonly endsAt: 'new-settings' | 'first-contact'
}

export interface Support {
  /** `null` is never. */
  readonly openedAt: number | null
  /** In working time if `hours` is set, else in plain time. */
  readonly leadTime: Distribution
  readonly devicesPerDay: number
  /** Working hours [from, to) in ms since `start`, ascending, from before `start` to past the horizon; `null`: around the clock. */
  readonly hours: readonly (readonly [number, number])[] | null
}

export interface Stations {
  readonly service: { readonly ratePerMinute: number; readonly retryAfter: Distribution } | null
}

/**
 * A condition on the results. A series needs `at` (ms since `start`) or an aggregate; a figure has neither.
 */
export interface Threshold {
  /** As the planner wrote it. */
  readonly text: string
  readonly metric: string
  readonly aggregate: 'at' | 'max' | 'min' | 'mean' | 'end' | 'p50' | 'p90' | 'p99' | 'value'
  readonly at: number | null
  readonly operator: '<' | '<=' | '>' | '>=' | '==' | '!='
  /** Shares and counts as they are, durations in hours. */
  readonly value: number
}
