import { expect, test } from 'vitest'
import { DECISIONS } from '../../src/random/decisions.ts'
import { nameKey, replicationKey, rootKey } from '../../src/random/key.ts'
import { next32, seedStream, unit32 } from '../../src/random/stream.ts'
import { uniform } from '../../src/random/uniform.ts'
import { chiSquareDeviate, histogram, ONE_IN_TEN_THOUSAND } from './chi-square.ts'

const N = 300_000
const phones = nameKey(replicationKey(rootKey('1'), 0), 'phones')
const words = new Int32Array(4)

/** First draws of N sources that lie next to each other, by what the sources differ in. */
const SOURCES: Record<string, (i: number) => number> = {
  entities: (i) => uniform(phones.k0, phones.k1, i, DECISIONS.pollPhase, 0),
  indexes: (i) => uniform(phones.k0, phones.k1, 0, DECISIONS.pushLoss, i),
  decisions: (i) => uniform(phones.k0, phones.k1, Math.floor(i / 40), i % 40, 0),
  replications: (i) => {
    const key = replicationKey(rootKeyOfOne, i)
    return uniform(key.k0, key.k1, 0, DECISIONS.pollPhase, 0)
  },
  'cohort names': (i) => {
    const key = nameKey(phones, String(i))
    return uniform(key.k0, key.k1, 0, DECISIONS.pollPhase, 0)
  },
  seeds: (i) => {
    const key = rootKey(String(i))
    return uniform(key.k0, key.k1, 0, DECISIONS.pollPhase, 0)
  },
  "entities' streams": (i) => firstOfStream(i, DECISIONS.pollIntervals, 0),
  "entities' streams at their third output": (i) => firstOfStream(i, DECISIONS.presenceSpells, 2),
}

const rootKeyOfOne = rootKey('1')

function firstOfStream(entity: number, decision: number, skipped: number): number {
  seedStream(words, 0, phones.k0, phones.k1, entity, decision)
  for (let i = 0; i < skipped; i++) next32(words, 0)
  return unit32(next32(words, 0))
}

test.each(Object.entries(SOURCES))('draws of neighbouring %s fill line, square and cube evenly', (_, draw) => {
  const drawn = Float64Array.from({ length: N }, (_, i) => draw(i))
  for (const [dimensions, cells] of [
    [1, 1000],
    [2, 32],
    [3, 10],
  ] as const) {
    const counts = histogram(points(drawn, dimensions, cells), cells ** dimensions)
    expect(Math.abs(chiSquareDeviate(counts))).toBeLessThan(ONE_IN_TEN_THOUSAND)
  }
})

test('outputs of one stream fill line, square and cube evenly', () => {
  seedStream(words, 0, phones.k0, phones.k1, 0, DECISIONS.pollIntervals)
  const drawn = Float64Array.from({ length: N }, () => unit32(next32(words, 0)))
  for (const [dimensions, cells] of [
    [1, 1000],
    [2, 32],
    [3, 10],
  ] as const) {
    const counts = histogram(points(drawn, dimensions, cells), cells ** dimensions)
    expect(Math.abs(chiSquareDeviate(counts))).toBeLessThan(ONE_IN_TEN_THOUSAND)
  }
})

/** The cells, as shares of their number, of the points whose coordinates are successive draws. */
function* points(drawn: Float64Array, dimensions: number, cells: number): Generator<number> {
  for (let i = 0; i + dimensions <= drawn.length; i += dimensions) {
    let cell = 0
    for (let j = 0; j < dimensions; j++) cell = cell * cells + Math.floor(drawn[i + j]! * cells)
    yield (cell + 0.5) / cells ** dimensions
  }
}
