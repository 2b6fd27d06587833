import type { EventRun } from './event-log.ts'
import type { DeviceOutcomes } from './results.ts'

/**
 * Takes what a run tells of single devices part by part while it goes on, so that it need not be held. The run waits for
 * every promise before it hands over the next part, and simulates only a few parts ahead.
 *
 * Parts come in device order and each once: `devices` first, then `events` of the same devices. Their arrays are the
 * sink's to keep.
 */
export interface DetailSink {
  /** The outcomes of the devices from number `first` (from 0) on; called when outcomes are wanted. */
  devices(outcomes: DeviceOutcomes, first: number): Promise<void>
  /**
   * All events of the same devices in the published order; called when events are wanted. A device's events are all in
   * one run: `mergeEvents` makes the trace of the fleet from the runs.
   */
  events(run: EventRun): Promise<void>
}
