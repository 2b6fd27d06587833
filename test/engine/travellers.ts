import type { ActiveStation, MeetingEntities } from '../../src/engine/entities.ts'
import { keyOf, NEVER, PRIORITY, timeOf } from '../../src/engine/time.ts'

/** Entities that meet at the given times, and write down what happens to them. */
export class Travellers implements MeetingEntities {
  readonly log: string[] = []
  readonly stations: readonly ActiveStation[] = []
  readonly speculation = null
  private readonly number: number[] = []
  private readonly ahead: number[][] = []
  private readonly meetings: readonly (readonly number[])[]

  constructor(meetings: readonly (readonly number[])[]) {
    this.meetings = meetings
  }

  begin(row: number, number: number, count: number): void {
    for (let i = 0; i < count; i++) {
      this.number[row + i] = number + i
      this.ahead[row + i] = [...(this.meetings[number + i] ?? [])].sort((a, b) => a - b)
      this.log.push(`begin ${number + i} in ${row + i}`)
    }
  }

  advance(row: number, limit: number): number {
    const next = this.ahead[row]!.shift()
    const key = next === undefined ? NEVER : keyOf(next, PRIORITY.attempt)
    return key >= limit ? NEVER : key
  }

  meet(row: number, key: number): void {
    this.log.push(`${timeOf(key)} ${this.number[row]}`)
  }

  finish(row: number): void {
    this.log.push(`finish ${this.number[row]}`)
  }

  disturbed(): number {
    return -1
  }
}
