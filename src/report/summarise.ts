import { max, maxIndex, min } from 'd3-array'
import { toHours } from '../export/csv.ts'
import type { Results, TimelineColumn } from '../measure/results.ts'
import { type Cause, GAPS, type Gap } from '../model/vocabulary.ts'
import { METRICS } from '../scenario/metrics.ts'
import { KINDS } from '../scenario/scenario.ts'
import type { ScenarioDocument } from '../scenario/schema/schema.ts'
import { assumptionsOf } from './assumptions.ts'
import { CAUSE_CAPTIONS, retentionCaption } from './captions.ts'
import { coverageChart } from './coverage-chart.ts'
import { gapDevices } from './gap-devices.ts'
import { momentOf } from './moment-of.ts'
import { roundHours, roundShare } from './rounding.ts'
import { shareOf } from './share-of.ts'
import { summariseServices } from './summarise-services.ts'
import type {
  FleetSummary,
  GapSummary,
  HandoverSummary,
  LoadSummary,
  PlanSummary,
  RetentionSummary,
  ShareRange,
  Summary,
  ThresholdSummary,
} from './summary.ts'
import { evaluateThreshold } from './threshold.ts'

const MINUTE = 60_000
const PERCENTS = [50, 90, 95, 99, 100] as const
/** What keeps a device away until people do something about it. */
const LASTING: readonly Cause[] = ['removed', 'retired', 'identity-certificate', 'never-online', 'stranded']

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
    fleet: fleetOf(results),
    plan: planOf(results),
    retention: retentionOf(results, document),
    handover: handoverOf(results),
    gaps: GAPS.map((gap) => gapOf(results, gap)),
    load: loadOf(results),
    ...summariseServices(results),
    compliance: { true: rangeOf(results, 'compliance_true'), reported: rangeOf(results, 'compliance_reported') },
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

function fleetOf({ scenario: { cohorts, canary } }: Results): FleetSummary {
  const sum = (counts: (cohort: number) => boolean): number =>
    cohorts.reduce((total, { devices }, cohort) => total + (counts(cohort) ? devices : 0), 0)
  const isNew = (cohort: number): boolean => cohorts[cohort]!.arrivals !== null
  return {
    devices: sum((cohort) => !isNew(cohort)),
    newDevices: sum((cohort) => isNew(cohort) && cohort !== canary?.cohort),
    cohorts: cohorts.map(({ name, devices, platform, arrivals }) => ({
      name,
      devices,
      platform,
      arriving: arrivals !== null,
    })),
  }
}

function rangeOf({ timeline }: Results, column: TimelineColumn): ShareRange {
  const shares = Array.from({ length: timeline.buckets }, (_, bucket) => shareOf(timeline, column, bucket))
  return { lowest: roundShare(min(shares)!), end: roundShare(shares.at(-1)!) }
}

function planOf(results: Results): PlanSummary {
  const { change, conditionalAccess, horizon, timezone } = results.scenario
  return {
    kind: change.kind,
    from: change.from,
    to: change.to,
    start: momentOf(results, 0),
    end: momentOf(results, horizon),
    switch: momentOf(results, change.at),
    timezone,
    waves: change.waves.map(({ name, at }) => ({ name, ...momentOf(results, at) })),
    conditionalAccess:
      conditionalAccess === null
        ? null
        : {
            enforced: conditionalAccess.enforceAt === null ? null : momentOf(results, conditionalAccess.enforceAt),
            graceHours: roundHours(toHours(conditionalAccess.grace)),
          },
  }
}

function retentionOf({ scenario: { retention } }: Results, document: ScenarioDocument): RetentionSummary {
  const { model, clock, endsAt } = retention
  const same =
    typeof document.retention.max === 'string' && KINDS.every((kind) => retention.max[kind].kind === 'constant')
  const words = retentionCaption(retention, same ? String(document.retention.max) : 'their time')
  return { model, clock, endsAt, words }
}

function handoverOf({ handover, ledger }: Results): HandoverSummary {
  const { devices, moved, stranded } = handover
  const timeTo = PERCENTS.map((percent) => {
    const time = handover.timeTo(percent / 100)
    return { percent, hours: time === null ? null : roundHours(toHours(time)) }
  })
  const neverReturn = ledger.rows
    .filter(({ gap, series, cause }) => gap === 'management' && series === 0 && LASTING.includes(cause))
    .reduce((sum, { open }) => sum + open, 0)
  return { devices, moved, left: devices - moved, stranded, neverReturn, timeTo }
}

function gapOf(results: Results, gap: Gap): GapSummary {
  const { ledger, scenario, timeline } = results
  const total = ledger.totals.find((row) => row.gap === gap && row.series === 0)
  if (total === undefined) throw new Error(`no total of the ${gap} gap`)
  const fleet = scenario.cohorts.reduce((sum, { devices }) => sum + devices, 0)
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
      share: roundShare(inGap[worst]! / Math.max(1, timeline.count('devices', 0, worst))),
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
