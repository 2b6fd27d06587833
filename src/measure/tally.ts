import { ExactSum } from '../engine/exact-sum.ts'
import type { Plan } from '../model/plan.ts'
import type { Outcome, Recorder } from '../model/recorder.ts'
import { CAUSES, GAPS, OUTCOMES, PUSH_FATES, STATES, TRIGGERS } from '../model/vocabulary.ts'
import { DurationBins } from './duration-bins.ts'
import { EventLog } from './event-log.ts'
import { OutcomeTable } from './outcome-table.ts'

/** Columns of the timeline's differences: the states, devices without each kind, without any, and redundant profiles. */
export const LACKS = STATES.length
export const REDUNDANT = LACKS + 6
export const TIMELINE_COLUMNS = REDUNDANT + 1

const MINUTE = 60_000
const WEEK = 7 * 24 * 3_600_000

/** What one device-or-more's gaps of one kind and cause add up to; cause −1 stands for all causes together. */
export interface GapTally {
  readonly bins: DurationBins
  readonly time: ExactSum
  open: number
  overSevenDays: number
}

/** Which details of single devices are kept. */
export interface Wants {
  readonly devices: boolean
  readonly events: boolean
}

/**
 * What structured cloning leaves of a tally that comes from another thread: its fields, without methods. Merging reads
 * nothing else.
 */
export type TallyData = Pick<
  Tally,
  | 'checkins'
  | 'pushes'
  | 'tickets'
  | 'firstCohort'
  | 'changes'
  | 'movedByMinute'
  | 'stateTime'
  | 'gaps'
  | 'outcomes'
  | 'attempts'
  | 'outstandingPushes'
  | 'strandedDevices'
  | 'hashA'
  | 'hashB'
  | 'handled'
> & { readonly log: Pick<EventLog, 'chunks'> | null }

/**
 * The accumulators of one task. Everything is a count or a sum of whole numbers, so that merging partial results is
 * exact in any order and the answer does not depend on how the work was cut.
 */
export class Tally implements Recorder {
  readonly bucket: number
  readonly buckets: number
  readonly checkins: Float64Array
  readonly pushes: Float64Array
  readonly tickets: Float64Array
  /** The first of the cohorts that the devices belong to. */
  readonly firstCohort: number
  /**
   * Changes of a count at the first bucket instant that sees them:
   * ((cohort − `firstCohort`) · columns + column) · (buckets + 1) + bucket.
   */
  readonly changes: Float64Array
  /** Devices that came under the new authority, by minute since `firstMinute`. */
  readonly movedByMinute: Float64Array
  readonly firstMinute: number
  readonly stateTime = STATES.map(() => new ExactSum())
  readonly gaps = new Map<number, GapTally>()
  readonly log: EventLog | null
  readonly outcomes: OutcomeTable | null
  attempts = 0
  outstandingPushes = 0
  strandedDevices = 0
  hashA = 0
  hashB = 0
  handled = 0
  private readonly changeAt: number

  /** For devices `from` to `to` (exclusive) of the plan. */
  constructor(plan: Plan, from: number, to: number, wants: Wants) {
    const { horizon, bucket, change } = plan.scenario
    const cohorts = plan.cohorts.filter(({ first, cohort }) => first < to && first + cohort.devices > from)
    this.bucket = bucket
    this.buckets = Math.ceil(horizon / bucket)
    this.checkins = new Float64Array(TRIGGERS.length * OUTCOMES.length * this.buckets)
    this.pushes = new Float64Array(PUSH_FATES.length * this.buckets)
    this.tickets = new Float64Array(2 * this.buckets)
    this.firstCohort = cohorts[0]?.index ?? 0
    this.changes = new Float64Array(cohorts.length * TIMELINE_COLUMNS * (this.buckets + 1))
    this.changeAt = change.at
    this.firstMinute = Math.ceil(-change.at / MINUTE)
    this.movedByMinute = new Float64Array(Math.ceil((horizon - change.at) / MINUTE) - this.firstMinute + 1)
    this.log = wants.events ? new EventLog() : null
    this.outcomes = wants.devices ? new OutcomeTable(from, to - from) : null
  }

  get traces(): boolean {
    return this.log !== null
  }

  get wantsOutcomes(): boolean {
    return this.outcomes !== null
  }

  enter(cohort: number, state: number): void {
    this.changes[this.slot(cohort, state, 0)]!++
  }

  show(cohort: number, time: number, from: number, to: number, spent: number): void {
    this.changes[this.slot(cohort, from, time)]!--
    this.changes[this.slot(cohort, to, time)]!++
    this.stateTime[from]!.add(1, spent)
  }

  leave(state: number, spent: number): void {
    this.stateTime[state]!.add(1, spent)
  }

  lack(cohort: number, time: number, kind: number, by: number): void {
    this.changes[this.slot(cohort, LACKS + kind, time)]! += by
  }

  redundant(cohort: number, time: number, by: number): void {
    this.changes[this.slot(cohort, REDUNDANT, time)]! += by
  }

  moved(time: number): void {
    this.movedByMinute[Math.ceil((time - this.changeAt) / MINUTE) - this.firstMinute]!++
  }

  stranded(): void {
    this.strandedDevices++
  }

  push(fate: number, time: number): void {
    this.pushes[fate * this.buckets + Math.floor(time / this.bucket)]!++
  }

  outstanding(count: number): void {
    this.outstandingPushes += count
  }

  ticket(which: number, time: number): void {
    this.tickets[which * this.buckets + Math.floor(time / this.bucket)]!++
  }

  gap(cohort: number, gap: number, cause: number, spent: number): void {
    this.tallyOf(cohort, gap, cause, spent)
  }

  gapTotal(cohort: number, gap: number, spent: number, openCause: number): void {
    const tally = this.tallyOf(cohort, gap, -1, spent)
    if (spent > WEEK) tally.overSevenDays++
    if (openCause < 0) return
    tally.open++
    const cause = this.gaps.get(gapKey(cohort, gap, openCause))
    if (cause !== undefined) cause.open++
  }

  event(device: number, key: number, code: number): void {
    this.log?.add(device, key, code)
  }

  outcome(device: number, outcome: Outcome): void {
    this.outcomes?.set(device, outcome)
  }

  finish(hashA: number, hashB: number, handled: number, attempts: number): void {
    this.attempts += attempts
    this.hashA = (this.hashA + hashA) | 0
    this.hashB = (this.hashB + hashB) | 0
    this.handled += handled
  }

  /** Adds the results of some of the devices, which are not used any more afterwards: parts of them may be taken over. */
  merge(other: TallyData): void {
    addInto(this.checkins, other.checkins)
    addInto(this.pushes, other.pushes)
    addInto(this.tickets, other.tickets)
    const cohort = TIMELINE_COLUMNS * (this.buckets + 1)
    addInto(this.changes, other.changes, (other.firstCohort - this.firstCohort) * cohort)
    addInto(this.movedByMinute, other.movedByMinute)
    this.stateTime.forEach((time, state) => {
      time.merge(other.stateTime[state]!)
    })
    for (const [key, tally] of other.gaps) {
      const mine = this.gapTally(key)
      mine.bins.merge(tally.bins)
      mine.time.merge(tally.time)
      mine.open += tally.open
      mine.overSevenDays += tally.overSevenDays
    }
    if (other.log !== null) this.log?.merge(other.log)
    if (other.outcomes !== null) this.outcomes?.merge(other.outcomes)
    this.outstandingPushes += other.outstandingPushes
    this.strandedDevices += other.strandedDevices
    this.finish(other.hashA, other.hashB, other.handled, other.attempts)
  }

  /** A count that changes at `time` is seen from the first bucket that starts then or later. */
  private slot(cohort: number, column: number, time: number): number {
    const series = (cohort - this.firstCohort) * TIMELINE_COLUMNS + column
    return series * (this.buckets + 1) + Math.ceil(time / this.bucket)
  }

  private tallyOf(cohort: number, gap: number, cause: number, spent: number): GapTally {
    const tally = this.gapTally(gapKey(cohort, gap, cause))
    tally.bins.add(spent)
    tally.time.add(1, spent)
    return tally
  }

  private gapTally(key: number): GapTally {
    let tally = this.gaps.get(key)
    if (tally === undefined) {
      tally = { bins: new DurationBins(), time: new ExactSum(), open: 0, overSevenDays: 0 }
      this.gaps.set(key, tally)
    }
    return tally
  }
}

/** Key of a gap, a cause (−1: all) and a cohort among the tallies. */
export function gapKey(cohort: number, gap: number, cause: number): number {
  return (cohort * GAPS.length + gap) * (CAUSES.length + 1) + cause + 1
}

/** The memory of a tally's columns: what moves to another thread instead of being copied. */
export function buffersOf(tally: Tally): ArrayBufferLike[] {
  const columns: { readonly buffer: ArrayBufferLike }[] = [
    tally.checkins,
    tally.pushes,
    tally.tickets,
    tally.changes,
    tally.movedByMinute,
  ]
  for (const { bins } of tally.gaps.values()) columns.push(bins.counts)
  for (const { key, device, code } of tally.log?.chunks ?? []) columns.push(key, device, code)
  if (tally.outcomes !== null) columns.push(...tally.outcomes.columns)
  return columns.map(({ buffer }) => buffer)
}

function addInto(sum: Float64Array, part: Float64Array, at = 0): void {
  for (let i = 0; i < part.length; i++) sum[at + i]! += part[i]!
}
