import type { Results, TimelineColumn } from '../../src/measure/results.ts'
import { STATES } from '../../src/model/vocabulary.ts'
import { KINDS } from '../../src/scenario/scenario.ts'

/** Every column of the time series that is a count of devices or profiles. */
export const COLUMNS: readonly TimelineColumn[] = [
  'devices',
  ...STATES,
  'managed',
  'protected',
  'admitted',
  ...KINDS.map((kind) => `protected_${kind}` as const),
  'compliance_true',
  'compliance_reported',
  'reachable',
  'hidden',
  'redundant',
]

/** Everything that files, figures and thresholds are made of, as plain data that can be compared. */
export function plainResults(results: Results) {
  const { timeline, load, ledger, handover, stations, actions, canary, devices, events, fingerprint, handled } = results
  return {
    timeline: COLUMNS.map((column) =>
      timeline.series.map((_, series) =>
        Array.from({ length: timeline.buckets }, (_, bucket) => timeline.count(column, series, bucket)),
      ),
    ),
    load: [...load.columns],
    totals: [...load.columns.keys()].map((column) => load.total(column)),
    ledger,
    moved: handover.moved,
    times: [0, 0.01, 0.5, 0.9, 0.95, 0.99, 1].map((q) => handover.timeTo(q)),
    stations,
    actions,
    canary,
    devices,
    events,
    fingerprint,
    handled,
  }
}

export interface Told {
  readonly time: number
  /** From 1. */
  readonly device: number
  readonly event: string
  readonly detail: string
}

/** The trace in words. */
export function* traceOf({ events }: Results): Generator<Told> {
  if (events === null) throw new Error('the run kept no events')
  for (let i = 0; i < events.length; i++) {
    yield {
      time: events.time[i]!,
      device: events.device[i]!,
      event: events.names[events.event[i]!]!,
      detail: events.details[events.detail[i]!]!,
    }
  }
}

/** What happens to each device, by its cohort and its index there. */
export function livesOf(results: Results): ReadonlyMap<string, readonly string[]> {
  const { cohorts } = results.scenario
  const names = cohorts.flatMap(({ name, devices }) =>
    Array.from({ length: devices }, (_, index) => `${name}#${index}`),
  )
  const lives = new Map(names.map((name): [string, string[]] => [name, []]))
  for (const { time, device, event, detail } of traceOf(results)) {
    lives.get(names[device - 1]!)!.push(`${time} ${event} ${detail}`)
  }
  return lives
}
