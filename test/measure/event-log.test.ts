import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { EventLog, type EventRun } from '../../src/measure/event-log.ts'
import { type EventSource, mergeEvents } from '../../src/measure/merge-events.ts'

interface Entry {
  readonly device: number
  readonly key: number
  readonly code: number
}

const TEN_YEARS = 10 * 365 * 86_400_000

/** Entries with many ties: few devices, few instants, far apart. */
const entry: fc.Arbitrary<Entry> = fc.record({
  device: fc.oneof(fc.nat(3), fc.constantFrom(65_535, 65_536, 65_537, 9_999_999)),
  key: fc
    .tuple(
      fc.oneof(fc.nat(3), fc.constantFrom(4095, 4096, 2 ** 28, 2 ** 32 + 1, TEN_YEARS)),
      fc.integer({ min: 1, max: 10 }),
    )
    .map(([time, priority]) => time * 16 + priority),
  code: fc.nat(255),
})

function logOf(entries: readonly Entry[]): EventLog {
  const log = new EventLog()
  for (const { device, key, code } of entries) log.add(device, key, code)
  return log
}

/** The published order: time and class, then device, then as they came. */
function ordered(entries: readonly Entry[]): readonly Entry[] {
  return entries
    .map((each, place) => ({ each, place }))
    .sort((a, b) => a.each.key - b.each.key || a.each.device - b.each.device || a.place - b.place)
    .map(({ each }) => each)
}

function sorted(log: EventLog): readonly Entry[] {
  const { length, key, device, code } = log.sort()
  return Array.from({ length }, (_, i) => ({ device: device[i]!, key: key[i]!, code: code[i]! }))
}

/** Of two lists of the same length. */
function firstDifference(found: readonly Entry[], expected: readonly Entry[]): number {
  return found.findIndex(
    ({ device, key, code }, i) =>
      device !== expected[i]!.device || key !== expected[i]!.key || code !== expected[i]!.code,
  )
}

/** A run that is read in one piece. */
function onceOf(run: EventRun): EventSource {
  let piece: EventRun | null = run
  return {
    read() {
      const next = piece
      piece = null
      return next
    },
  }
}

describe('EventLog', () => {
  test.prop([fc.array(entry, { maxLength: 200 })])(
    'orders events by time, class and device, and keeps the order of a device’s own at one instant',
    (entries) => {
      expect(sorted(logOf(entries))).toEqual(ordered(entries))
    },
  )

  test.prop([fc.array(entry, { minLength: 1, maxLength: 60 })], { numRuns: 15 })(
    'orders as well where there are thousands of them',
    (some) => {
      const entries = Array.from({ length: 9000 }, (_, i) => ({ ...some[(i * 7) % some.length]!, code: i % 256 }))
      expect(firstDifference(sorted(logOf(entries)), ordered(entries))).toBe(-1)
    },
  )

  test.prop([fc.array(fc.array(entry, { maxLength: 50 }), { maxLength: 5 })])(
    'merged logs of different devices give the same order as one log, whichever comes first',
    (parts) => {
      const apart = parts.map((part, i) => part.map((each) => ({ ...each, device: each.device * 8 + i })))
      const merge = (logs: readonly (readonly Entry[])[]) => {
        const merged = new EventLog()
        for (const each of logs) merged.merge(logOf(each))
        return merged
      }
      expect(sorted(merge(apart))).toEqual(ordered(apart.flat()))
      expect(sorted(merge([...apart].reverse()))).toEqual(ordered(apart.flat()))
    },
  )

  test('keeps more events than fit into its first storage', () => {
    const entries = Array.from({ length: 150_000 }, (_, i) => ({
      device: i % 7,
      key: ((i * 7919) % 5003) * 16 + 1,
      code: i % 256,
    }))
    const log = logOf(entries)
    expect(log.length).toBe(entries.length)
    expect(firstDifference(sorted(log), ordered(entries))).toBe(-1)
  })

  test.prop([
    fc.array(fc.array(entry, { maxLength: 30 }), { minLength: 1, maxLength: 6 }),
    fc.integer({ min: 1, max: 9 }),
  ])('taken out in sorted runs as it grows gives the same order when the runs are merged', (stretches, size) => {
    const log = new EventLog()
    const runs = stretches.map((stretch) => {
      for (const { device, key, code } of stretch) log.add(device, key, code)
      const run = log.take()
      expect(log.length).toBe(0)
      return run
    })
    const merged: Entry[] = []
    for (const { length, key, device, code } of mergeEvents(runs.map(onceOf), size)) {
      for (let i = 0; i < length; i++) merged.push({ device: device[i]!, key: key[i]!, code: code[i]! })
    }
    expect(merged).toEqual(ordered(stretches.flat()))
  })

  test('may be empty', () => {
    expect(sorted(new EventLog())).toEqual([])
  })
})
