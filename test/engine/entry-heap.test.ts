import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { EntryHeap } from '../../src/engine/entry-heap.ts'
import { NEVER } from '../../src/engine/time.ts'

/** Few different values, so that ties are the rule. */
const entry = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: -3, max: 3 }))

describe('EntryHeap', () => {
  test.prop([fc.array(fc.option(entry, { freq: 3 }), { maxLength: 200 })])(
    'gives entries in the order of time, then id, and every equal entry',
    (commands) => {
      const heap = new EntryHeap()
      const model: [number, number][] = []
      for (const command of commands) {
        if (command) {
          heap.push(...command)
          model.push(command)
          model.sort((a, b) => a[0] - b[0] || a[1] - b[1])
        } else {
          heap.pop()
          model.shift()
        }
        expect(heap.size).toBe(model.length)
        expect(heap.firstTime).toBe(model[0]?.[0] ?? NEVER)
        if (model[0]) expect(heap.firstId).toBe(model[0][1])
      }
    },
  )

  test('an empty heap has its first entry at no time, and taking from it changes nothing', () => {
    const heap = new EntryHeap()
    heap.pop()
    expect([heap.size, heap.firstTime]).toEqual([0, NEVER])
  })
})
