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
  readonly enrolment: Enrolment
  /** `null`: access is never denied. */
  readonly conditionalAccess: ConditionalAccess | null
  readonly helpDesk: HelpDesk | null
  readonly identityCertificate: IdentityCertificate
  readonly cleanup: Cleanup | null
  readonly compliance: Compliance
  readonly categories: Categories
  readonly canary: Canary | null
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

export const CHANGES = ['in-place', 'coexistence', 'third-party', 'co-management', 'set'] as const
export type ChangeKind = (typeof CHANGES)[number]

/** Remote actions, in the order of their draws; append-only. */
export const ACTIONS = [
  'sync',
  'switchDevices',
  'rename',
  'inventory',
  'lock',
  'restart',
  'freshStart',
  'wipe',
  'retire',
  'delete',
  'appWipe',
  'remoteControl',
  'reenrol',
] as const
export type ActionKind = (typeof ACTIONS)[number]

/** Opening hours [from, to) in ms since `start`, ascending, from before `start` to past the horizon; `null`: around the clock. */
export type Hours = readonly (readonly [number, number])[] | null

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
  /** Share of the devices that are in a device category. */
  readonly category: number
  /** When new devices arrive; `null`: the devices are there from the start. */
  readonly arrivals: Arrivals | null
}

/** Each device arrives at an instant drawn evenly from [from, until), of the working time in it if there are `hours`. */
export interface Arrivals {
  readonly from: number
  readonly until: number
  readonly hours: Hours
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
  readonly kind: ChangeKind
  readonly from: Authority
  readonly to: Authority
  /**
   * In-place: the tenant switch. Third-party, co-management: the announcement, or the start, for users in no wave. Set:
   * when the authority is set. Coexistence: when it is enabled, or Office 365 MDM active.
   */
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
  /** When the old third-party service is switched off; `null`: never. */
  readonly decommission: number | null
  /** Co-management: devices enrol at their date plus U(0, `enrolSpread`). */
  readonly enrolSpread: number
  /** How users answer the announcement, and how long a device lies between unenrolment and the first attempt to enrol. */
  readonly migrate: { readonly response: number; readonly delay: Distribution; readonly pause: Distribution }
  /** Co-management: from `at` the new authority delivers these kinds to the cohorts. */
  readonly workloads: readonly Workload[]
}

export interface Workload {
  readonly at: number
  readonly cohorts: readonly number[]
  readonly kinds: readonly Kind[]
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

/** From `at`, a `share` of the users of `cohorts` who have no licence has one; or, to `remove`, of those with one loses it. */
export interface Licence {
  readonly at: number
  readonly cohorts: readonly number[]
  readonly share: number
  readonly remove: boolean
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
  readonly kind: ActionKind
  /** What the planner calls it; '' without a name. */
  readonly name: string
  readonly cohorts: readonly number[]
  readonly share: number
  /** Wipe and fresh start: the device stays enrolled. */
  readonly keep: boolean
  /** Share of the devices unenrolled by it that enrol again. */
  readonly returns: number
  /** Restart: share of the devices that stay offline because they are locked. */
  readonly locked: number
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
  readonly hours: Hours
}

export interface Enrolment {
  /** From a user's first step to the end of the attempt. */
  readonly duration: Distribution
  /** Share of the attempts that fail at their end. */
  readonly failure: number
  /** From a refusal or a failure to the next attempt. */
  readonly retry: Distribution
}

export interface ConditionalAccess {
  /** When it is enforced on everybody; `null`: `grace` after the user's wave, or after `change.at` for those in none. */
  readonly enforceAt: number | null
  readonly grace: number
  /** For how long a device that stops being compliant keeps its access. */
  readonly tokenLife: Distribution
  readonly unblockDelay: Distribution
  /** When the old service's rules end; `null`: with the user's wave, or at `change.at`. */
  readonly oldEndsAt: number | null
  /** The rules cover the enrolment app: a blocked device cannot enrol. */
  readonly coversEnrolment: boolean
  /** A blocked user's answer to the message that access is denied. */
  readonly nudge: { readonly response: number; readonly delay: Distribution }
}

export interface HelpDesk {
  readonly agents: number
  readonly handling: Distribution
  readonly hours: Hours
  /** How long a caller waits; `null`: for ever. */
  readonly patience: Distribution | null
  /** From the opening of a gap, or the end of the last call in it, to a call. */
  readonly callAfter: Distribution
}

export interface IdentityCertificate {
  /** Life left at the last contact before the start. */
  readonly remaining: Distribution
  readonly life: number
  /** A check-in with no more than this left renews it. */
  readonly renewBefore: number
}

/** Records of devices without a contact for so long are hidden, or removed. */
export interface Cleanup {
  readonly after: number
  readonly mode: 'hide' | 'remove'
}

export interface Compliance {
  /** A device without a contact for longer is not compliant. */
  readonly validity: number
  /** For how long after the own change the console reports the value before it. */
  readonly reportLag: Distribution
}

/** Which kinds are assigned through device categories, and at which rate people put devices into categories by hand. */
export interface Categories {
  readonly kinds: readonly Kind[]
  readonly ratePerHour: number
  readonly hours: Hours
}

/** A device that is enrolled to see whether it works: the last cohort. It tries again each `repeat`; `visibleDelay` after its enrolment it is locked. */
export interface Canary {
  readonly cohort: number
  readonly repeat: number
  readonly visibleDelay: number
}

export interface Stations {
  readonly service: { readonly ratePerMinute: number; readonly retryAfter: Distribution } | null
  /** Pushes leave in batches of at most `batch`, one each `every` ms. */
  readonly push: { readonly batch: number; readonly every: number; readonly order: 'queue' | 'fixed' | 'random' } | null
  /** Certificates are issued at most so many a minute. */
  readonly scep: { readonly ratePerMinute: number } | null
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
