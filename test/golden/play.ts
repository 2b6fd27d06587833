import { readFileSync } from 'node:fs'
import type * as RunModule from '../../src/experiment/run.ts'
import type { Results, TimelineColumn } from '../../src/measure/results.ts'
import type { Cause, Gap, StationName } from '../../src/model/vocabulary.ts'
import { summarise } from '../../src/report/summarise.ts'
import type { Summary } from '../../src/report/summary.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import type { ScenarioDocument } from '../../src/scenario/schema/schema.ts'
import { bundled } from '../theory/bundled.ts'

/** A shipped scenario that has run. */
export interface Played {
  readonly document: ScenarioDocument
  readonly results: Results
  readonly summary: Summary
  /** Hours from the switch until so many percent are handed over; ∞ if never. */
  hoursTo(percent: number): number
  /** Device-hours of a gap over the fleet, or of one cause. */
  deviceHours(gap: Gap, cause?: Cause): number
  /** Devices that have a gap, or have it for one cause. */
  devices(gap: Gap, cause?: Cause): number
  /** The same, of those in which it is still open at the end. */
  open(gap: Gap, cause?: Cause): number
  /** Most devices in a gap at the same time. */
  worst(gap: Gap): number
  /** Devices in a gap for this cause, of one cohort. */
  devicesOf(cohort: string, gap: Gap, cause: Cause): number
  /** How often an event happened to a device of a cohort; the run must keep events. */
  events(name: string, cohort: string): number
  /** Share of the fleet that is managed some hours after the switch. */
  managed(hoursAfter: number): number
  /** Devices of a cohort, or of `all`, in a column of the timeline some hours after the switch. */
  count(column: TimelineColumn, cohort: string, hoursAfter: number): number
  /** Most of them at the beginning of any bucket. */
  most(column: TimelineColumn, cohort?: string): number
  /** The largest flow of any bucket of a column of the load. */
  peak(column: string): number
  /** The most customers that waited in a line. */
  line(station: StationName): number
  readonly breached: readonly string[]
}

const HOUR = 3_600_000

const { simulation } = await bundled<{ simulation: typeof RunModule }>({ simulation: 'experiment/run.ts' })

const played = new Map<string, Promise<Played>>()

/** Runs a shipped scenario with overrides; the same run is done once. */
export function play(name: string, set: readonly string[] = [], events = false): Promise<Played> {
  const key = JSON.stringify([name, set, events])
  const known = played.get(key) ?? runScenario(name, set, events)
  played.set(key, known)
  return known
}

async function runScenario(name: string, set: readonly string[], events: boolean): Promise<Played> {
  const { document, scenario } = load(name, set)
  const results = await simulation.run(scenario, { events })
  const summary = summarise(results, document)
  const { ledger, timeline } = results
  const find = (gap: Gap, cause?: Cause) => {
    const whole = summary.gaps.find((other) => other.gap === gap)!
    return cause === undefined ? whole : whole.causes.find((other) => other.cause === cause)
  }
  const count = (column: TimelineColumn, cohort: string, hoursAfter: number) => {
    const bucket = Math.floor((scenario.change.at + hoursAfter * HOUR) / scenario.bucket)
    return timeline.count(column, timeline.series.indexOf(cohort), bucket)
  }
  return {
    document,
    results,
    summary,
    hoursTo: (percent) =>
      summary.handover.timeTo.find((time) => time.percent === percent)?.hours ?? Number.POSITIVE_INFINITY,
    deviceHours: (gap, cause) => find(gap, cause)?.deviceHours ?? 0,
    devices: (gap, cause) => find(gap, cause)?.devices ?? 0,
    open: (gap, cause) => find(gap, cause)?.open ?? 0,
    worst: (gap) => summary.gaps.find((other) => other.gap === gap)!.worst.devices,
    devicesOf: (cohort, gap, cause) => {
      const series = timeline.series.indexOf(cohort)
      return ledger.rows.find((row) => row.series === series && row.gap === gap && row.cause === cause)?.devices ?? 0
    },
    events: (event, cohort) => eventsOf(results, event, cohort),
    managed: (hoursAfter) => count('managed', 'all', hoursAfter) / count('devices', 'all', hoursAfter),
    count,
    most: (column, cohort = 'all') => {
      const series = timeline.series.indexOf(cohort)
      return Math.max(
        ...Array.from({ length: timeline.buckets }, (_, bucket) => timeline.count(column, series, bucket)),
      )
    },
    peak: (column) => Math.max(...results.load.columns.get(column)!),
    line: (station) => summary.stations.find((other) => other.station === station)!.longestLine.customers,
    breached: summary.thresholds.filter(({ verdict }) => verdict === 'fail').map(({ text }) => text),
  }
}

/** Loads a shipped scenario with overrides. */
export function load(name: string, set: readonly string[] = []) {
  const loaded = loadScenario(textOf(name), { file: `${name}.yaml`, set })
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics))
  return loaded
}

export function textOf(name: string): string {
  return readFileSync(`scenarios/${name}.yaml`, 'utf8')
}

function eventsOf({ events, scenario }: Results, name: string, cohort: string): number {
  const index = scenario.cohorts.findIndex((other) => other.name === cohort)
  const first = scenario.cohorts.slice(0, index).reduce((sum, { devices }) => sum + devices, 0)
  const last = first + scenario.cohorts[index]!.devices
  const code = events!.names.indexOf(name)
  let count = 0
  for (let i = 0; i < events!.length; i++) {
    if (events!.event[i] === code && events!.device[i]! > first && events!.device[i]! <= last) count++
  }
  return count
}
