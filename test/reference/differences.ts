import type { Results, TimelineColumn } from '../../src/measure/results.ts'
import { CAUSES, type Cause, GAPS, STATES } from '../../src/model/vocabulary.ts'
import { KINDS } from '../../src/scenario/scenario.ts'
import type { Feature } from '../properties/features.ts'
import type { GapAccount } from './books.ts'
import type { ReferenceResults } from './simulate.ts'

const HOUR = 3_600_000

/** What two results are compared in. */
export interface Scope {
  /** What the scenario was generated with: what belongs to other features is left out. */
  readonly features: readonly Feature[]
  /** Events of one device at one instant may come in any order. */
  readonly anyOrder: boolean
}

/** Where the program's results are not those of the reference, in words, the earliest first; both are of one scenario. */
export function differences(
  results: Results,
  reference: ReferenceResults,
  scope: Scope = { features: [], anyOrder: false },
): string[] {
  return [
    ...traceDifferences(results, reference, scope),
    ...outcomeDifferences(results, reference, scope),
    ...loadDifferences(results, reference, scope),
    ...timelineDifferences(results, reference, scope),
    ...ledgerDifferences(results, reference),
    ...handoverDifferences(results, reference),
  ]
}

interface Event {
  readonly time: number
  readonly device: number
  readonly event: string
  readonly detail: string
}

/** Every event of both, if they were kept, up to the first that is not the same. */
function traceDifferences({ events }: Results, { books, devices }: ReferenceResults, scope: Scope): string[] {
  if (events === null) return []
  const trace = events
  const all = Array.from({ length: trace.length }, (_, i) => ({
    time: trace.time[i]!,
    device: trace.device[i]!,
    event: trace.names[trace.event[i]!]!,
    detail: trace.details[trace.detail[i]!]!,
  }))
  const got = inScope(all, scope)
  const expected = inScope(books.notes, scope)
  const from = expected.findIndex((event, i) => got[i] === undefined || line(got[i]) !== line(event))
  if (from < 0 && got.length === expected.length) return []
  const at = from < 0 ? expected.length : from
  const { device } = (expected[at] ?? got[at])!
  const story = (list: readonly Event[]) =>
    list.slice(Math.max(0, at - 6), at + 10).map((event) => `    ${line(event)}`)
  const text = (event: Event | undefined) => (event === undefined ? 'nothing' : line(event))
  return [
    `trace, event ${at}: expected ${text(expected[at])}, got ${text(got[at])} (${devices[device - 1]!.cohort.name})`,
    ['  expected', ...story(expected), '  got', ...story(got)].join('\n'),
  ]
}

/** The events that are compared, in the order in which they are. */
function inScope(events: readonly Event[], { features, anyOrder }: Scope): readonly Event[] {
  const has = (...some: readonly Feature[]) => some.some((feature) => features.includes(feature))
  const compared = events.filter(({ event }) => {
    if (event.startsWith('action-')) return has('actions', 'new-devices')
    return event !== 'certificate-renewed' || has('certificate')
  })
  if (!anyOrder) return compared
  return compared.sort(
    (a, b) => a.time - b.time || a.device - b.device || (line(a) < line(b) ? -1 : line(a) > line(b) ? 1 : 0),
  )
}

function line({ time, device, event, detail }: Event): string {
  return `${time} device ${device} ${event} ${detail}`
}

/** Columns that the results may have besides. */
interface MoreOutcomes {
  readonly enrolledAt?: Float64Array
  readonly certificateEnd?: Float64Array
}

function outcomeDifferences(
  { devices, scenario }: Results,
  reference: ReferenceResults,
  { features }: Scope,
): string[] {
  const table = devices!
  const more: MoreOutcomes = table
  // Only in place a wave moves devices; elsewhere it announces.
  const inPlace = scenario.change.kind === 'in-place'
  return reference.devices.flatMap((device, i) => {
    const { shown, gaps } = reference.books.accounts.get(device)!
    const expected = {
      cohort: device.cohortIndex,
      user: device.user?.number ?? 0,
      wave: inPlace ? (device.changedByWave ?? -1) : -1,
      changedAt: device.changedAt,
      firstCheckin: device.firstCheckin,
      managedAt: device.managedAt,
      protectedAgain: gaps.protection.closedAt,
      gaps: GAPS.map((gap) => total(gaps[gap])),
      mainCause: mainCause(Object.values(gaps)),
      finalState: device.arrived ? shown : null,
      ...(more.enrolledAt && { enrolledAt: device.enrolledAt }),
      ...(more.certificateEnd && features.includes('certificate') && { certificateEnd: orNull(device.certificateEnd) }),
    }
    const got = {
      cohort: table.cohort[i],
      user: table.user[i],
      wave: inPlace ? table.wave[i] : -1,
      changedAt: orNull(table.changedAt[i]!),
      firstCheckin: orNull(table.firstCheckin[i]!),
      managedAt: orNull(table.managedAt[i]!),
      protectedAgain: orNull(table.protectedAgain[i]!),
      gaps: table.gaps.map((gap) => gap[i]!),
      mainCause: CAUSES[table.mainCause[i]!] ?? null,
      finalState: device.arrived ? STATES[table.finalState[i]!]! : null,
      ...(more.enrolledAt && { enrolledAt: orNull(more.enrolledAt[i]!) }),
      ...(more.certificateEnd &&
        features.includes('certificate') && { certificateEnd: orNull(more.certificateEnd[i]!) }),
    }
    return unequal(`outcome of device ${device.number}`, expected, got)
  })
}

/** A station that refuses has no line; when support begins with a device is nobody's business. */
const NOT_COMPARED = ['service_', 'support_']

function loadDifferences({ load }: Results, { books }: ReferenceResults, { features }: Scope): string[] {
  return [...load.columns].flatMap(([column, counts]) => {
    if (NOT_COMPARED.some((name) => column.startsWith(name))) return []
    if (column.startsWith('actions_') && !features.includes('actions') && !features.includes('new-devices')) return []
    if (column === 'certificates_issued' && features.length === 0) return []
    const expected = books.load.get(column) ?? Array.from(counts, () => 0)
    const digits = column.endsWith('_busy') ? 1e9 : 1
    const round = (value: number) => Math.round(value * digits) / digits
    return unequal(`load ${column}`, expected.map(round), Array.from(counts, round))
  })
}

const COLUMNS: readonly TimelineColumn[] = [
  'devices',
  ...STATES,
  'managed',
  'protected',
  'admitted',
  ...KINDS.map((kind) => `protected_${kind}` as const),
  'redundant',
]

/** Columns that are constant in the scenarios without features. */
const MORE_COLUMNS = ['compliance_true', 'compliance_reported', 'reachable', 'hidden'] as readonly TimelineColumn[]

function timelineDifferences({ timeline }: Results, { books }: ReferenceResults, { features }: Scope): string[] {
  return [...COLUMNS, ...(features.length === 0 ? [] : MORE_COLUMNS)].flatMap((column) =>
    timeline.series.flatMap((name, series) => {
      const got = Array.from({ length: timeline.buckets }, (_, bucket) => timeline.count(column, series, bucket))
      const expected = books.timeline.get(column)?.[series] ?? got.map(() => 0)
      return unequal(
        `timeline ${column} of ${name}`,
        Array.from(expected, (count) => count ?? 0),
        got,
      )
    }),
  )
}

/** Sums and extremes exactly; quantiles within the width of a bin. */
function ledgerDifferences({ ledger, timeline }: Results, reference: ReferenceResults): string[] {
  const faults: string[] = []
  const seen = new Set<string>()
  for (const gap of GAPS) {
    for (const [series, name] of timeline.series.entries()) {
      const accounts = reference.devices
        .filter((device) => series === 0 || device.cohortIndex === series - 1)
        .map((device) => reference.books.accounts.get(device)!.gaps[gap])
      for (const cause of [null, ...CAUSES]) {
        const sums = accounts.map((account) => (cause === null ? total(account) : (account.spent.get(cause) ?? 0)))
        const isOpen = ({ cause: now }: GapAccount) => (cause === null ? now !== null : now === cause)
        const positive = sums.filter((sum) => sum > 0).sort((a, b) => a - b)
        const row =
          cause === null
            ? ledger.totals.find((r) => r.gap === gap && r.series === series)
            : ledger.rows.find((r) => r.gap === gap && r.series === series && r.cause === cause)
        if (cause !== null && row !== undefined) seen.add(`${gap} ${series} ${cause}`)
        const expected = {
          devices: positive.length,
          open: accounts.filter((account, i) => isOpen(account) && sums[i]! > 0).length,
          deviceHours: Math.round(positive.reduce((sum, x) => sum + x, 0)),
          max: positive.at(-1) ?? 0,
        }
        const got = {
          devices: row?.devices ?? 0,
          open: row?.open ?? 0,
          deviceHours: Math.round((row?.deviceHours ?? 0) * HOUR),
          max: row?.max ?? 0,
        }
        const title = `ledger ${gap} ${cause ?? 'total'} of ${name}`
        faults.push(...unequal(title, expected, got))
        if (row !== undefined && 'overSevenDays' in row) {
          const long = positive.filter((sum) => sum > 7 * 24 * HOUR).length
          faults.push(...unequal(`${title}, over seven days`, long, row.overSevenDays))
        }
        for (const [figure, q] of [
          ['p50', 0.5],
          ['p90', 0.9],
          ['p99', 0.99],
        ] as const) {
          const exact = positive[Math.max(0, Math.ceil(q * positive.length) - 1)] ?? 0
          const found = row?.[figure] ?? 0
          if (found < exact || found > exact * 1.01 + 1)
            faults.push(`${title}, ${figure}: expected ${exact}, got ${found}`)
        }
      }
    }
  }
  if (seen.size !== ledger.rows.length) faults.push(`ledger: ${ledger.rows.length} rows, ${seen.size} of them expected`)
  return faults
}

/** Devices come under the new authority and may leave it again; new devices do not count. The ends of minutes are looked at. */
function handoverDifferences({ handover, scenario }: Results, reference: ReferenceResults): string[] {
  const devices = reference.devices.filter(({ arrivesAt }) => arrivesAt === null)
  const minuteOf = (time: number) => Math.ceil((time - scenario.change.at) / 60_000) * 60_000
  const changes = devices
    .flatMap(({ moves }) => moves.map((time, i) => ({ time: minuteOf(time), by: i % 2 === 0 ? 1 : -1 })))
    .sort((a, b) => a.time - b.time)
  let count = 0
  const counts = changes.map(({ time, by }) => {
    count += by
    return { time, count }
  })
  const settled = counts.filter(({ time }, i) => counts[i + 1]?.time !== time)
  const timeTo = (q: number): number | null => {
    const least = Math.ceil(q * devices.length - 1e-9)
    const first = settled.find((at) => at.count >= least)
    return first === undefined ? null : first.time
  }
  const shares = [0.5, 0.9, 0.95, 0.99, 1]
  return unequal('handover', [count, ...shares.map(timeTo)], [handover.moved, ...shares.map((q) => handover.timeTo(q))])
}

/** The cause with the most time over all gaps, of equals the first. */
function mainCause(gaps: readonly GapAccount[]): Cause | null {
  const times = CAUSES.map((cause) => gaps.reduce((sum, { spent }) => sum + (spent.get(cause) ?? 0), 0))
  const most = Math.max(...times)
  return most > 0 ? CAUSES[times.indexOf(most)]! : null
}

function total({ spent }: GapAccount): number {
  return [...spent.values()].reduce((sum, time) => sum + time, 0)
}

function orNull(time: number): number | null {
  return Number.isNaN(time) ? null : time
}

function unequal(title: string, expected: unknown, got: unknown): string[] {
  if (Array.isArray(expected) && Array.isArray(got) && expected.length > 20) {
    const at = expected.findIndex((value, i) => value !== got[i])
    return at < 0 ? [] : [`${title}, at ${at}: expected ${expected[at]}, got ${got[at]}`]
  }
  const [a, b] = [JSON.stringify(expected), JSON.stringify(got)]
  return a === b ? [] : [`${title}:\n  expected ${a}\n  got      ${b}`]
}
