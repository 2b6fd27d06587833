import { describe, expect, test } from 'vitest'
import { ALWAYS_OPEN, OpeningHours } from '../../src/engine/opening-hours.ts'
import { NEVER } from '../../src/engine/time.ts'

describe('OpeningHours', () => {
  test('the next open instant is the instant itself inside a window, else the start of the next window', () => {
    const hours = new OpeningHours([
      [10, 20],
      [20, 30],
      [50, 60],
    ])
    const asked = [0, 10, 19, 20, 29, 30, 49, 50, 59]
    expect(asked.map((time) => hours.nextOpen(time))).toEqual([10, 10, 19, 20, 29, 50, 50, 50, 59])
  })

  test('after the last window, or without any, there is no open instant', () => {
    expect(new OpeningHours([[10, 20]]).nextOpen(20)).toBe(NEVER)
    expect(new OpeningHours([]).nextOpen(0)).toBe(NEVER)
  })

  test('a station that is always open is open at every instant', () => {
    expect([0, 5, 1e12].map((time) => ALWAYS_OPEN.nextOpen(time))).toEqual([0, 5, 1e12])
  })

  test.each([
    [[[5, 5]]],
    [
      [
        [0, 10],
        [9, 12],
      ],
    ],
    [[[-1, 5]]],
    [[[Number.NaN, 5]]],
  ] as [number, number][][][])('windows %j are refused', (windows) => {
    expect(() => new OpeningHours(windows)).toThrow(RangeError)
  })
})
