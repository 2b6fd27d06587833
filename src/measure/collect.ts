import { ExactSum } from '../engine/exact-sum.ts'
import type { Plan } from '../model/plan.ts'
import { CAUSES, GAPS, OUTCOMES, PUSH_FATES, TRIGGERS } from '../model/vocabulary.ts'
import { timelineOf } from './bucket-counts.ts'
import { assertConservation } from './conservation.ts'
import { DurationBins } from './duration-bins.ts'
import { describeEvents } from './event-trace.ts'
import type { GapFigures, GapRow, GapTotal, Handover, Ledger, Load, Results } from './results.ts'
import { type GapTally, gapKey, type Tally } from './tally.ts'

const HOUR = 3_600_000
const MINUTE = 60_000

/**
 * Turns the merged accumulators of a whole run into its results.
 *
 * @throws ConservationError when devices, time, attempts or pushes do not add up: a defect of the program.
 */
export function collect(plan: Plan, tally: Tally): Results {
  assertConservation(plan, tally)
  return {
    scenario: plan.scenario,
    timeline: timelineOf(plan, tally),
    load: loadOf(plan, tally),
    ledger: ledgerOf(plan, tally),
    handover: handoverOf(plan, tally),
    devices: tally.outcomes,
    events: tally.log === null ? null : describeEvents(tally.log),
    fingerprint: hexadecimal(tally.hashA) + hexadecimal(tally.hashB),
    handled: tally.handled,
  }
}

function hexadecimal(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0')
}

/** The flows, by the names of the columns of the load file. */
function loadOf(plan: Plan, tally: Tally): Load {
  const { buckets } = tally
  const columns = new Map<string, Float64Array>()
  const sumOf = (parts: readonly Float64Array[]): Float64Array => {
    const sum = new Float64Array(buckets)
    for (const part of parts) for (let bucket = 0; bucket < buckets; bucket++) sum[bucket]! += part[bucket]!
    return sum
  }
  const cell = (trigger: number, outcome: number): Float64Array => {
    const at = (trigger * OUTCOMES.length + outcome) * buckets
    return tally.checkins.subarray(at, at + buckets)
  }
  const byOutcome = OUTCOMES.map((_, outcome) => sumOf(TRIGGERS.map((_, trigger) => cell(trigger, outcome))))
  columns.set('checkins_attempted', sumOf(byOutcome))
  OUTCOMES.forEach((name, outcome) => {
    columns.set(`checkins_${name}`, byOutcome[outcome]!)
  })
  TRIGGERS.forEach((name, trigger) => {
    columns.set(`checkins_by_${name}`, sumOf(OUTCOMES.map((_, outcome) => cell(trigger, outcome))))
  })
  PUSH_FATES.forEach((name, fate) => {
    columns.set(`pushes_${name}`, tally.pushes.subarray(fate * buckets, (fate + 1) * buckets))
  })
  for (const name of ['enrolments_ok', 'enrolments_failed', 'certificates_issued']) {
    columns.set(name, new Float64Array(buckets))
  }
  const perBucket = (times: readonly number[]): Float64Array => {
    const flow = new Float64Array(buckets)
    for (const time of times) {
      if (time >= 0 && time < plan.scenario.horizon) flow[Math.floor(time / tally.bucket)]!++
    }
    return flow
  }
  columns.set('tickets_opened', perBucket(plan.tickets.opened))
  columns.set('tickets_closed', perBucket(plan.tickets.closed))
  return { columns, total: (column) => columns.get(column)?.reduce((sum, flow) => sum + flow, 0) ?? 0 }
}

function ledgerOf(plan: Plan, tally: Tally): Ledger {
  const cohorts = plan.cohorts.map((cohort) => cohort.index)
  const rows: GapRow[] = []
  const totals: GapTotal[] = []
  GAPS.forEach((gap, gapIndex) => {
    for (let series = 0; series <= cohorts.length; series++) {
      const of = series === 0 ? cohorts : [series - 1]
      const all = together(tally, of, gapIndex, -1)
      totals.push({ gap, series, ...figures(all), overSevenDays: all.overSevenDays })
      CAUSES.forEach((cause, causeIndex) => {
        const part = together(tally, of, gapIndex, causeIndex)
        if (part.bins.total > 0) rows.push({ gap, series, cause, ...figures(part) })
      })
    }
  })
  return { rows, totals }
}

function together(tally: Tally, cohorts: readonly number[], gap: number, cause: number): GapTally {
  const sum: GapTally = { bins: new DurationBins(), time: new ExactSum(), open: 0, overSevenDays: 0 }
  for (const cohort of cohorts) {
    const part = tally.gaps.get(gapKey(cohort, gap, cause))
    if (part === undefined) continue
    sum.bins.merge(part.bins)
    sum.time.merge(part.time)
    sum.open += part.open
    sum.overSevenDays += part.overSevenDays
  }
  return sum
}

function figures(tally: GapTally): Omit<GapFigures, 'gap' | 'series'> {
  const { bins } = tally
  return {
    devices: bins.total,
    open: tally.open,
    deviceHours: hours(tally.time.toBigInt()),
    p50: bins.quantile(0.5),
    p90: bins.quantile(0.9),
    p99: bins.quantile(0.99),
    max: bins.max,
  }
}

/** Milliseconds as hours, exact to a tenth of a millisecond-hour even where the milliseconds pass 2⁵³. */
function hours(milliseconds: bigint): number {
  const whole = milliseconds / BigInt(HOUR)
  return Number(whole) + Number(milliseconds - whole * BigInt(HOUR)) / HOUR
}

function handoverOf(plan: Plan, tally: Tally): Handover {
  const { movedByMinute, firstMinute } = tally
  const moved = movedByMinute.reduce((sum, count) => sum + count, 0)
  return {
    devices: plan.devices,
    moved,
    stranded: tally.strandedDevices,
    timeTo(q) {
      // In integers: a share like 0.95 is not exact, 95 hundredths are.
      const needed = Math.ceil((Math.round(q * 10_000) * plan.devices) / 10_000)
      let sum = 0
      for (let minute = 0; minute < movedByMinute.length; minute++) {
        sum += movedByMinute[minute]!
        if (sum >= needed) return (firstMinute + minute) * MINUTE
      }
      return null
    },
  }
}
