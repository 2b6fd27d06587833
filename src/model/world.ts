import { keyOf, NEVER } from '../engine/time.ts'
import { KIND_LIMIT, Timers } from '../engine/timers.ts'
import { BYTES, COHORT, DeviceTable, DOUBLES, HASH_A, HASH_B, INDEX, INTS, REST_KEY } from '../fleet/device-table.ts'
import { ActionQueue } from './actions/action-queue.ts'
import type { CohortPlan, Plan } from './plan.ts'
import type { Recorder } from './recorder.ts'
import { Stations } from './stations/stations.ts'
import { Sums } from './sums.ts'

/**
 * Everything the mechanisms work on: the plan, the state of the devices in memory, their rare timers and the recorder.
 * Row r holds one device at a time; which one is the engine's business.
 */
export class World {
  readonly plan: Plan
  readonly cohorts: readonly CohortPlan[]
  readonly recorder: Recorder
  readonly doubles: Float64Array
  readonly ints: Int32Array
  readonly bytes: Int8Array
  readonly deadlines: Float64Array
  readonly timers: Timers
  readonly sums: Sums
  /** Actions issued to the devices and not executed. */
  readonly pending = new ActionQueue()
  readonly horizon: number
  /** Whether devices can live steadily; see `isSteady`. */
  readonly steady: boolean
  /** Old profiles go at a contact with the service. */
  readonly contactsRemove: boolean
  readonly stations: Stations
  /** Rows whose next meeting may have moved because of a station. */
  private readonly disturbedRows = new Set<number>()
  /** Key of what the station did. */
  disturbedAt = 0
  /** Key of the timer being handled, which gives traced events their place in the published order. */
  current = 0
  /** Timers handled and check-ins attempted since the last books were closed. */
  handled = 0
  attempts = 0

  constructor(plan: Plan, recorder: Recorder, rows: number) {
    const table = new DeviceTable(rows)
    this.plan = plan
    this.cohorts = plan.cohorts
    this.recorder = recorder
    this.doubles = table.doubles
    this.ints = table.ints
    this.bytes = table.bytes
    this.deadlines = table.deadlines
    this.timers = new Timers(rows)
    this.sums = new Sums(rows)
    const { horizon, poll, retention } = plan.scenario
    this.horizon = horizon
    this.steady = poll.onReconnect !== 'immediately' && !recorder.traces
    this.contactsRemove = retention.model === 'server-suspension'
    this.stations = new Stations(this, rows)
  }

  cohort(row: number): CohortPlan {
    return this.cohorts[this.ints[row * INTS + COHORT]!]!
  }

  cohortIndex(row: number): number {
    return this.ints[row * INTS + COHORT]!
  }

  /** A station has changed what the row does next, or whether it may run ahead. */
  disturb(row: number): void {
    this.disturbedAt = this.current
    this.disturbedRows.add(row)
  }

  /** Takes one of the disturbed rows; −1: none is left. */
  takeDisturbed(): number {
    for (const row of this.disturbedRows) {
      this.disturbedRows.delete(row)
      return row
    }
    return -1
  }

  /** Sets a rare timer; one for never is not set. */
  set(row: number, time: number, priority: number, kind: number, payload = 0, value = 0): void {
    if (time === NEVER) return
    this.timers.set(row, keyOf(time, priority), kind + payload * KIND_LIMIT, value)
    this.doubles[row * DOUBLES + REST_KEY] = this.timers.earliest(row)
  }

  /** Removes the row's timers of a kind, or of it those whose payload is not a multiple of `spare`. */
  cancel(row: number, kind: number, spare = 0): void {
    this.timers.cancel(row, kind, spare)
    this.doubles[row * DOUBLES + REST_KEY] = this.timers.earliest(row)
  }

  byte(row: number, field: number): number {
    return this.bytes[row * BYTES + field]!
  }

  /** Adds an event to the device's trajectory. */
  note(row: number, time: number, code: number): void {
    const n = row * INTS
    const { ints } = this
    const a = mix(ints[n + HASH_A]! ^ time, code)
    ints[n + HASH_A] = a
    ints[n + HASH_B] = mixHigh(ints[n + HASH_B]!, a, time)
    if (this.recorder.traces) this.recorder.event(this.deviceOf(row), this.current, code)
  }

  /** Number of the device in the row over the whole fleet, from 0. */
  deviceOf(row: number): number {
    return this.cohort(row).first + this.ints[row * INTS + INDEX]!
  }
}

/** One round of a 32-bit mixer over the running hash, the low word of the time and the code. */
export function mix(state: number, code: number): number {
  let h = (state + code) | 0
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b)
  return h ^ (h >>> 13)
}

/** The second word: takes the first and the time's high word. */
export function mixHigh(state: number, low: number, time: number): number {
  return Math.imul((state + low) | 0, 0xc2b2ae35) ^ Math.floor(time / 4294967296)
}
