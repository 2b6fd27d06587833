import type { Outcome } from '../model/recorder.ts'
import { GAPS } from '../model/vocabulary.ts'
import type { DeviceOutcomes } from './results.ts'

/** The outcomes of consecutive devices, in device order. */
export class OutcomeTable implements DeviceOutcomes {
  readonly cohort: Int32Array
  readonly user: Int32Array
  readonly wave: Int16Array
  readonly changedAt: Float64Array
  readonly firstCheckin: Float64Array
  readonly managedAt: Float64Array
  readonly enrolledAt: Float64Array
  readonly certificateEnd: Float64Array
  readonly protectedAgain: Float64Array
  readonly gaps: readonly Float64Array[]
  readonly mainCause: Int8Array
  readonly finalState: Int8Array
  /** Number of the first device over the whole fleet, from 0. */
  readonly first: number

  /** For `devices` devices from number `first` on. */
  constructor(first: number, devices: number) {
    this.first = first
    this.cohort = new Int32Array(devices)
    this.user = new Int32Array(devices)
    this.wave = new Int16Array(devices)
    this.changedAt = new Float64Array(devices)
    this.firstCheckin = new Float64Array(devices)
    this.managedAt = new Float64Array(devices)
    this.enrolledAt = new Float64Array(devices)
    this.certificateEnd = new Float64Array(devices)
    this.protectedAgain = new Float64Array(devices)
    this.gaps = GAPS.map(() => new Float64Array(devices))
    this.mainCause = new Int8Array(devices)
    this.finalState = new Int8Array(devices)
  }

  set(number: number, outcome: Outcome): void {
    const device = number - this.first
    this.cohort[device] = outcome.cohort
    this.user[device] = outcome.user
    this.wave[device] = outcome.wave
    this.changedAt[device] = outcome.changedAt
    this.firstCheckin[device] = outcome.firstCheckin
    this.managedAt[device] = outcome.managedAt
    this.enrolledAt[device] = outcome.enrolledAt
    this.certificateEnd[device] = outcome.certificateEnd
    this.protectedAgain[device] = outcome.protectedAgain
    for (let gap = 0; gap < this.gaps.length; gap++) this.gaps[gap]![device] = outcome.gaps[gap]!
    this.mainCause[device] = outcome.mainCause
    this.finalState[device] = outcome.finalState
  }

  /** Puts the outcomes of some of the devices in their place. */
  merge(part: OutcomeTable): void {
    const at = part.first - this.first
    this.cohort.set(part.cohort, at)
    this.user.set(part.user, at)
    this.wave.set(part.wave, at)
    this.changedAt.set(part.changedAt, at)
    this.firstCheckin.set(part.firstCheckin, at)
    this.managedAt.set(part.managedAt, at)
    this.enrolledAt.set(part.enrolledAt, at)
    this.certificateEnd.set(part.certificateEnd, at)
    this.protectedAgain.set(part.protectedAgain, at)
    for (let gap = 0; gap < this.gaps.length; gap++) this.gaps[gap]!.set(part.gaps[gap]!, at)
    this.mainCause.set(part.mainCause, at)
    this.finalState.set(part.finalState, at)
  }
}
