import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { NEVER } from '../../src/engine/time.ts'
import { KIND_LIMIT, Timers } from '../../src/engine/timers.ts'

const ROWS = 3

interface Timer {
  readonly key: number
  readonly kind: number
  readonly payload: number
  readonly value: number
}

const row = fc.nat(ROWS - 1)
const kind = fc.constantFrom(0, 1, 2, KIND_LIMIT - 1)
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('set' as const),
      row,
      key: fc.nat(5),
      kind,
      payload: fc.nat(9),
      value: fc.nat(99),
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('drop' as const), row }) },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('cancel' as const), row, kind, spare: fc.constantFrom(0, 1, 2, 3) }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('clear' as const), row }) },
)

/** A plain list in the order that the timers must have: key, kind, first set first. */
function insert(list: Timer[], timer: Timer): void {
  const place = list.findIndex((other) => other.key > timer.key || (other.key === timer.key && other.kind > timer.kind))
  list.splice(place < 0 ? list.length : place, 0, timer)
}

describe('Timers', () => {
  test.prop([fc.array(step, { maxLength: 150 })])('do what a sorted list per row does', (steps) => {
    const timers = new Timers(ROWS)
    const lists: Timer[][] = Array.from({ length: ROWS }, () => [])
    for (const each of steps) {
      const list = lists[each.row]!
      if (each.does === 'set') {
        timers.set(each.row, each.key, each.kind + each.payload * KIND_LIMIT, each.value)
        insert(list, each)
      } else if (each.does === 'drop') {
        if (list.length === 0) continue
        timers.drop(each.row)
        list.shift()
      } else if (each.does === 'cancel') {
        timers.cancel(each.row, each.kind, each.spare)
        const stays = (timer: Timer) => timer.kind !== each.kind || (each.spare > 0 && timer.payload % each.spare === 0)
        lists[each.row] = list.filter(stays)
      } else {
        timers.clear(each.row)
        lists[each.row] = []
      }
      for (const [index, expected] of lists.entries()) {
        const [first] = expected
        expect(timers.earliest(index)).toBe(first?.key ?? NEVER)
        if (first !== undefined) {
          expect([timers.code(index), timers.value(index)]).toEqual([
            first.kind + first.payload * KIND_LIMIT,
            first.value,
          ])
        }
        for (const each of [0, 1, 2, KIND_LIMIT - 1]) {
          expect(timers.pending(index, each)).toBe(expected.filter((timer) => timer.kind === each).length)
        }
      }
    }
  })

  test('of one key and kind go in the order in which they were set', () => {
    const timers = new Timers(1)
    for (const value of [3, 1, 2]) timers.set(0, 7, 1, value)
    const values: number[] = []
    while (timers.earliest(0) !== NEVER) {
      values.push(timers.value(0))
      timers.drop(0)
    }
    expect(values).toEqual([3, 1, 2])
  })

  test('of one key go in the order of their kinds, whatever their payload', () => {
    const timers = new Timers(1)
    timers.set(0, 7, 2, 0)
    timers.set(0, 7, 1 + 9 * KIND_LIMIT, 0)
    expect(timers.code(0)).toBe(1 + 9 * KIND_LIMIT)
  })

  test('grow beyond the first storage, and use places of old timers again', () => {
    const timers = new Timers(2)
    for (let turn = 0; turn < 3; turn++) {
      for (let i = 0; i < 500; i++) timers.set(i % 2, 1000 - i, 1, i)
      expect([timers.earliest(0), timers.earliest(1)]).toEqual([502, 501])
      expect(timers.pending(0, 1) + timers.pending(1, 1)).toBe(500)
      timers.clear(0)
      timers.clear(1)
    }
  })
})
