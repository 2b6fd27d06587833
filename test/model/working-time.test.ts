import { describe, expect, test } from 'vitest'
import { addHours, eachSpell } from '../../src/model/people/working-time.ts'

const hours = [
  [0, 10],
  [20, 30],
  [40, 50],
] as const

describe('addHours', () => {
  test('adds plain time around the clock', () => {
    expect(addHours(null, 5, 100)).toBe(105)
  })

  test.each([
    [0, 0, 0],
    [5, 5, 10],
    [5, 6, 21],
    [10, 1, 21],
    [15, 0, 20],
    [15, 10, 30],
    [15, 11, 41],
    [5, 25, 50],
  ])('from %d on, %d of working time are over at %d', (from, spent, end) => {
    expect(addHours(hours, from, spent)).toBe(end)
  })

  test('past the last working hour nothing is ever done', () => {
    expect(addHours(hours, 5, 26)).toBe(Number.POSITIVE_INFINITY)
    expect(addHours(hours, 50, 0)).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('eachSpell', () => {
  function spells(from: number, to: number, of: typeof hours | null = hours): readonly (readonly number[])[] {
    const found: number[][] = []
    eachSpell(of, from, to, (open, close) => found.push([open, close]))
    return found
  }

  test('is the whole time around the clock, if there is any', () => {
    expect(spells(5, 100, null)).toEqual([[5, 100]])
    expect(spells(5, 5, null)).toEqual([])
  })

  test('cuts the working hours to the time asked for', () => {
    expect(spells(5, 45)).toEqual([
      [5, 10],
      [20, 30],
      [40, 45],
    ])
    expect(spells(22, 25)).toEqual([[22, 25]])
  })

  test('leaves out hours that only touch it', () => {
    expect(spells(10, 40)).toEqual([[20, 30]])
    expect(spells(12, 18)).toEqual([])
    expect(spells(25, 22)).toEqual([])
  })

  test('ends with the last working hours known', () => {
    expect(spells(45, Number.POSITIVE_INFINITY)).toEqual([[45, 50]])
  })
})
