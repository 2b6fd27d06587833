import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { Sums } from '../../src/model/sums.ts'

const ROWS = 4

/** The sums of a row by slot. */
function sumsOf(sums: Sums, row: number): Map<number, number> {
  const found = new Map<number, number>()
  for (let node = sums.first(row); node >= 0; node = sums.after(node)) {
    expect(found.has(sums.slot(node))).toBe(false)
    found.set(sums.slot(node), sums.sum(node))
  }
  return found
}

describe('Sums', () => {
  test.prop([
    fc.array(
      fc.oneof({ weight: 8, arbitrary: fc.tuple(fc.nat(ROWS - 1), fc.nat(12), fc.nat(1_000_000)) }, fc.nat(ROWS - 1)),
      { maxLength: 200 },
    ),
  ])('keep for every row what was added to each slot since the row was last cleared', (steps) => {
    const sums = new Sums(ROWS)
    const model = Array.from({ length: ROWS }, () => new Map<number, number>())
    for (const step of steps) {
      if (typeof step === 'number') {
        sums.clear(step)
        model[step]!.clear()
      } else {
        const [row, slot, amount] = step
        sums.add(row, slot, amount)
        model[row]!.set(slot, (model[row]!.get(slot) ?? 0) + amount)
      }
    }
    for (let row = 0; row < ROWS; row++) expect(sumsOf(sums, row)).toEqual(model[row])
  })
})
