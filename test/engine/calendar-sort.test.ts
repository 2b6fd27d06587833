import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { CalendarSort } from '../../src/engine/calendar-sort.ts'

const RANGE = 2 ** 53

function sorted(values: readonly number[], range: number, at: number): number[] {
  const target = new Float64Array(at + values.length + 1).fill(-1)
  new CalendarSort().sort(Float64Array.from(values), values.length, range, target, at)
  expect([...target.slice(0, at), target.at(-1)]).toEqual(Array(at + 1).fill(-1))
  return [...target.slice(at, -1)]
}

function ascending(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b)
}

/** Both ends of the range, where rounding would show. */
const key = fc.oneof(
  fc.integer({ min: 0, max: RANGE - 1 }),
  fc.integer({ min: 0, max: 9 }),
  fc.integer({ min: RANGE - 9, max: RANGE - 1 }),
)

describe('CalendarSort', () => {
  test.prop([fc.array(key, { maxLength: 100, size: 'max' }), fc.integer({ min: 0, max: 3 })])(
    'puts any numbers of the range in ascending order, and writes nowhere else',
    (values, at) => {
      expect(sorted(values, RANGE, at)).toEqual(ascending(values))
    },
  )

  test('sorts many numbers that are spread evenly, equal, or crowded in a corner of the range', () => {
    const numbers = Array.from({ length: 70_000 }, (_, i) => (i * 40_503) % 65_536)
    for (const range of [2 ** 16, 2 ** 40]) expect(sorted(numbers, range, 0)).toEqual(ascending(numbers))
    expect(sorted(Array(5000).fill(7), 8, 0)).toEqual(Array(5000).fill(7))
  })

  test('a sorter that has sorted many numbers sorts few', () => {
    const sorter = new CalendarSort()
    const target = new Float64Array(1000)
    sorter.sort(
      Float64Array.from({ length: 1000 }, (_, i) => 999 - i),
      1000,
      1024,
      target,
      0,
    )
    const few = Array.from({ length: 20 }, (_, i) => 1023 - 50 * i)
    sorter.sort(Float64Array.from(few), 20, 1024, target, 0)
    expect([...target.slice(0, 20)]).toEqual(few.reverse())
  })
})
