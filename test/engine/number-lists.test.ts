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

  test.prop([fc.uniqueArray(fc.integer({ min: 0, max: 199 })), fc.integer({ min: 0, max: 250 })])(
    'the first list that is not empty is found from any list on, and no drained one',
    (appended, from) => {
      const lists = new NumberLists(200)
      for (const list of appended) lists.append(list, 1)
      const drained = appended.splice(0, appended.length / 2)
      for (const list of drained) lists.drain(list, new Float64Array(1))
      const expected = appended.filter((list) => list >= from)
      expect(lists.firstFrom(from)).toBe(expected.length === 0 ? -1 : Math.min(...expected))
    },
  )

  test('lists that share a pool use the chunks that others have given back, and keep apart', () => {
    const before = new NumberLists(1)
    for (let i = 0; i < 100; i++) before.append(0, i)
    const after = new NumberLists(40, before.pool)
    after.append(0, -1)
    expect(drained(before, 0)).toHaveLength(100)
    for (let list = 0; list < 40; list++) for (let i = 0; i < 40; i++) after.append(list, list)
    expect(drained(after, 0)).toEqual([-1, ...Array(40).fill(0)])
    for (let list = 1; list < 40; list++) expect(drained(after, list)).toEqual(Array(40).fill(list))
  })
})
