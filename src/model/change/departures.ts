import type { ActiveStation } from '../../engine/entities.ts'
import { keyOf, PRIORITY, timeOf } from '../../engine/time.ts'
import { WaitingLine } from '../../engine/waiting-line.ts'
import type { Recorder } from '../recorder.ts'

/**
 * A line whose customers know when they come what time they will be served: it only has to be recorded, in the order of
 * time. They come, and are served, in one order.
 */
export class Departures implements ActiveStation {
  private readonly recorder: Recorder
  private readonly station: number
  private readonly line = new WaitingLine()

  constructor(recorder: Recorder, station: number) {
    this.recorder = recorder
    this.station = station
  }

  /** A customer comes at `time`, to be served at `served`, which may be never. */
  wait(time: number, served: number): void {
    this.recorder.queue(this.station, time, 1)
    this.line.join(0, served, 0)
  }

  peek(): number {
    return this.line.length === 0 ? Number.POSITIVE_INFINITY : keyOf(this.line.arrival, PRIORITY.grant)
  }

  step(key: number): void {
    const now = timeOf(key)
    let served = 0
    for (; this.line.length > 0 && this.line.arrival <= now; this.line.shift()) served++
    this.recorder.queue(this.station, now, -served)
  }
}
