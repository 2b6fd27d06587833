import type {
  GapFigures,
  GapRow,
  GapTotal,
  Results,
  StationFigures,
  TimelineColumn,
} from '../../src/measure/results.ts'
import { GAPS, OUTCOMES, PUSH_FATES, STATES, STATIONS, TRIGGERS } from '../../src/model/vocabulary.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { KINDS } from '../../src/scenario/scenario.ts'
import type { ScenarioDocument } from '../../src/scenario/schema/schema.ts'

const HOUR = 3_600_000

const TEXT = `name: Fake
seed: fake
start: 2026-03-29T00:00
timezone: Europe/Paris
horizon: 4h
bucket: 1h
fleet:
  - { cohort: phones, devices: 3, platform: ios, presence: always }
  - { cohort: kiosks, devices: 1, platform: android, enrolment: userless, presence: dormant }
change:
  kind: in-place
  from: hybrid
  to: intune
  at: 1h
  waves: [{ name: pilot, at: 30m, count: 1 }]
`

/** Per column, the counts of phones and of kiosks in four buckets; columns that are not here are 0. */
type Counts = Partial<Record<TimelineColumn, readonly [readonly number[], readonly number[]]>>

const COUNTS: Counts = {
  devices: [
    [3, 3, 3, 3],
    [1, 1, 1, 1],
  ],
  managed_old: [
    [3, 0, 0, 0],
    [1, 0, 0, 0],
  ],
  pending: [
    [0, 2, 1, 0],
    [0, 0, 0, 0],
  ],
  needs_ticket: [
    [0, 0, 0, 0],
    [0, 1, 1, 1],
  ],
  managed_new: [
    [0, 1, 2, 3],
    [0, 0, 0, 0],
  ],
  managed: [
    [3, 1, 2, 3],
    [1, 0, 0, 0],
  ],
  protected: [
    [3, 3, 2, 3],
    [1, 1, 1, 1],
  ],
  admitted: [
    [3, 3, 3, 3],
    [1, 1, 1, 1],
  ],
  compliance_true: [
    [3, 0, 2, 3],
    [1, 1, 0, 0],
  ],
  compliance_reported: [
    [3, 3, 2, 3],
    [1, 1, 1, 1],
  ],
  reachable: [
    [0, 1, 2, 2],
    [0, 0, 0, 0],
  ],
  hidden: [
    [0, 0, 0, 0],
    [0, 0, 1, 1],
  ],
  redundant: [
    [0, 2, 1, 0],
    [0, 0, 0, 0],
  ],
  ...Object.fromEntries(
    KINDS.map((kind) => [
      `protected_${kind}`,
      [
        [3, 3, 3, 3],
        [1, 1, 1, 1],
      ],
    ]),
  ),
}

export interface Fake {
  readonly results: Results
  readonly document: ScenarioDocument
}

/** Results made up by hand, of four devices and four hours across a change to summer time; `set` overrides the scenario. */
export function fakeResults(set: readonly string[] = [], changes: Partial<Results> = {}): Fake {
  const loaded = loadScenario(TEXT, { file: 'fake.yaml', set })
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics, null, 2))
  const { scenario, document } = loaded
  const results: Results = {
    scenario,
    timeline: {
      buckets: 4,
      series: ['all', ...scenario.cohorts.map(({ name }) => name)],
      count(column, series, bucket) {
        const [phones, kiosks] = COUNTS[column] ?? [[], []]
        const parts = series === 0 ? [phones, kiosks] : [[phones, kiosks][series - 1]!]
        return parts.reduce((sum, part) => sum + (part[bucket] ?? 0), 0)
      },
    },
    load: fakeLoad({
      checkins_attempted: [1, 6, 2, 0],
      checkins_ok: [1, 4, 2, 0],
      checkins_throttled: [0, 2, 0, 0],
      pushes_due: [0, 4, 1, 0],
      tickets_opened: [0, 1, 0, 0],
    }),
    ledger: { rows: ROWS, totals: TOTALS },
    handover: {
      devices: 4,
      moved: 3,
      stranded: 0,
      timeTo: (q) => (q <= 0.5 ? 1.5 * HOUR : q <= 0.75 ? 2 * HOUR : null),
    },
    stations: STATIONS.map((name) => ({ ...IDLE, name })),
    actions: { executed: 0, p50: 0, p90: 0, max: 0 },
    canary: null,
    devices: null,
    events: null,
    fingerprint: '0123456789abcdef',
    handled: 42,
    ...changes,
  }
  return { results, document }
}

/** Flows of the four buckets; columns that are not given are 0. */
export function fakeLoad(flows: Readonly<Record<string, readonly number[]>>): Results['load'] {
  const names = [
    'checkins_attempted',
    ...OUTCOMES.map((name) => `checkins_${name}`),
    ...TRIGGERS.map((name) => `checkins_by_${name}`),
    ...PUSH_FATES.map((name) => `pushes_${name}`),
    ...['enrolments_ok', 'enrolments_failed', 'certificates_issued', 'tickets_opened', 'tickets_closed'],
    ...['enrolments_refused', 'calls_opened', 'calls_closed', 'calls_abandoned'],
    ...['actions_issued', 'actions_executed', 'actions_dropped'],
    ...STATIONS.flatMap((name) => [`${name}_queue`, `${name}_busy`]),
  ]
  const columns = new Map(names.map((name) => [name, Float64Array.from(flows[name] ?? [0, 0, 0, 0])]))
  return { columns, total: (column) => columns.get(column)?.reduce((sum, flow) => sum + flow, 0) ?? 0 }
}

/** A station without a limit and without customers. */
export const IDLE: StationFigures = {
  name: 'push',
  limited: false,
  served: 0,
  meanWait: 0,
  p50: 0,
  p90: 0,
  max: 0,
  longestQueue: 0,
  longestAt: null,
  utilisation: null,
}

const NOTHING = { devices: 0, open: 0, deviceHours: 0, p50: 0, p90: 0, p99: 0, max: 0 }

function spread(devices: number, open: number, hours: number): Omit<GapFigures, 'gap' | 'series'> {
  const each = (hours / devices) * HOUR
  return { devices, open, deviceHours: hours, p50: each, p90: each, p99: each, max: each }
}

const ROWS: readonly GapRow[] = [
  { gap: 'management', series: 0, cause: 'ticket', ...spread(1, 1, 3) },
  { gap: 'management', series: 0, cause: 'awaiting-checkin', ...spread(2, 0, 2.5) },
  { gap: 'management', series: 1, cause: 'awaiting-checkin', ...spread(2, 0, 2.5) },
  { gap: 'management', series: 2, cause: 'ticket', ...spread(1, 1, 3) },
  { gap: 'protection', series: 0, cause: 'settings-late', ...spread(1, 0, 0.5) },
  { gap: 'protection', series: 1, cause: 'settings-late', ...spread(1, 0, 0.5) },
]

const TOTAL_OF_ALL: Readonly<Record<string, Omit<GapFigures, 'gap' | 'series'>>> = {
  'management 0': spread(3, 1, 5.5),
  'management 1': spread(2, 0, 2.5),
  'management 2': spread(1, 1, 3),
  'protection 0': spread(1, 0, 0.5),
  'protection 1': spread(1, 0, 0.5),
}

const TOTALS: readonly GapTotal[] = GAPS.flatMap((gap) =>
  [0, 1, 2].map((series) => ({ gap, series, ...NOTHING, ...TOTAL_OF_ALL[`${gap} ${series}`], overSevenDays: 0 })),
)

/** What every device became. */
export const DEVICES: NonNullable<Results['devices']> = {
  cohort: Int32Array.of(0, 0, 0, 1),
  user: Int32Array.of(1, 2, 3, 0),
  wave: Int16Array.of(0, -1, -1, -1),
  changedAt: Float64Array.of(0.5 * HOUR, HOUR, HOUR, Number.NaN),
  firstCheckin: Float64Array.of(HOUR, 2 * HOUR, 2.5 * HOUR, Number.NaN),
  managedAt: Float64Array.of(HOUR, 2 * HOUR, 2.5 * HOUR, Number.NaN),
  enrolledAt: Float64Array.of(Number.NaN, Number.NaN, 2 * HOUR, Number.NaN),
  certificateEnd: Float64Array.of(Number.NaN, 100 * HOUR, Number.NaN, Number.NaN),
  protectedAgain: Float64Array.of(Number.NaN, Number.NaN, 2.5 * HOUR, Number.NaN),
  gaps: [
    Float64Array.of(0.5 * HOUR, HOUR, 1.5 * HOUR, 3 * HOUR),
    Float64Array.of(0, 0, 0.5 * HOUR, 0),
    Float64Array.of(0, 0, 0, 0),
  ],
  mainCause: Int8Array.of(16, 16, -1, 5),
  finalState: Int8Array.from(
    (['managed_new', 'managed_new', 'managed_new', 'needs_ticket'] as const).map((state) => STATES.indexOf(state)),
  ),
}
