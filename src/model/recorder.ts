/**
 * What the model tells about a run. The model knows nothing of files or tables: it calls this, and `measure` implements
 * it. Times are ms since `start`, below the horizon unless said; indexes are those of the vocabulary.
 */
export interface Recorder {
  /** Attempts per (trigger · 6 + outcome) · buckets + bucket; the steady life of a device adds to it directly. */
  readonly checkins: Float64Array
  readonly bucket: number
  readonly buckets: number
  /** Whether every event is wanted. */
  readonly traces: boolean

  /** A device of the cohort enters the run in this state, with all kinds of profile it needs. */
  enter(cohort: number, state: number): void
  /** It shows another state from `time` on, after `spent` ms in the one before. */
  show(cohort: number, time: number, from: number, to: number, spent: number): void
  /** The last state lasted `spent` ms up to the horizon. */
  leave(state: number, spent: number): void
  /** The number of devices without a kind they need, or without any of them (`kind` 5), changes by `by`. */
  lack(cohort: number, time: number, kind: number, by: number): void
  /** The number of redundant profiles changes by `by`. */
  redundant(cohort: number, time: number, by: number): void
  /** The device comes under the new authority. */
  moved(time: number): void
  /** The device is cut off with the profile its network depends on. */
  stranded(): void
  /** An attempt to push is due or meets its fate. */
  push(fate: number, time: number): void
  /** Attempts to push that have met no fate at the horizon. */
  outstanding(count: number): void
  /** A support ticket is opened (`by` 0) or closed (1). */
  ticket(which: number, time: number): void
  /** A device's time in a gap for one cause, summed over the run. */
  gap(cohort: number, gap: number, cause: number, spent: number): void
  /** A device's gap of any cause, and the cause open at the horizon or −1. */
  gapTotal(cohort: number, gap: number, spent: number, openCause: number): void
  /** One event of the trace, in the order in which it happens on the device; `key` is time · 16 + class. */
  event(device: number, key: number, code: number): void
  /** The outcome of a device, at the horizon; called only where it is wanted. */
  outcome(device: number, outcome: Outcome): void
  readonly wantsOutcomes: boolean
  /** The device's trajectory hash, the number of its timers handled and of its attempts to check in. */
  finish(hashA: number, hashB: number, handled: number, attempts: number): void
}

/** One device at the horizon; times are NaN where it never happened. The object is used again for the next device. */
export interface Outcome {
  cohort: number
  user: number
  wave: number
  changedAt: number
  firstCheckin: number
  managedAt: number
  protectedAgain: number
  gaps: [number, number, number]
  mainCause: number
  finalState: number
}
