import type { EventRun } from '../measure/event-log.ts'
import type { TallyData, Wants } from '../measure/tally.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Block } from './cut.ts'

/** A block of devices of one replication: what a worker does at a time. All of it can be sent to another thread. */
export interface Task extends Block {
  /** Tasks of one number are of the same scenario and replication. */
  readonly run: number
  readonly scenario: Scenario
  readonly replication: number
  readonly wants: Wants
  /** Whether events come back in sorted runs. */
  readonly sorted: boolean
  /** Devices done, by task of the run, in memory that all threads share; `slot` is this task's. */
  readonly progress: Int32Array
  readonly slot: number
}

/** Where tasks run: in this thread, in others. */
export interface Executor {
  /** How many tasks it performs at once. */
  readonly workers: number
  /**
   * Simulates the devices of a task; any number may be asked for at a time. Where many events gather, `onEvents` may be
   * given the earlier ones as a sorted run; the result holds those that are left.
   */
  perform(task: Task, onEvents?: (run: EventRun) => Promise<void>): Promise<TallyData>
  /** Stops what is under way, whose promises reject, and frees the threads. */
  close(): Promise<void>
}

/** Tells all threads how many devices of a task are done. */
export function noteProgress({ progress, slot }: Task, done: number): void {
  Atomics.store(progress, slot, done)
}
