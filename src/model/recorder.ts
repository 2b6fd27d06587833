/**
 * What the model tells about a run. The model knows nothing of files or tables: it calls this, and `measure` implements
 * it. Times are ms since `start`, below the horizon unless said; indexes are those of the vocabulary.
 */
export interface Recorder {
  /** Attempts per (trigger · 6 + outcome) · buckets + bucket; the steady life of a device adds to it directly. */
  readonly checkins: Float64Array
  readonly changes: Float64Array
  readonly bucket: number
  readonly buckets: number
  /** Whether every event is wanted. */
  readonly traces: boolean

  /**
   * A device of the cohort enters the run in this state, with all kinds of profile it needs, let in, and neither truly
   * compliant nor reported so. Fleets enter at 0, new devices when they arrive; a device that has not entered counts nowhere.
   */
  enter(cohort: number, time: number, state: number): void
  /** It shows another state from `time` on, after `spent` ms in the one before. */
  show(cohort: number, time: number, from: number, to: number, spent: number): void
  /** The last state lasted `spent` ms up to the horizon. */
  leave(state: number, spent: number): void
  /** The number of devices without a kind they need, or without any of them (`kind` 5), changes by `by`. */
  lack(cohort: number, time: number, kind: number, by: number): void
  /** The number of redundant profiles changes by `by`. */
  redundant(cohort: number, time: number, by: number): void
  /** The number of devices that conditional access lets in changes by `by`. */
  admit(cohort: number, time: number, by: number): void
  /** The number of devices that are truly compliant (`view` 0), or reported as compliant (1), changes by `by`. */
  comply(cohort: number, time: number, view: number, by: number): void
  /** The number of devices under the new authority (`registered`, `managed_new`) that are online changes by `by`. */
  reach(cohort: number, time: number, by: number): void
  /** Where `changes` has the cohort's reachable devices: one place for each bucket instant. */
  reachSeries(cohort: number): number
  /** The number of devices whose record is hidden changes by `by`. */
  hide(cohort: number, time: number, by: number): void
  /** A device of the fleet comes under the new authority (`by` 1), or is not any more (−1). */
  moved(time: number, by: number): void
  /** The device is cut off with the profile its network depends on. */
  stranded(): void
  /** An attempt to push is due or meets its fate. */
  push(fate: number, time: number): void
  /** Attempts to push that have met no fate at the horizon. */
  outstanding(count: number): void
  /** An attempt to enrol succeeds (`fate` 0), fails (1) or is refused, which is a failure too (2; not reported as 1 besides). */
  enrolment(fate: number, time: number): void
  /** A certificate profile is issued. */
  issued(time: number): void
  /** A call is opened (`which` 0), closed (1) or abandoned (2). */
  call(which: number, time: number): void
  /** Calls neither closed nor abandoned at the horizon. */
  callsOpen(count: number): void
  /**
   * An action is issued to a device (`which` 0), executed (1), not issued because the device is not enrolled (2), or
   * dropped after its issue (3); 2 and 3 both count as dropped.
   */
  action(which: number, time: number): void
  /** Actions issued and neither executed nor dropped at the horizon. */
  actionsOpen(count: number): void
  /** How long an action took from its issue; once for each that is executed. */
  actionTime(spent: number): void
  /** The line of a station (index in `STATIONS`) changes by `by`. Calls for a station come in time order, from one part of the run. */
  queue(station: number, time: number, by: number): void
  /**
   * One of its servers is busy from `from` to `to`, which may be before 0 or past the horizon and need not be whole: a station with a
   * rate is one server that is busy for the time that its customers take of its capacity.
   */
  busy(station: number, from: number, to: number): void
  /** A customer of it has waited so long before the service. */
  waited(station: number, spent: number): void
  /** The canary is enrolled (`step` 0), visible in the console (1), locked (2). */
  canary(step: number, time: number): void
  /** A device's time in a gap for one cause, summed over the run. */
  gap(cohort: number, gap: number, cause: number, spent: number): void
  /** A device's gap of any cause, and the cause open at the horizon or −1. */
  gapTotal(cohort: number, gap: number, spent: number, openCause: number): void
  /**
   * A gap of a device has had one cause from `from` to `to`; told when the cause ends or changes, and at the horizon, in a
   * run whose events are wanted.
   */
  interval(device: number, gap: number, cause: number, from: number, to: number): void
  /** One event of the trace, in the order in which it happens on the device; `key` is time · 16 + class. */
  event(device: number, key: number, code: number): void
  /** The outcome of a device, at the horizon; called only where it is wanted. */
  outcome(device: number, outcome: Outcome): void
  readonly wantsOutcomes: boolean
  /** The device's trajectory hash; the timers handled and the attempts to check in, of any device, since the call before. */
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
  enrolledAt: number
  /** When the identity certificate ends, or ended; NaN where the run does not follow it. */
  certificateEnd: number
  protectedAgain: number
  gaps: [number, number, number]
  mainCause: number
  finalState: number
}
