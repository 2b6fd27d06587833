import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ActiveStation, MeetingEntities, Speculation } from '../../src/engine/entities.ts'
import { RateGate } from '../../src/engine/rate-gate.ts'
import { runTogether } from '../../src/engine/run-together.ts'
import { keyOf, NEVER, PRIORITY, timeOf } from '../../src/engine/time.ts'

const MINUTE = 60_000
const HORIZON = 16 * 60 * MINUTE

/** When somebody visits the gate, when something else happens to them, and how long after a refusal they come again. */
interface Visitor {
  readonly visits: readonly number[]
  readonly breaks: readonly number[]
  readonly patience: number
}

/** Visitors of a gate, and how often each thing happened to each of them. */
class Visitors implements MeetingEntities, Speculation {
  readonly stations: readonly ActiveStation[] = []
  readonly speculation: Speculation | null
  readonly happened = new Map<string, number>()
  taken = 0
  private readonly visitors: readonly Visitor[]
  private readonly gate: RateGate
  private readonly visited: number[]
  private readonly broken: number[]
  private readonly again: number[]

  constructor(visitors: readonly Visitor[], rate: number, speculates: boolean) {
    this.visitors = visitors
    this.gate = new RateGate(rate, HORIZON)
    this.speculation = speculates ? this : null
    this.visited = visitors.map(() => 0)
    this.broken = visitors.map(() => 0)
    this.again = visitors.map(() => NEVER)
  }

  begin(row: number, _number: number, count: number): void {
    this.visited.fill(0, row, row + count)
    this.broken.fill(0, row, row + count)
    this.again.fill(NEVER, row, row + count)
  }

  advance(row: number, limit: number): number {
    for (; this.nextBreak(row) < this.nextMeeting(row); this.broken[row]!++) {
      this.count(row, 'breaks', this.nextBreak(row), 1)
    }
    const key = this.nextMeeting(row)
    return key < limit ? key : NEVER
  }

  meet(row: number, key: number): void {
    if (this.again[row] === key) this.again[row] = NEVER
    else this.visited[row]!++
    const isAdmitted = this.gate.admit(timeOf(key))
    this.count(row, isAdmitted ? 'visits' : 'is refused', key, 1)
    if (!isAdmitted) this.again[row] = Math.min(this.again[row]!, keyOf(timeOf(key) + this.visitors[row]!.patience, 8))
  }

  finish(row: number): void {
    this.count(row, 'finishes', 0, 1)
  }

  disturbed(): number {
    return -1
  }

  run(row: number, limit: number): number {
    const stop = Math.min(limit, this.nextBreak(row))
    if (this.again[row] !== NEVER || this.nextVisit(row) > this.nextBreak(row)) return -1
    for (; this.nextVisit(row) < stop; this.visited[row]!++) this.pass(row, 1)
    return stop
  }

  rollBack(row: number, _limit: number, key: number): void {
    while (this.visited[row]! > 0) {
      this.visited[row]!--
      if (this.nextVisit(row) < key) {
        this.visited[row]!++
        return
      }
      this.pass(row, -1)
      this.taken++
    }
  }

  conflictsAt(key: number): boolean {
    return this.gate.isFull(timeOf(key))
  }

  firstConflict(from: number, limit: number): number {
    return Math.max(from, keyOf(this.gate.overfull(timeOf(from), timeOf(limit)), 0))
  }

  isPromising(key: number): boolean {
    return this.gate.isCalm(timeOf(key))
  }

  private pass(row: number, by: number): void {
    const key = this.nextVisit(row)
    this.gate.passing[Math.floor(timeOf(key) / MINUTE)]! += by
    this.count(row, 'visits', key, by)
  }

  private nextVisit(row: number): number {
    return keyOf(this.visitors[row]!.visits[this.visited[row]!] ?? NEVER, PRIORITY.attempt)
  }

  private nextMeeting(row: number): number {
    return Math.min(this.nextVisit(row), this.again[row]!)
  }

  private nextBreak(row: number): number {
    return keyOf(this.visitors[row]!.breaks[this.broken[row]!] ?? NEVER, PRIORITY.broadcast)
  }

  private count(row: number, what: string, key: number, by: number): void {
    const line = `${row} ${what} ${key}`
    const count = (this.happened.get(line) ?? 0) + by
    if (count === 0) this.happened.delete(line)
    else this.happened.set(line, count)
  }
}

/** Distinct times in order, most of them within the same few minutes. */
function times(maxLength: number): fc.Arbitrary<number[]> {
  const minute = fc.oneof(fc.integer({ min: 0, max: 900 }), fc.constantFrom(30, 31, 150, 400, 401))
  const time = fc.tuple(minute, fc.constantFrom(0, 1, 30_000)).map(([minute, rest]) => minute * MINUTE + rest)
  return fc.uniqueArray(time, { maxLength }).map((all) => all.sort((a, b) => a - b))
}

const visitors = fc.array(
  fc.record({
    visits: times(40),
    breaks: times(2),
    patience: fc.constantFrom(15_000, 7 * MINUTE, 90 * MINUTE),
  }),
  { minLength: 1, maxLength: 12 },
)

test('running past the gate changes nothing, however often it has to be taken back', () => {
  let takenBack = 0
  fc.assert(
    fc.property(visitors, fc.integer({ min: 1, max: 4 }), (visitors, rate) => {
      const careful = new Visitors(visitors, rate, false)
      const bold = new Visitors(visitors, rate, true)
      for (const entities of [careful, bold]) for (const _ of runTogether(entities, 0, visitors.length, HORIZON));
      expect(new Map([...bold.happened].sort())).toEqual(new Map([...careful.happened].sort()))
      takenBack += bold.taken
    }),
    { numRuns: 600 },
  )
  expect(takenBack).toBeGreaterThan(1000)
})
