import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import type { ActiveStation } from '../../src/engine/entities.ts'
import { runTogether } from '../../src/engine/run-together.ts'
import { keyOf, NEVER, PRIORITY, timeOf } from '../../src/engine/time.ts'
import { Travellers } from './travellers.ts'

const HORIZON = 100

/** Runs them to the end; returns the shares told at the pauses. */
function together(...args: Parameters<typeof runTogether>): readonly number[] {
  return [...runTogether(...args)]
}

const meetings = fc.array(fc.array(fc.integer({ min: 0, max: HORIZON + 5 }), { maxLength: 8 }), {
  minLength: 1,
  maxLength: 12,
})

describe('runTogether', () => {
  test.prop([meetings])('orders all meetings before the horizon by time, then by number', (plans) => {
    const travellers = new Travellers(plans)
    together(travellers, 0, plans.length, HORIZON)
    const met = travellers.log.filter((line) => /^\d/.test(line))
    const expected = plans
      .flatMap((times, number) => times.filter((time) => time < HORIZON).map((time) => ({ time, number })))
      .sort((a, b) => a.time - b.time || a.number - b.number)
    expect(met).toEqual(expected.map(({ time, number }) => `${time} ${number}`))
  })

  test('begins all entities before the first meeting and finishes all after the last', () => {
    const travellers = new Travellers([[5], [3, 5]])
    together(travellers, 0, 2, HORIZON)
    expect(travellers.log).toEqual(['begin 0 in 0', 'begin 1 in 1', '3 1', '5 0', '5 1', 'finish 0', 'finish 1'])
  })

  test('gives row r to entity from + r', () => {
    const travellers = new Travellers([])
    together(travellers, 7, 9, HORIZON)
    expect(travellers.log).toEqual(['begin 7 in 0', 'begin 8 in 1', 'finish 7', 'finish 8'])
  })
})

describe('a pause of runTogether', () => {
  test('comes again and again, before the first meeting too, and tells the share of all time that has been run', () => {
    const everyone = Array.from({ length: 300 }, () => [20, 80])
    const shares = together(new Travellers(everyone), 0, 300, HORIZON)
    expect(shares.length).toBeGreaterThan(12)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(shares[0]!).toBeCloseTo((0.2 * 64) / 300, 2)
    expect(shares.at(-1)).toBe(1)
  })

  test('changes nothing: whoever goes on after it finds the meetings in their order', () => {
    const plans = Array.from({ length: 200 }, (_, number) => [number % 7, 50 + (number % 11)])
    const travellers = new Travellers(plans)
    const pauses: number[] = []
    for (const share of runTogether(travellers, 0, 200, HORIZON)) {
      pauses.push(share)
      travellers.log.push('pause')
    }
    const undisturbed = new Travellers(plans)
    together(undisturbed, 0, 200, HORIZON)
    expect(pauses.length).toBeGreaterThan(3)
    expect(travellers.log.filter((line) => line !== 'pause')).toEqual(undisturbed.log)
  })
})

/** A bell that rings at given keys and postpones what the travellers were going to do. */
class Bell implements ActiveStation {
  readonly log: string[]
  private readonly keys: number[]
  private readonly rings: (key: number) => void

  constructor(log: string[], keys: readonly number[], rings: (key: number) => void = () => {}) {
    this.log = log
    this.keys = [...keys]
    this.rings = rings
  }

  peek(): number {
    return this.keys[0] ?? NEVER
  }

  step(key: number): void {
    while (this.peek() <= key) this.keys.shift()
    this.log.push(`${timeOf(key)} bell`)
    this.rings(key)
  }
}

/** Travellers of whom a bell can take hold: they go on at a later meeting than they had planned. */
class Postponed extends Travellers {
  override readonly stations: readonly ActiveStation[]
  private readonly touched: number[] = []
  private readonly later = new Map<number, number>()

  constructor(meetings: readonly (readonly number[])[], bell: number, row: number, later: number) {
    super(meetings)
    const ring = () => {
      this.later.set(row, later)
      this.touched.push(row)
    }
    this.stations = [new Bell(this.log, [keyOf(bell, PRIORITY.grant)], ring)]
  }

  override advance(row: number, limit: number): number {
    const later = this.later.get(row)
    if (later === undefined) return super.advance(row, limit)
    this.later.delete(row)
    return keyOf(later, PRIORITY.attempt)
  }

  override disturbed(): number {
    return this.touched.pop() ?? -1
  }
}

describe('stations with events of their own', () => {
  test('act in the order of keys among the meetings, after those of the same key', () => {
    const travellers = new Travellers([[5], [7]])
    const bell = new Bell(travellers.log, [keyOf(5, PRIORITY.grant), keyOf(5, PRIORITY.attempt), keyOf(8, 0)])
    Object.assign(travellers, { stations: [bell] })
    together(travellers, 0, 2, HORIZON)
    expect(travellers.log.filter((line) => /^\d/.test(line))).toEqual(['5 bell', '5 0', '5 bell', '7 1', '8 bell'])
  })

  test('can move a meeting: the earlier entry of the row is passed over', () => {
    const travellers = new Postponed([[5], [7]], 3, 0, 9)
    together(travellers, 0, 2, HORIZON)
    expect(travellers.log.filter((line) => /^\d/.test(line))).toEqual(['3 bell', '7 1', '9 0'])
  })

  test('what falls due before the present key in the same ms happens now', () => {
    const travellers = new Postponed([[5], [7]], 3, 0, 3)
    together(travellers, 0, 2, HORIZON)
    expect(travellers.log.filter((line) => /^\d/.test(line))).toEqual(['3 bell', '3 0', '7 1'])
  })

  test('at or after the horizon do nothing', () => {
    const travellers = new Travellers([[5]])
    Object.assign(travellers, { stations: [new Bell(travellers.log, [keyOf(HORIZON, 0)])] })
    together(travellers, 0, 1, HORIZON)
    expect(travellers.log).toEqual(['begin 0 in 0', '5 0', 'finish 0'])
  })
})
