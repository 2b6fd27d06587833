import { KINDS } from './scenario.ts'

/** What a threshold can ask of a metric: a series over time, a gap's device-hours, or the time to a share. */
export type MetricShape = 'series' | 'gap-hours' | 'time-to'

/** In what a metric is measured; durations are written for hours only. */
export type MetricUnit = 'share' | 'count' | 'hours'

export interface Metric {
  readonly shape: MetricShape
  readonly unit: MetricUnit
}

const GAPS = ['management', 'protection', 'access']
const STATES =
  'removed unenrolled enrolling identity_expired apns_blocked orphaned needs_ticket unlicensed pending registered managed_new managed_old'
const OUTCOMES = 'ok apns_blocked throttled unlicensed not_migrated identity_expired'
const TRIGGERS = 'poll push company_portal admin_sync enrolment_burst channel_renewal'
const PUSHES = 'due suppressed delivered lost expired coalesced'
const CALLS = 'opened closed abandoned'
const ACTION_FATES = 'issued executed dropped'
const STATIONS = ['push', 'scep', 'help_desk', 'categories', 'support']

/** Every metric a threshold can name: the numeric columns of `timeline.csv` and `load.csv`, the gaps, the times to a share. */
export const METRICS: ReadonlyMap<string, Metric> = new Map([
  ...series('count', ['devices', ...STATES.split(' ')]),
  ...series('share', ['management_coverage', 'protection_coverage', 'access_coverage']),
  ...series('count', prefixed('protected_', KINDS)),
  ...series('count', ['compliance_true', 'compliance_reported', 'reachable', 'hidden', 'checkins_attempted']),
  ...series('count', prefixed('checkins_', OUTCOMES.split(' '))),
  ...series('count', prefixed('checkins_by_', TRIGGERS.split(' '))),
  ...series('count', prefixed('pushes_', PUSHES.split(' '))),
  ...series('count', prefixed('enrolments_', ['ok', 'failed', 'refused'])),
  ...series('count', ['certificates_issued', 'tickets_opened', 'tickets_closed']),
  ...series('count', prefixed('calls_', CALLS.split(' '))),
  ...series('count', prefixed('actions_', ACTION_FATES.split(' '))),
  ...series(
    'count',
    STATIONS.flatMap((station) => [`${station}_queue`, `${station}_busy`]),
  ),
  ...series(
    'count',
    GAPS.map((gap) => `${gap}_gap_devices`),
  ),
  ...GAPS.map((gap): [string, Metric] => [`${gap}_gap_hours`, { shape: 'gap-hours', unit: 'hours' }]),
  ...['50', '90', '95', '99', '100'].map((q): [string, Metric] => [
    `time_to_${q}`,
    { shape: 'time-to', unit: 'hours' },
  ]),
])

function series(unit: MetricUnit, names: readonly string[]): [string, Metric][] {
  return names.map((name) => [name, { shape: 'series', unit }])
}

function prefixed(prefix: string, names: readonly string[]): string[] {
  return names.map((name) => prefix + name)
}
