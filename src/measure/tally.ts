import { ExactSum } from '../engine/exact-sum.ts'
import type { Plan } from '../model/plan.ts'
import type { Outcome, Recorder } from '../model/recorder.ts'
import { OUTCOMES, STATES, TRIGGERS } from '../model/vocabulary.ts'
import { DurationBins } from './duration-bins.ts'
import { EventLog } from './event-log.ts'
import { FLOW, FLOW_COUNT } from './flows.ts'
import { createGapTally, type GapTally, gapKey, mergeGapTally } from './gap-tally.ts'
import { OutcomeTable } from './outcome-table.ts'
import { StationTally } from './station-tally.ts'

/**
 * Columns of the timeline's differences: the states, devices without each kind, without any, redundant profiles, devices
 * that have entered, are let in no more, are compliant (truly, as reported), reachable, hidden.
 */
export const LACKS = STATES.length
export const REDUNDANT = LACKS + 6
export const ENTERED = REDUNDANT + 1
export const DENIED = ENTERED + 1
export const COMPLIANT = DENIED + 1
export const REACHABLE = COMPLIANT + 2
export const HIDDEN = REACHABLE + 1
export const TIMELINE_COLUMNS = HIDDEN + 1

const MINUTE = 60_000
const WEEK = 7 * 24 * 3_600_000

/** Which details of single devices are kept. */
export interface Wants {
  readonly devices: boolean
  readonly events: boolean
  /** The only device, by its number from 0, whose details are kept; with its events come the intervals of its gaps. */
  readonly only?: number
}

/** A time [from, to) in which a gap of the device that is followed had one cause; indexes are those of the vocabulary. */
export interface GapInterval {
  readonly gap: number
  readonly cause: number
  readonly from: number
  readonly to: number
}

/**
 * What structured cloning leaves of a tally that comes from another thread: its fields, without methods. Merging reads
 * nothing else.
 */
export type TallyData = Pick<
  Tally,
  | 'checkins'
  | 'flows'
  | 'firstCohort'
  | 'changes'
  | 'movedByMinute'
  | 'stateTime'
  | 'presentTime'
  | 'deniedTime'
  | 'admittedTime'
  | 'gaps'
  | 'stations'
  | 'actionTimes'
  | 'canaryTimes'
  | 'outcomes'
  | 'intervals'
  | 'attempts'
  | 'outstandingPushes'
  | 'openCalls'
  | 'openActions'
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
  /** See `FLOW`: flow · buckets + bucket. */
  readonly flows: Float64Array
  /** The first of the cohorts that the devices belong to. */
  readonly firstCohort: number
  /**
   * Changes of a count at the first bucket instant that sees them:
   * ((cohort − `firstCohort`) · columns + column) · (buckets + 1) + bucket.
   */
  readonly changes: Float64Array
  /** Devices that came under the new authority less those that left it, by minute since `firstMinute`. */
  readonly movedByMinute: Float64Array
  readonly firstMinute: number
  readonly stateTime = STATES.map(() => new ExactSum())
  /** Device-time from entry to the horizon. */
  readonly presentTime = new ExactSum()
  /** Device-time to the horizon from each loss of access, and from each return of it. */
  readonly deniedTime = new ExactSum()
  readonly admittedTime = new ExactSum()
  readonly gaps = new Map<number, GapTally>()
  /** By index of the station; those without customers are not there, nor is support, whose line is the plan's. */
  readonly stations = new Map<number, StationTally>()
  readonly actionTimes = new DurationBins()
  /** First time of each step of the canary; infinite where it never comes. */
  readonly canaryTimes = new Float64Array(3).fill(Number.POSITIVE_INFINITY)
  readonly log: EventLog | null
  readonly outcomes: OutcomeTable | null
  /** Of the one device that is followed, each gap's in time order. */
  readonly intervals: GapInterval[] = []
  attempts = 0
  outstandingPushes = 0
  openCalls = 0
  openActions = 0
  strandedDevices = 0
  hashA = 0
  hashB = 0
  handled = 0
  /** Number of the one device that is followed; −1: details are of all. */
  private readonly only: number
  /** The same as `gaps`, sooner found. */
  private readonly gapsByKey: GapTally[] = []
  private readonly horizon: number
  private readonly changeAt: number

  /** For devices `from` to `to` (exclusive) of the plan. */
  constructor(plan: Plan, from: number, to: number, wants: Wants) {
    const { horizon, bucket, change } = plan.scenario
    const cohorts = plan.cohorts.filter(({ first, cohort }) => first < to && first + cohort.devices > from)
    this.horizon = horizon
    this.bucket = bucket
    this.buckets = Math.ceil(horizon / bucket)
    this.checkins = new Float64Array(TRIGGERS.length * OUTCOMES.length * this.buckets)
    this.flows = new Float64Array(FLOW_COUNT * this.buckets)
    this.firstCohort = cohorts[0]?.index ?? 0
    this.changes = new Float64Array(cohorts.length * TIMELINE_COLUMNS * (this.buckets + 1))
    this.changeAt = change.at
    this.firstMinute = Math.ceil(-change.at / MINUTE)
    this.movedByMinute = new Float64Array(Math.ceil((horizon - change.at) / MINUTE) - this.firstMinute + 1)
    this.log = wants.events ? new EventLog() : null
    this.only = wants.only ?? -1
    if (!wants.devices) this.outcomes = null
    else this.outcomes = this.only < 0 ? new OutcomeTable(from, to - from) : new OutcomeTable(this.only, 1)
  }

  get traces(): boolean {
    return this.log !== null
  }

  get wantsOutcomes(): boolean {
    return this.outcomes !== null
  }

  enter(cohort: number, time: number, state: number): void {
    this.changes[this.slot(cohort, state, time)]!++
    this.changes[this.slot(cohort, ENTERED, time)]!++
    this.presentTime.add(1, this.horizon - time)
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

  admit(cohort: number, time: number, by: number): void {
    this.changes[this.slot(cohort, DENIED, time)]! -= by
    const sum = by < 0 ? this.deniedTime : this.admittedTime
    sum.add(Math.abs(by), this.horizon - time)
  }

  comply(cohort: number, time: number, view: number, by: number): void {
    this.changes[this.slot(cohort, COMPLIANT + view, time)]! += by
  }

  reach(cohort: number, time: number, by: number): void {
    this.changes[this.slot(cohort, REACHABLE, time)]! += by
  }

  reachSeries(cohort: number): number {
    return this.series(cohort, REACHABLE)
  }

  hide(cohort: number, time: number, by: number): void {
    this.changes[this.slot(cohort, HIDDEN, time)]! += by
  }

  moved(time: number, by: number): void {
    this.movedByMinute[Math.ceil((time - this.changeAt) / MINUTE) - this.firstMinute]! += by
  }

  stranded(): void {
    this.strandedDevices++
  }

  push(fate: number, time: number): void {
    this.flow(FLOW.push + fate, time)
  }

  outstanding(count: number): void {
    this.outstandingPushes += count
  }

  enrolment(fate: number, time: number): void {
    this.flow(FLOW.enrolment + fate, time)
  }

  issued(time: number): void {
    this.flow(FLOW.issued, time)
  }

  call(which: number, time: number): void {
    this.flow(FLOW.call + which, time)
  }

  callsOpen(count: number): void {
    this.openCalls += count
  }

  action(which: number, time: number): void {
    this.flow(FLOW.action + which, time)
  }

  actionsOpen(count: number): void {
    this.openActions += count
  }

  actionTime(spent: number): void {
    this.actionTimes.add(spent)
  }

  queue(station: number, time: number, by: number): void {
    this.station(station).queue(time, by)
  }

  busy(station: number, from: number, to: number): void {
    this.station(station).busy(from, to)
  }

  waited(station: number, spent: number): void {
    this.station(station).waited(spent)
  }

  canary(step: number, time: number): void {
    this.canaryTimes[step] = Math.min(this.canaryTimes[step]!, time)
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

  interval(device: number, gap: number, cause: number, from: number, to: number): void {
    if (device === this.only) this.intervals.push({ gap, cause, from, to })
  }

  event(device: number, key: number, code: number): void {
    if (this.only < 0 || device === this.only) this.log?.add(device, key, code)
  }

  outcome(device: number, outcome: Outcome): void {
    if (this.only < 0 || device === this.only) this.outcomes?.set(device, outcome)
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
    addInto(this.flows, other.flows)
    const cohort = TIMELINE_COLUMNS * (this.buckets + 1)
    addInto(this.changes, other.changes, (other.firstCohort - this.firstCohort) * cohort)
    addInto(this.movedByMinute, other.movedByMinute)
    this.stateTime.forEach((time, state) => {
      time.merge(other.stateTime[state]!)
    })
    this.presentTime.merge(other.presentTime)
    this.deniedTime.merge(other.deniedTime)
    this.admittedTime.merge(other.admittedTime)
    for (const [key, tally] of other.gaps) mergeGapTally(this.gapTally(key), tally)
    for (const [station, tally] of other.stations) this.station(station).merge(tally)
    this.actionTimes.merge(other.actionTimes)
    other.canaryTimes.forEach((time, step) => {
      this.canary(step, time)
    })
    if (other.log !== null) this.log?.merge(other.log)
    if (other.outcomes !== null) this.outcomes?.merge(other.outcomes)
    this.outstandingPushes += other.outstandingPushes
    this.openCalls += other.openCalls
    this.openActions += other.openActions
    this.strandedDevices += other.strandedDevices
    this.finish(other.hashA, other.hashB, other.handled, other.attempts)
  }

  private flow(flow: number, time: number): void {
    this.flows[flow * this.buckets + Math.floor(time / this.bucket)]!++
  }

  /** A count that changes at `time` is seen from the first bucket that starts then or later. */
  private slot(cohort: number, column: number, time: number): number {
    return this.series(cohort, column) + Math.ceil(time / this.bucket)
  }

  private series(cohort: number, column: number): number {
    return ((cohort - this.firstCohort) * TIMELINE_COLUMNS + column) * (this.buckets + 1)
  }

  private tallyOf(cohort: number, gap: number, cause: number, spent: number): GapTally {
    const tally = this.gapTally(gapKey(cohort, gap, cause))
    tally.bins.add(spent)
    tally.time.add(1, spent)
    return tally
  }

  private gapTally(key: number): GapTally {
    const known = this.gapsByKey[key]
    if (known !== undefined) return known
    const tally = createGapTally()
    this.gaps.set(key, tally)
    this.gapsByKey[key] = tally
    return tally
  }

  private station(index: number): StationTally {
    let tally = this.stations.get(index)
    if (tally === undefined) {
      tally = new StationTally(this.bucket, this.horizon)
      this.stations.set(index, tally)
    }
    return tally
  }
}

function addInto(sum: Float64Array, part: Float64Array, at = 0): void {
  for (let i = 0; i < part.length; i++) sum[at + i]! += part[i]!
}
