import type { DetailSink } from '../measure/detail-sink.ts'
import type { EventRun } from '../measure/event-log.ts'
import { mergeEvents } from '../measure/merge-events.ts'
import type { DeviceOutcomes } from '../measure/results.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { deviceHeader, deviceLines } from './devices-csv.ts'
import { type EventSpill, SPILLED_EVENT } from './event-spill.ts'
import { eventChunks } from './events-csv.ts'
import { OutputError } from './output-error.ts'
import { bytesOf } from './text-bytes.ts'

/** What text is written to piece by piece: a file in the making, or one that it is compared with. */
export interface TextTarget {
  write(text: string): Promise<void>
}

/** Where the details of single devices go; `null`: they are not wanted. */
export interface DetailTargets {
  /** Takes the text of `devices.csv`. */
  readonly devices: TextTarget | null
  /** Takes the events until all are known. */
  readonly events: EventSpill | null
}

/** Bytes of a line of `events.csv`, about. */
const EVENT_LINE = 30

/**
 * Makes the text of `devices.csv` and `events.csv` of the parts of a run, and holds none of it: lines of devices are
 * written as they come, events wait in a spill for those of the other devices. Each part waits for the disk.
 *
 * Rejects with the reason of the signal when that is aborted.
 * @throws {OutputError} `full` with about as many bytes as the files need, as far as can be told by then
 */
export class DetailText implements DetailSink {
  private readonly scenario: Scenario
  private readonly targets: DetailTargets
  private readonly signal: AbortSignal
  /** Bytes of `devices.csv` so far. */
  deviceBytes = 0

  constructor(scenario: Scenario, targets: DetailTargets, signal: AbortSignal) {
    this.scenario = scenario
    this.targets = targets
    this.signal = signal
  }

  async devices(outcomes: DeviceOutcomes, first: number): Promise<void> {
    const before = this.deviceBytes
    try {
      if (first === 0) await this.writeDevices(deviceHeader())
      for (const lines of deviceLines(this.scenario, outcomes, first)) await this.writeDevices(lines)
    } catch (error) {
      if (!isOutOfSpace(error)) throw error
      this.deviceBytes = before + bytesOf(deviceLines(this.scenario, outcomes, first))
      throw this.withNeed(error, first + outcomes.cohort.length)
    }
  }

  async events(run: EventRun): Promise<void> {
    this.signal.throwIfAborted()
    try {
      await this.targets.events?.add(run)
    } catch (error) {
      if (!isOutOfSpace(error)) throw error
      throw this.withNeed(error, 1 + run.device.reduce((most, device) => Math.max(most, device), 0))
    }
  }

  /** The text of `events.csv`, once all events have come. */
  eventChunks(): Iterable<string> {
    return eventChunks(mergeEvents(this.targets.events?.sources() ?? []))
  }

  private async writeDevices(text: string): Promise<void> {
    this.signal.throwIfAborted()
    this.deviceBytes += Buffer.byteLength(text)
    await this.targets.devices?.write(text)
  }

  /** Devices are about alike: what `done` of them take tells what all will. */
  private withNeed(error: OutputError, done: number): OutputError {
    const devices = this.scenario.cohorts.reduce((sum, cohort) => sum + cohort.devices, 0)
    const bytes = this.deviceBytes + (this.targets.events?.events ?? 0) * (SPILLED_EVENT + EVENT_LINE)
    const need = Math.ceil(bytes * Math.max(1, devices / done))
    return new OutputError('full', `${error.message}; the files need ${need} bytes or more`, error.hint, error)
  }
}

function isOutOfSpace(error: unknown): error is OutputError {
  return error instanceof OutputError && error.code === 'full'
}
