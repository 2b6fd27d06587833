import { max, maxIndex } from 'd3-array'
import { toHours } from '../export/csv.ts'
import { localTime } from '../export/local-time.ts'
import type { Results } from '../measure/results.ts'
import { GAPS, type Gap } from '../model/vocabulary.ts'
import { METRICS } from '../scenario/metrics.ts'
import { KINDS } from '../scenario/scenario.ts'
import type { ScenarioDocument } from '../scenario/schema.ts'
import { assumptionsOf } from './assumptions.ts'
import { CAUSE_CAPTIONS, retentionCaption } from './captions.ts'
import { coverageChart } from './coverage-chart.ts'
import { gapDevices } from './gap-devices.ts'
import { roundHours, roundShare } from './rounding.ts'
import type {
  GapSummary,
  HandoverSummary,
  LoadSummary,
  Moment,
  PlanSummary,
  RetentionSummary,
  Summary,
  ThresholdSummary,
} from './summary.ts'
import { evaluateThreshold } from './threshold.ts'

const MINUTE = 60_000
const PERCENTS = [50, 90, 95, 99, 100] as const

/**
 * Sums a run up. The same results give the same summary, to the last digit: hours have four, shares six.
 *
 * `document` is the scenario as written with its defaults, for what rests on a default.
 */
export function summarise(results: Results, document: ScenarioDocument): Summary {
  const { scenario, timeline } = results
  const redundant = Array.from({ length: timeline.buckets }, (_, bucket) => timeline.count('redundant', 0, bucket))
  return {
    name: scenario.name,
    description: scenario.description,
    seed: scenario.seed,
    fingerprint: results.fingerprint,
    fleet: {
      devices: timeline.count('devices', 0, 0),
      cohorts: scenario.cohorts.map(({ name, devices, platform }) => ({ name, devices, platform })),
    },
    plan: planOf(results),
    retention: retentionOf(results, document),
    handover: handoverOf(results),
    gaps: GAPS.map((gap) => gapOf(results, gap)),
    load: loadOf(results),
    redundantProfiles: {
      most: max(redundant)!,
      end: redundant.at(-1)!,
      ...momentOf(results, maxIndex(redundant) * scenario.bucket),
    },
    coverage: coverageChart(results),
    thresholds: thresholdsOf(results),
    assumptions: assumptionsOf(document, results),
  }
}

function momentOf({ scenario }: Results, at: number): Moment {
  return { at: localTime(scenario, at), offsetHours: roundHours(toHours(at)) }
}

function planOf(results: Results): PlanSummary {
  const { change, horizon, timezone } = results.scenario
  return {
    kind: change.kind,
    from: change.from,
    to: change.to,
    start: momentOf(results, 0),
    end: momentOf(results, horizon),
    switch: momentOf(results, change.at),
    timezone,
    waves: change.waves.map(({ name, at }) => ({ name, ...momentOf(results, at) })),
  }
}

function retentionOf({ scenario: { retention } }: Results, document: ScenarioDocument): RetentionSummary {
  const { model, clock, endsAt } = retention
  const same =
    typeof document.retention.max === 'string' && KINDS.every((kind) => retention.max[kind].kind === 'constant')
  const words = retentionCaption(retention, same ? String(document.retention.max) : 'their time')
  return { model, clock, endsAt, words }
}

function handoverOf({ handover }: Results): HandoverSummary {
  const { devices, moved, stranded } = handover
  const timeTo = PERCENTS.map((percent) => {
    const time = handover.timeTo(percent / 100)
    return { percent, hours: time === null ? null : roundHours(toHours(time)) }
  })
  return { devices, moved, left: devices - moved, stranded, timeTo }
}

function gapOf(results: Results, gap: Gap): GapSummary {
  const { ledger, scenario, timeline } = results
  const total = ledger.totals.find((row) => row.gap === gap && row.series === 0)
  if (total === undefined) throw new Error(`no total of the ${gap} gap`)
  const fleet = timeline.count('devices', 0, 0)
  const inGap = gapDevices(timeline, gap)
  const worst = maxIndex(inGap)
  return {
    gap,
    devices: total.devices,
    open: total.open,
    deviceHours: roundHours(total.deviceHours),
    overSevenDays: total.overSevenDays,
    overSevenDaysShare: roundShare(total.overSevenDays / fleet),
    hours: {
      p50: roundHours(toHours(total.p50)),
      p90: roundHours(toHours(total.p90)),
      p99: roundHours(toHours(total.p99)),
      max: roundHours(toHours(total.max)),
    },
    worst: {
      devices: inGap[worst]!,
      share: roundShare(inGap[worst]! / fleet),
      ...momentOf(results, worst * scenario.bucket),
    },
    causes: ledger.rows
      .filter((row) => row.gap === gap && row.series === 0)
      .map(({ cause, devices, open, deviceHours }) => ({
        cause,
        words: CAUSE_CAPTIONS[cause],
        devices,
        open,
        deviceHours: roundHours(deviceHours),
      })),
  }
}

function loadOf(results: Results): LoadSummary {
  const { load, scenario } = results
  const attempts = load.columns.get('checkins_attempted')!
  const peak = maxIndex(attempts)
  const bucketMinutes = scenario.bucket / MINUTE
  return {
    checkins: load.total('checkins_attempted'),
    peak: {
      checkins: attempts[peak]!,
      perMinute: roundHours(attempts[peak]! / bucketMinutes),
      bucketMinutes: roundHours(bucketMinutes),
      ...momentOf(results, peak * scenario.bucket),
    },
    refused: load.total('checkins_throttled'),
    pushes: load.total('pushes_due'),
    ticketsOpened: load.total('tickets_opened'),
    ticketsClosed: load.total('tickets_closed'),
  }
}

function thresholdsOf(results: Results): ThresholdSummary[] {
  return results.scenario.thresholds.map((threshold) => {
    const { value, verdict } = evaluateThreshold(threshold, results)
    const { text, metric } = threshold
    const round = METRICS.get(metric)?.unit === 'hours' ? roundHours : roundShare
    return { text, metric, value: Number.isFinite(value) ? round(value) : null, verdict }
  })
}
