import type { Results, TimelineColumn } from '../../src/measure/results.ts'
import { CAUSES, type Cause, GAPS, STATES } from '../../src/model/vocabulary.ts'
import { KINDS } from '../../src/scenario/scenario.ts'
import type { GapAccount } from './books.ts'
import type { ReferenceResults } from './simulate.ts'

const HOUR = 3_600_000

/** Where the program's results are not those of the reference, in words, the earliest first; both are of one scenario. */
export function differences(results: Results, reference: ReferenceResults): string[] {
  return [
    ...traceDifferences(results, reference),
    ...outcomeDifferences(results, reference),
    ...loadDifferences(results, reference),
    ...timelineDifferences(results, reference),
    ...ledgerDifferences(results, reference),
    ...handoverDifferences(results, reference),
  ]
}

/** Every event of both, if they were kept, up to the first that is not the same. */
function traceDifferences({ events }: Results, { books, devices }: ReferenceResults): string[] {
  if (events === null) return []
  const trace = events
  const got = Array.from({ length: trace.length }, (_, i) =>
    line(trace.time[i]!, trace.device[i]!, trace.names[trace.event[i]!]!, trace.details[trace.detail[i]!]!),
  )
  const expected = books.notes.map(({ time, device, event, detail }) => line(time, device, event, detail))
  const first = expected.findIndex((text, i) => got[i] !== text)
  if (first < 0 && got.length === expected.length) return []
  const from = first < 0 ? expected.length : first
  const device = books.notes[from]?.device ?? trace.device[from]!
  const story = (lines: string[]) => lines.slice(Math.max(0, from - 6), from + 10).map((text) => `    ${text}`)
  return [
    `trace, event ${from}: expected ${expected[from]}, got ${got[from]} (${devices[device - 1]!.cohort.name})`,
    ['  expected', ...story(expected), '  got', ...story(got)].join('\n'),
  ]
}

function line(time: number, device: number, event: string, detail: string): string {
  return `${time} device ${device} ${event} ${detail}`
}

function outcomeDifferences({ devices }: Results, reference: ReferenceResults): string[] {
  const table = devices!
  return reference.devices.flatMap((device, i) => {
    const { shown, gaps } = reference.books.accounts.get(device)!
    const expected = {
      cohort: device.cohortIndex,
      user: device.user?.number ?? 0,
      wave: device.changedByWave ?? -1,
      changedAt: device.changedAt,
      firstCheckin: device.firstCheckin,
      managedAt: device.managedAt,
      protectedAgain: gaps.protection.closedAt,
      gaps: GAPS.map((gap) => total(gaps[gap])),
      mainCause: mainCause(Object.values(gaps)),
      finalState: shown,
    }
    const got = {
      cohort: table.cohort[i],
      user: table.user[i],
      wave: table.wave[i],
      changedAt: orNull(table.changedAt[i]!),
      firstCheckin: orNull(table.firstCheckin[i]!),
      managedAt: orNull(table.managedAt[i]!),
      protectedAgain: orNull(table.protectedAgain[i]!),
      gaps: table.gaps.map((gap) => gap[i]!),
      mainCause: CAUSES[table.mainCause[i]!] ?? null,
      finalState: STATES[table.finalState[i]!]!,
    }
    return unequal(`outcome of device ${device.number}`, expected, got)
  })
}

function loadDifferences({ load }: Results, { books }: ReferenceResults): string[] {
  return [...load.columns].flatMap(([column, counts]) => {
    if (column.startsWith('service_')) return []
    const expected = books.load.get(column) ?? Array.from(counts, () => 0)
    return unequal(`load ${column}`, expected, [...counts])
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

function timelineDifferences({ timeline }: Results, { books }: ReferenceResults): string[] {
  return COLUMNS.flatMap((column) =>
    timeline.series.flatMap((name, series) => {
      const got = Array.from({ length: timeline.buckets }, (_, bucket) => timeline.count(column, series, bucket))
      const expected = books.timeline.get(column)?.[series] ?? got.map(() => 0)
      return unequal(`timeline ${column} of ${name}`, expected, got)
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

function handoverDifferences({ handover, scenario }: Results, { devices }: ReferenceResults): string[] {
  const times = devices.flatMap(({ firstCheckin }) => firstCheckin ?? []).sort((a, b) => a - b)
  const timeTo = (q: number): number | null => {
    const time = times[Math.ceil(q * devices.length - 1e-9) - 1]
    return time === undefined ? null : Math.ceil((time - scenario.change.at) / 60_000) * 60_000
  }
  const shares = [0.5, 0.9, 0.95, 0.99, 1]
  return unequal(
    'handover',
    [times.length, ...shares.map(timeTo)],
    [handover.moved, ...shares.map((q) => handover.timeTo(q))],
  )
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
