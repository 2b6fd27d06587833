import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { Calendar } from '../../src/engine/calendar.ts'
import { EntryHeap } from '../../src/engine/entry-heap.ts'
import { next32, seedStream } from '../../src/random/stream.ts'

type Entry = [time: number, device: number]

const LAST_DEVICE = 2 ** 24 - 1
const HORIZON = 1000
const WINDOW = 10

/** Takes out every entry. */
function rest(calendar: Calendar): Entry[] {
  const entries: Entry[] = []
  while (calendar.next()) entries.push([calendar.time, calendar.device])
  return entries
}

const add = fc.record({
  /** After the current time: the same instant, the open window, a neighbour, far away, beyond the horizon. */
  delay: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 1500 })),
  device: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constant(LAST_DEVICE)),
})

describe('Calendar', () => {
  test.prop([fc.array(fc.option(add, { freq: 2 }), { maxLength: 300 })])(
    'gives what a sorted list gives, however additions and removals alternate',
    (commands) => {
      const calendar = new Calendar(HORIZON, WINDOW)
      const model: Entry[] = []
      for (const command of commands) {
        if (command) {
          const time = calendar.time + command.delay
          calendar.add(time, command.device)
          if (time < HORIZON) model.push([time, command.device])
          model.sort((a, b) => a[0] - b[0] || a[1] - b[1])
        } else {
          const first = model.shift()
          expect(calendar.next()).toBe(first !== undefined)
          if (first) expect([calendar.time, calendar.device]).toEqual(first)
        }
        expect(calendar.size).toBe(model.length)
      }
      expect(rest(calendar)).toEqual(model)
    },
  )

  test('equal entries all come out', () => {
    const calendar = new Calendar(HORIZON, WINDOW)
    for (let i = 0; i < 3; i++) calendar.add(5, 1)
    calendar.next()
    calendar.add(5, 1)
    expect(rest(calendar)).toEqual([
      [5, 1],
      [5, 1],
      [5, 1],
    ])
  })

  test('an entry made at the current time for a smaller device number comes next', () => {
    const calendar = new Calendar(HORIZON, WINDOW)
    calendar.add(5, 7)
    calendar.add(5, 8)
    calendar.next()
    calendar.add(5, 2)
    expect(rest(calendar)).toEqual([
      [5, 2],
      [5, 8],
    ])
  })

  test('an entry at or after the horizon is dropped, and a last window cut short by it keeps its own', () => {
    const calendar = new Calendar(25, WINDOW)
    for (const time of [Number.POSITIVE_INFINITY, 25, 24, 26]) calendar.add(time, 0)
    expect(calendar.size).toBe(1)
    expect(rest(calendar)).toEqual([[24, 0]])
  })

  test('windows of any number of entries come out whole', () => {
    for (const entries of [1023, 1024, 1025, 2048, 5000]) {
      const calendar = new Calendar(HORIZON, WINDOW)
      for (let device = entries; device > 0; device--) calendar.add(15, device)
      calendar.add(25, 0)
      const devices = rest(calendar).map(([, device]) => device)
      expect(devices).toEqual([...Array.from({ length: entries }, (_, i) => i + 1), 0])
    }
  })

  test('a calendar that has run empty takes entries from its current time on', () => {
    const calendar = new Calendar(HORIZON, WINDOW)
    calendar.add(500, 3)
    calendar.next()
    expect(calendar.next()).toBe(false)
    expect([calendar.time, calendar.device]).toEqual([500, 3])
    calendar.add(500, 1)
    calendar.add(999, 2)
    expect(rest(calendar)).toEqual([
      [500, 1],
      [999, 2],
    ])
  })

  test('two years of windows of a millisecond are widened and stay in order', () => {
    const horizon = 2 * 365 * 86_400_000
    const calendar = new Calendar(horizon, 1)
    const times = [horizon - 1, 0, 1, 86_400_000, 86_399_999]
    for (const time of times) calendar.add(time, LAST_DEVICE)
    expect(rest(calendar)).toEqual(times.sort((a, b) => a - b).map((time) => [time, LAST_DEVICE]))
  })

  test('in a long run in which each entry is replaced by a later one it agrees with a heap', () => {
    const calendar = new Calendar(400_000_000)
    const heap = new EntryHeap()
    const words = new Int32Array(4)
    seedStream(words, 0, 1, 2, 0, 0)
    for (let device = 0; device < 20_000; device++) {
      const time = next32(words, 0) % 3_600_000
      calendar.add(time, device)
      heap.push(time, device)
    }
    let different = 0
    for (let i = 0; i < 300_000; i++) {
      calendar.next()
      if (calendar.time !== heap.firstTime || calendar.device !== heap.firstId) different++
      heap.pop()
      const delay = next32(words, 0) % (i % 8 === 0 ? 100 : 7_200_000)
      const time = calendar.time + delay
      calendar.add(time, calendar.device)
      heap.push(time, calendar.device)
    }
    expect(different).toBe(0)
    expect(calendar.size).toBe(20_000)
  })

  test.prop([
    fc.array(
      fc.record({
        arrivals: fc.constantFrom(0, 3, 100, 700),
        holds: fc.constantFrom(0, 50, 2000),
        delay: fc.constantFrom(1, 30, 3000, 3_000_000),
        removals: fc.constantFrom(0, 100, 800),
      }),
      { minLength: 1, maxLength: 8 },
    ),
    fc.constantFrom(1, 100, 1_000_000),
  ])(
    'gives the same as a heap while traffic turns from few entries to many, from dense to sparse and back',
    (phases, window) => {
      const calendar = new Calendar(2 ** 40, window)
      const heap = new EntryHeap()
      const words = new Int32Array(4)
      seedStream(words, 0, 1, 2, 0, 0)
      let different = 0
      const add = (delay: number, device: number): void => {
        const time = calendar.time + (next32(words, 0) % (delay + 1))
        calendar.add(time, device)
        heap.push(time, device)
      }
      const take = (): boolean => {
        if (!calendar.next()) return false
        if (calendar.time !== heap.firstTime || calendar.device !== heap.firstId) different++
        heap.pop()
        return true
      }
      for (const { arrivals, holds, delay, removals } of phases) {
        for (let i = 0; i < arrivals; i++) add(delay, next32(words, 0) % 1000)
        for (let i = 0; i < holds && take(); i++) add(delay, calendar.device)
        for (let i = 0; i < removals && take(); i++);
      }
      expect(different).toBe(0)
      expect(calendar.size).toBe(heap.size)
      while (take());
      expect([different, calendar.size, heap.size]).toEqual([0, 0, 0])
    },
  )

  test('an entry made at the end of the open window takes its place among those of the next', () => {
    const calendar = new Calendar(HORIZON, 8)
    for (const [time, device] of [
      [0, 0],
      [8, 1],
      [7, 9],
    ] as const) {
      calendar.add(time, device)
    }
    calendar.next()
    calendar.add(8, 2)
    calendar.add(8, 0)
    calendar.add(7, 3)
    expect(rest(calendar)).toEqual([
      [7, 3],
      [7, 9],
      [8, 0],
      [8, 1],
      [8, 2],
    ])
  })

  test('many entries made in the open window come out in their order, from its front to its end', () => {
    const calendar = new Calendar(HORIZON, HORIZON)
    const model: Entry[] = []
    for (let device = 0; device < 200; device++) model.push([device * 5, device])
    for (const [time, device] of model) calendar.add(time, device)
    calendar.next()
    model.shift()
    for (let device = 300; device > 200; device--) {
      for (const time of [2, device, 997]) {
        calendar.add(time, device)
        model.push([time, device])
      }
    }
    expect(rest(calendar)).toEqual(model.sort((a, b) => a[0] - b[0] || a[1] - b[1]))
  })

  test('the last devices of the last ms of the widest window come out in their order', () => {
    const horizon = 2 ** 29
    const calendar = new Calendar(horizon, horizon)
    const devices = Array.from({ length: 40 }, (_, i) => LAST_DEVICE - i)
    for (const device of devices) calendar.add(horizon - 1, device)
    expect(rest(calendar)).toEqual(devices.reverse().map((device) => [horizon - 1, device]))
  })

  test('an entry before the current time, between two ms or at no time is refused', () => {
    const calendar = new Calendar(HORIZON, WINDOW)
    calendar.add(5, 0)
    calendar.next()
    for (const time of [4, 5.5, -1, Number.NaN]) expect(() => calendar.add(time, 0)).toThrow(RangeError)
    expect(calendar.size).toBe(0)
  })

  test('a device number that is not an integer in [0, 2²⁴) is refused', () => {
    const calendar = new Calendar(HORIZON, WINDOW)
    for (const device of [LAST_DEVICE + 1, -1, 0.5, Number.NaN]) {
      expect(() => calendar.add(1, device)).toThrow(RangeError)
    }
  })

  test('a horizon or a window that is not a positive integer, or a window that is too long, is refused', () => {
    for (const [horizon, window] of [
      [0, 1],
      [1.5, 1],
      [Number.POSITIVE_INFINITY, 1],
      [10, 0],
      [10, 0.5],
      [10, 2 ** 29 + 1],
    ] as const) {
      expect(() => new Calendar(horizon, window)).toThrow(RangeError)
    }
  })
})
