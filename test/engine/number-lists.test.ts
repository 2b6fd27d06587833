import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { NumberLists } from '../../src/engine/number-lists.ts'

const LISTS = 3

/** Drains a list into an array in ascending order. */
function drained(lists: NumberLists, list: number): number[] {
  const target = new Float64Array(lists.length(list))
  lists.drain(list, target)
  return [...target].sort((a, b) => a - b)
}

describe('NumberLists', () => {
  test.prop([
    fc.array(
      fc.tuple(fc.integer({ min: 0, max: LISTS - 1 }), fc.constantFrom<number | 'drain'>('drain', 1, 31, 32, 33, 700)),
      { maxLength: 60 },
    ),
  ])('a drained list gives what was appended to it since it was last drained', (commands) => {
    const lists = new NumberLists(LISTS)
    const model: number[][] = Array.from({ length: LISTS }, () => [])
    let value = 0
    for (const [list, command] of commands) {
      if (command === 'drain') {
        expect(drained(lists, list)).toEqual(model[list])
        model[list] = []
      } else {
        for (let i = 0; i < command; i++) {
          lists.append(list, ++value)
          model[list]!.push(value)
        }
      }
      expect(lists.length(list)).toBe(model[list]!.length)
    }
  })

  test('lists that outgrow the first blocks of storage keep their numbers', () => {
    const lists = new NumberLists(2)
    const each = 150_000
    for (let i = 0; i < each; i++) {
      lists.append(0, i)
      lists.append(1, -1 - i)
    }
    const ascending = Array.from({ length: each }, (_, i) => i)
    expect(drained(lists, 0)).toEqual(ascending)
    for (let i = 0; i < each; i++) lists.append(0, i + 0.5)
    expect(drained(lists, 1)).toEqual(ascending.map((i) => -1 - i).reverse())
    expect(drained(lists, 0)).toEqual(ascending.map((i) => i + 0.5))
  })
})
