import type { Categories, Hours } from '../../scenario/scenario.ts'
import { Departures } from '../change/departures.ts'
import type { Recorder } from '../recorder.ts'
import { STATION_CODE } from '../vocabulary.ts'
import { addHours, eachSpell } from './working-time.ts'

const HOUR = 3_600_000

/**
 * The people who put devices back into their categories: one server, first come, first served, a constant time of work
 * for each device. Work that closing time interrupts goes on at the next opening.
 *
 * Nothing leaves the line once it is in it, so that the end of the work is known at once.
 */
export class CategoryLine {
  readonly line: Departures
  private readonly recorder: Recorder
  private readonly hours: Hours
  private readonly service: number
  private readonly horizon: number
  private free = 0

  constructor(recorder: Recorder, { ratePerHour, hours }: Categories, horizon: number) {
    this.recorder = recorder
    this.line = new Departures(recorder, STATION_CODE.categories)
    this.hours = hours
    this.service = Math.floor(HOUR / ratePerHour + 0.5)
    this.horizon = horizon
  }

  /** Puts a device in the line and returns when its work is done; ∞ where that is past the working hours known. */
  join(time: number): number {
    const { recorder, hours, horizon } = this
    const start = addHours(hours, Math.max(time, this.free), 0)
    const done = addHours(hours, start, this.service)
    this.free = done
    if (start > time) this.line.wait(time, start)
    if (start >= horizon) return done
    recorder.waited(STATION_CODE.categories, start - time)
    eachSpell(hours, start, done, (open, close) => {
      if (open < horizon) recorder.busy(STATION_CODE.categories, open, Math.min(close, horizon))
    })
    return done
  }
}
