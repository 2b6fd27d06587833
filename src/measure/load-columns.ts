import type { Plan } from '../model/plan.ts'
import { OUTCOMES, PUSH_FATES, STATIONS, TRIGGERS } from '../model/vocabulary.ts'
import { FLOW } from './flows.ts'
import type { Load } from './results.ts'
import type { StationTally } from './station-tally.ts'
import type { Tally } from './tally.ts'

/** The flows, by the names of the columns of the load file; tickets are the plan's. */
export function loadOf(plan: Plan, tally: Tally, stations: ReadonlyMap<number, StationTally>): Load {
  const { buckets } = tally
  const columns = new Map<string, Float64Array>()
  const sumOf = (...parts: readonly Float64Array[]): Float64Array => {
    const sum = new Float64Array(buckets)
    for (const part of parts) for (let bucket = 0; bucket < buckets; bucket++) sum[bucket]! += part[bucket]!
    return sum
  }
  const cell = (trigger: number, outcome: number): Float64Array => {
    const at = (trigger * OUTCOMES.length + outcome) * buckets
    return tally.checkins.subarray(at, at + buckets)
  }
  const flow = (index: number): Float64Array => tally.flows.subarray(index * buckets, (index + 1) * buckets)
  const flows = (prefix: string, first: number, names: readonly string[]): void => {
    names.forEach((name, index) => {
      columns.set(`${prefix}_${name}`, flow(first + index))
    })
  }

  const byOutcome = OUTCOMES.map((_, outcome) => sumOf(...TRIGGERS.map((_, trigger) => cell(trigger, outcome))))
  columns.set('checkins_attempted', sumOf(...byOutcome))
  OUTCOMES.forEach((name, outcome) => {
    columns.set(`checkins_${name}`, byOutcome[outcome]!)
  })
  TRIGGERS.forEach((name, trigger) => {
    columns.set(`checkins_by_${name}`, sumOf(...OUTCOMES.map((_, outcome) => cell(trigger, outcome))))
  })
  flows('pushes', FLOW.push, PUSH_FATES)
  columns.set('enrolments_ok', flow(FLOW.enrolment))
  columns.set('enrolments_failed', sumOf(flow(FLOW.enrolment + 1), flow(FLOW.enrolment + 2)))
  columns.set('certificates_issued', flow(FLOW.issued))
  columns.set('tickets_opened', ticketsIn(plan, tally, plan.tickets.opened))
  columns.set('tickets_closed', ticketsIn(plan, tally, plan.tickets.closed))
  columns.set('enrolments_refused', flow(FLOW.enrolment + 2))
  flows('calls', FLOW.call, ['opened', 'closed', 'abandoned'])
  flows('actions', FLOW.action, ['issued', 'executed'])
  columns.set('actions_dropped', sumOf(flow(FLOW.action + 2), flow(FLOW.action + 3)))
  STATIONS.forEach((name, index) => {
    const station = stations.get(index)
    columns.set(`${name}_queue`, lineOf(station?.changes, buckets))
    columns.set(`${name}_busy`, meanOf(station?.busyTime, tally.bucket, plan.scenario.horizon, buckets))
  })
  return { columns, total: (column) => columns.get(column)?.reduce((sum, value) => sum + value, 0) ?? 0 }
}

function ticketsIn({ scenario }: Plan, { bucket, buckets }: Tally, times: readonly number[]): Float64Array {
  const flow = new Float64Array(buckets)
  for (const time of times) if (time >= 0 && time < scenario.horizon) flow[Math.floor(time / bucket)]!++
  return flow
}

function lineOf(changes: Float64Array | undefined, buckets: number): Float64Array {
  const line = new Float64Array(buckets)
  let length = 0
  for (let bucket = 0; bucket < buckets; bucket++) {
    length += changes?.[bucket] ?? 0
    line[bucket] = length
  }
  return line
}

/** The last bucket may be shorter than the others. */
function meanOf(time: Float64Array | undefined, bucket: number, horizon: number, buckets: number): Float64Array {
  return Float64Array.from(
    { length: buckets },
    (_, index) => (time?.[index] ?? 0) / Math.min(bucket, horizon - index * bucket),
  )
}
