import type { Plan } from '../model/plan.ts'
import { CAUSES, GAPS, STATION_CODE, STATIONS } from '../model/vocabulary.ts'
import { timelineOf } from './bucket-counts.ts'
import { assertConservation } from './conservation.ts'
import { describeEvents } from './event-trace.ts'
import { createGapTally, type GapTally, gapKey, mergeGapTally } from './gap-tally.ts'
import { loadOf } from './load-columns.ts'
import type { ActionTimes, CanaryTimes, GapFigures, GapRow, GapTotal, Handover, Ledger, Results } from './results.ts'
import { stationFigures } from './station-figures.ts'
import { supportTally } from './support-tally.ts'
import type { Tally } from './tally.ts'

const HOUR = 3_600_000
const MINUTE = 60_000

/**
 * Turns the merged accumulators of a whole run into its results.
 *
 * @throws ConservationError when devices, time, attempts, pushes, calls or actions do not add up: a defect of the program.
 */
export function collect(plan: Plan, tally: Tally): Results {
  assertConservation(plan, tally)
  const stations = new Map([...tally.stations, [STATION_CODE.support, supportTally(plan)]])
  return {
    scenario: plan.scenario,
    timeline: timelineOf(plan, tally),
    load: loadOf(plan, tally, stations),
    ledger: ledgerOf(plan, tally),
    handover: handoverOf(plan, tally),
    stations: STATIONS.map((name, index) => stationFigures(name, plan.scenario, stations.get(index))),
    actions: actionsOf(tally),
    canary: plan.scenario.canary === null ? null : canaryOf(tally),
    devices: tally.outcomes,
    events: tally.log === null ? null : describeEvents(tally.log),
    fingerprint: hexadecimal(tally.hashA) + hexadecimal(tally.hashB),
    handled: tally.handled,
  }
}

function hexadecimal(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0')
}

function ledgerOf(plan: Plan, tally: Tally): Ledger {
  const cohorts = plan.cohorts.map((cohort) => cohort.index)
  const rows: GapRow[] = []
  const totals: GapTotal[] = []
  GAPS.forEach((gap, gapIndex) => {
    for (let series = 0; series <= cohorts.length; series++) {
      const of = series === 0 ? cohorts : [series - 1]
      const all = together(tally, of, gapIndex, -1)
      totals.push({ gap, series, ...(all === null ? NOTHING : { ...figures(all), overSevenDays: all.overSevenDays }) })
      if (all === null) continue
      CAUSES.forEach((cause, causeIndex) => {
        const part = together(tally, of, gapIndex, causeIndex)
        if (part !== null) rows.push({ gap, series, cause, ...figures(part) })
      })
    }
  })
  return { rows, totals }
}

/** What the cohorts have in the gap for the cause; `null`: none of their devices has any. */
function together(tally: Tally, cohorts: readonly number[], gap: number, cause: number): GapTally | null {
  const parts = cohorts.flatMap((cohort) => tally.gaps.get(gapKey(cohort, gap, cause)) ?? [])
  if (parts.length <= 1) return parts[0] ?? null
  const sum = createGapTally()
  for (const part of parts) mergeGapTally(sum, part)
  return sum
}

const NOTHING = { devices: 0, open: 0, deviceHours: 0, p50: 0, p90: 0, p99: 0, max: 0, overSevenDays: 0 } as const

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
  const devices = plan.cohorts.reduce((sum, { cohort }) => sum + (cohort.arrivals === null ? cohort.devices : 0), 0)
  return {
    devices,
    moved,
    stranded: tally.strandedDevices,
    timeTo(q) {
      // In integers: a share like 0.95 is not exact, 95 hundredths are.
      const needed = Math.ceil((Math.round(q * 10_000) * devices) / 10_000)
      let sum = 0
      for (let minute = 0; minute < movedByMinute.length; minute++) {
        sum += movedByMinute[minute]!
        if (sum >= needed) return (firstMinute + minute) * MINUTE
      }
      return null
    },
  }
}

function actionsOf({ actionTimes }: Tally): ActionTimes {
  return {
    executed: actionTimes.total,
    p50: actionTimes.quantile(0.5),
    p90: actionTimes.quantile(0.9),
    max: actionTimes.max,
  }
}

function canaryOf({ canaryTimes }: Tally): CanaryTimes {
  const [enrolled, visible, locked] = Array.from(canaryTimes, (time) => (Number.isFinite(time) ? time : null))
  return { enrolled: enrolled!, visible: visible!, locked: locked! }
}
