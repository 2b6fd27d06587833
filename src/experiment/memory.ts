import { totalmem } from 'node:os'
import { constrainedMemory } from 'node:process'
import { FLOW_COUNT } from '../measure/flows.ts'
import { TIMELINE_COLUMNS } from '../measure/tally.ts'
import { type Plan, planOf } from '../model/plan.ts'
import { OUTCOMES, STATIONS, TRIGGERS } from '../model/vocabulary.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { RunError } from './run-error.ts'
import { type Survey, survey } from './survey.ts'

/** What a run keeps, as far as its memory depends on it. */
export interface MemoryOptions {
  readonly workers: number
  readonly devices: boolean
  readonly events: boolean
  /** Whether details are handed on part by part instead of being held. */
  readonly streamed: boolean
}

/** Events in a part of a run whose details are handed on: few enough to be held, enough to be worth a part. */
export const PART_EVENTS = 1_000_000

const MINUTE = 60_000
const MIB = 2 ** 20
/** Of an idle process, and of one more thread with its compiled code. */
const PROCESS = 85 * MIB
const THREAD = 30 * MIB
/** Bytes of the bins of one gap and cause of a cohort; see `DurationBins`. */
const BINS = 5376 * 8
/** Bytes per device: of an outcome, see `OutcomeTable`; of one that waits for others, its timers and its sums included. */
const OUTCOME = 84
const WAITING_DEVICE = 640
/** Bytes per event while a log is sorted: two copies of 13, two orders of 4, and what the allocator keeps. */
const EVENT = 48
/** Bytes per event of a sorted part that waits for its turn. */
const SORTED_EVENT = 13
/** Of the text of details that are written as they come, with its garbage; and of the pieces of events read back. */
const WRITING = 64 * MIB
const READ_BACK = 32 * MIB
const SHARE = 0.75

/** Estimates the most memory a run takes at a time, in bytes, before anything is allocated. */
export function estimateMemory(scenario: Scenario, options: MemoryOptions): number {
  const plan = planOf(scenario)
  return memoryOf(plan, survey(plan), options)
}

/** As `estimateMemory`, of a run that has been surveyed. */
export function memoryOf(plan: Plan, size: Survey, options: MemoryOptions): number {
  const { devices, events, streamed } = options
  const { traced, gaps } = size
  const workers = plan.coupled ? 1 : options.workers
  const { horizon, bucket } = plan.scenario
  const buckets = Math.ceil(horizon / bucket)
  const series = TRIGGERS.length * OUTCOMES.length + FLOW_COUNT + 2 * STATIONS.length
  const flows = 8 * (buckets * series + horizon / MINUTE) + (STATIONS.length + 1) * BINS
  const counts = 8 * plan.cohorts.length * TIMELINE_COLUMNS * (buckets + 1) + gaps * BINS
  // Partial results hold only the cohorts they are about; half as many again wait to be merged.
  const parts = workers === 1 ? (streamed ? 1 : 0) : 1.5 * workers
  const share = Math.min(1, 2 / workers)
  const results = counts + flows
  const perPart = flows + counts * share
  const ahead = workers === 1 ? 1 : 3 * workers
  const outcomesHeld = !streamed ? plan.devices * (workers === 1 ? 1 : 1.5) : devicesAhead(plan, size, ahead)
  const outcomes = devices ? OUTCOME * outcomesHeld : 0
  const log = !events ? 0 : !streamed ? EVENT * traced : READ_BACK + logAhead(size, workers, ahead)
  const writing = streamed && (devices || events) ? WRITING : 0
  const waiting = plan.coupled ? WAITING_DEVICE * plan.devices : 0
  return Math.ceil(
    PROCESS +
      (workers === 1 ? 0 : workers * THREAD) +
      2 * results +
      parts * perPart +
      outcomes +
      log +
      writing +
      waiting,
  )
}

/** The most devices in the parts of a run that are under way or wait. */
function devicesAhead(plan: Plan, { events }: Survey, ahead: number): number {
  if (plan.coupled) return plan.devices
  return Math.min(plan.devices, ahead * Math.max(1, (plan.devices * PART_EVENTS) / events))
}

/** Bytes of the events in these parts, some of which are being sorted; a device is never cut in two. */
function logAhead({ eventsPerDevice, events, traced }: Survey, workers: number, ahead: number): number {
  const largest = Math.max(PART_EVENTS, (Math.max(...eventsPerDevice) * traced) / Math.max(1, events))
  return Math.min(EVENT * traced, largest * (EVENT * workers + SORTED_EVENT * (ahead - workers)))
}

/** The memory a run may take unless told otherwise: three quarters of what the machine, or its container, has. */
export function memoryLimit(): number {
  const constrained = constrainedMemory()
  return SHARE * Math.min(totalmem(), constrained > 0 ? constrained : Number.POSITIVE_INFINITY)
}

/** @throws RunError `too-large` when a run needs more memory than `limit` bytes */
export function refuseTooLarge(plan: Plan, estimate: number, limit: number): void {
  if (estimate <= limit) return
  throw new RunError(
    'too-large',
    `scenario "${plan.scenario.name}" needs about ${gibibytes(estimate)} of memory, more than the ${gibibytes(limit)} it may take`,
    `A shorter horizon, a longer bucket or fewer devices need less; so does a run without --devices and --events. --max-memory ${Math.ceil(estimate / 2 ** 30)}GiB allows it.`,
  )
}

function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`
}
