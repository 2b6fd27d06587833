import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { CalendarWindows, DEVICES } from '../../src/engine/calendar-windows.ts'

type Entry = [time: number, device: number]

const HORIZON = 100_000

/** Takes out every entry, by time and device. */
function rest(windows: CalendarWindows): Entry[] {
  const entries: Entry[] = []
  for (let window = windows.firstFrom(0); window >= 0; window = windows.firstFrom(0)) {
    const length = windows.length(window)
    for (const key of windows.take(window).slice(0, length)) {
      const ms = Math.floor(key / DEVICES)
      expect(ms).toBeLessThan(windows.ms)
      entries.push([window * windows.ms + ms, key - ms * DEVICES])
    }
  }
  return entries.sort(byTime)
}

function byTime(a: Entry, b: Entry): number {
  return a[0] - b[0] || a[1] - b[1]
}

const entry = fc.tuple(
  fc.integer({ min: 0, max: HORIZON - 1 }),
  fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constant(DEVICES - 1)),
)
const traffic = fc.record({ passed: fc.constantFrom(1, 30, 1000, 100_000), ms: fc.integer({ min: 1, max: HORIZON }) })

describe('CalendarWindows', () => {
  test.prop([fc.array(entry, { minLength: 1, maxLength: 200 }), fc.array(traffic, { maxLength: 4 })])(
    'keeps every entry in the window of its time, whatever width follows from the traffic',
    (entries, changes) => {
      const windows = new CalendarWindows(HORIZON, 1000)
      for (const [time, device] of entries) windows.file(time, device)
      for (const { passed, ms } of changes) windows.fit(passed, ms, entries.length)
      expect(rest(windows)).toEqual(entries.sort(byTime))
    },
  )

  test('a width is a power of two, in the beginning the one from the width asked for on', () => {
    expect([1, 2, 1000, 1024].map((width) => new CalendarWindows(HORIZON, width).ms)).toEqual([1, 2, 1024, 1024])
  })

  test('windows become wider when few entries pass and narrower when many do, towards a few dozen in each', () => {
    for (const perMs of [0.001, 0.03, 1, 20]) {
      const windows = new CalendarWindows(HORIZON, 1000)
      windows.fit(perMs * 50_000, 50_000, 10_000)
      const mean = perMs * windows.ms
      expect(mean).toBeGreaterThan(12)
      expect(mean).toBeLessThan(100)
    }
  })

  test('windows of nearly the right width stay as they are', () => {
    for (const mean of [20, 40, 80]) {
      const windows = new CalendarWindows(HORIZON, 1024)
      windows.fit(mean, 1024, 100)
      expect(windows.ms).toBe(1024)
    }
  })

  test('there are at most 64 windows for each pending entry, however dense the traffic', () => {
    const windows = new CalendarWindows(HORIZON, 1000)
    windows.fit(1e6, 1, 3)
    expect(Math.ceil(HORIZON / windows.ms)).toBeLessThanOrEqual(192)
    expect(Math.ceil(HORIZON / windows.ms)).toBeGreaterThan(90)
  })

  test('a window is at most 2²⁹ ms wide, however sparse the traffic', () => {
    const windows = new CalendarWindows(2 ** 40, 2 ** 22)
    windows.file(2 ** 40 - 1, DEVICES - 1)
    windows.fit(1, 2 ** 39, 1)
    expect(windows.ms).toBe(2 ** 29)
    expect(rest(windows)).toEqual([[2 ** 40 - 1, DEVICES - 1]])
  })
})
