import { RateStation } from '../../engine/rate-station.ts'
import { Departures } from '../change/departures.ts'
import type { Recorder } from '../recorder.ts'
import { STATION_CODE } from '../vocabulary.ts'

const MINUTE = 60_000

/** The issue of certificates: so many in each whole minute, first come, first served. */
export class ScepStation {
  readonly line: Departures
  private readonly rate: RateStation
  private readonly recorder: Recorder
  private readonly horizon: number

  constructor(recorder: Recorder, ratePerMinute: number, horizon: number) {
    this.recorder = recorder
    this.rate = new RateStation(ratePerMinute)
    this.horizon = horizon
    this.line = new Departures(recorder, STATION_CODE.scep)
  }

  /** Takes a request and returns when it is granted. Each takes an equal part of its minute, whenever in it that is. */
  grant(time: number): number {
    const { rate, recorder } = this
    const served = rate.grant(time)
    if (served > time) this.line.wait(time, served)
    if (served >= this.horizon) return served
    recorder.waited(STATION_CODE.scep, served - time)
    const minute = Math.floor(served / MINUTE) * MINUTE
    const part = (place: number): number => minute + Math.floor((place * MINUTE) / rate.ratePerMinute)
    recorder.busy(STATION_CODE.scep, part(rate.lastPlace), part(rate.lastPlace + 1))
    return served
  }
}
