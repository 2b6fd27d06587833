import type { EventRun } from './event-log.ts'
import type { DeviceOutcomes } from './results.ts'

/**
 * Takes what a run tells of single devices part by part while it goes on, so that it need not be held. The run waits for
 * every promise before it hands over the next part, and simulates only a few parts ahead. The arrays of a part are the
 * sink's to keep.
 */
export interface DetailSink {
  /** The outcomes of the devices from number `first` (from 0) on, in device order; called when outcomes are wanted. */
  devices(outcomes: DeviceOutcomes, first: number): Promise<void>
  /**
   * A sorted run of events of some of the devices; called when events are wanted. Of two runs with events of one device
   * the first has the earlier ones: `mergeEvents` makes the trace of the fleet from the runs in the order of these calls.
   */
  events(run: EventRun): Promise<void>
}
