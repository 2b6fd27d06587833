import type { Speculation } from '../../engine/entities.ts'
import type { RateGate } from '../../engine/rate-gate.ts'
import { keyOf, timeOf } from '../../engine/time.ts'
import {
  CURSOR,
  DOUBLES,
  INTS,
  ONLINE,
  OVERDUE,
  POLL_KEY,
  POLL_STREAM,
  PRESENCE_KEY,
  REST_KEY,
  SPELL,
} from '../../fleet/device-table.ts'
import type { World } from '../world.ts'
import { standsAtStation } from './checkin.ts'
import { isSteady, liveSteadily } from './steady-life.ts'

/**
 * The words of a device's record that a steady life may change: keys, last contact, stream of presence, hash and spell;
 * the flags of presence and polls; the stream of jittered polls and where presence stands.
 */
export const CHANGING: readonly (readonly [from: number, to: number])[] = [
  [2 * PRESENCE_KEY, SPELL + 1],
  [ONLINE >> 2, (OVERDUE >> 2) + 1],
  [POLL_STREAM, CURSOR + 1],
]
const WORDS = CHANGING.reduce((sum, [from, to]) => sum + to - from, 0)

/**
 * Steady devices run past their polls: as long as a minute has room for all check-ins, the service admits each, whatever
 * their order.
 */
export class PollSpeculation implements Speculation {
  private readonly world: World
  private readonly gate: RateGate
  /** The words of every row as they were before it ran past its polls. */
  private readonly saved: Int32Array

  constructor(world: World, gate: RateGate, rows: number) {
    this.world = world
    this.gate = gate
    this.saved = new Int32Array(rows * WORDS)
  }

  run(row: number, limit: number): number {
    const { world, gate } = this
    if (standsAtStation(world, row) || !isSteady(world, row)) return -1
    const rest = world.doubles[row * DOUBLES + REST_KEY]!
    if (this.nextKey(row) >= rest) return -1
    this.save(row)
    liveSteadily(world, row, limit, gate.passing)
    return Math.min(rest, limit)
  }

  rollBack(row: number, limit: number, key: number): void {
    const { world, gate } = this
    this.restore(row)
    liveSteadily(world, row, limit, gate.passing, -1)
    this.restore(row)
    liveSteadily(world, row, key, gate.passing)
  }

  conflictsAt(key: number): boolean {
    return this.gate.isFull(timeOf(key))
  }

  firstConflict(from: number, limit: number): number {
    const time = this.gate.overfull(timeOf(from), timeOf(limit))
    return time === timeOf(limit) ? limit : Math.max(from, keyOf(time, 0))
  }

  isPromising(key: number): boolean {
    return this.gate.isCalm(timeOf(key))
  }

  private nextKey(row: number): number {
    const { doubles } = this.world
    return Math.min(doubles[row * DOUBLES + PRESENCE_KEY]!, doubles[row * DOUBLES + POLL_KEY]!)
  }

  private save(row: number): void {
    const { ints } = this.world
    let at = row * WORDS
    for (const [from, to] of CHANGING) {
      for (let word = from; word < to; word++) this.saved[at++] = ints[row * INTS + word]!
    }
  }

  private restore(row: number): void {
    const { ints } = this.world
    let at = row * WORDS
    for (const [from, to] of CHANGING) {
      for (let word = from; word < to; word++) ints[row * INTS + word] = this.saved[at++]!
    }
  }
}
