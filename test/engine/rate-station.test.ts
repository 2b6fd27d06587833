import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { RateStation } from '../../src/engine/rate-station.ts'

const MINUTE = 60_000

/** Times of arrival in order: gaps of nothing, part of a minute, minutes. */
const arrivals = fc
  .array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: MINUTE / 2 }), fc.integer({ min: 0, max: 4 * MINUTE })))
  .map((gaps) => {
    let time = 0
    return gaps.map((gap) => {
      time += gap
      return time
    })
  })
const rate = fc.integer({ min: 1, max: 4 })

function minuteOf(time: number): number {
  return Math.floor(time / MINUTE)
}

describe('RateStation.grant', () => {
  test.prop([arrivals, rate])('serves each at once or at the first minute with room, in order', (times, rate) => {
    const station = new RateStation(rate)
    const served: number[] = []
    const used = new Map<number, number>()
    let wait = 0
    for (const time of times) {
      let minute = Math.max(minuteOf(time), minuteOf(served.at(-1) ?? 0))
      if ((used.get(minute) ?? 0) === rate) minute++
      used.set(minute, (used.get(minute) ?? 0) + 1)
      const expected = Math.max(time, minute * MINUTE)
      expect(station.grant(time)).toBe(expected)
      served.push(expected)
      wait += expected - time
      expect(station.waiting(time)).toBe(served.filter((other) => other > time).length)
    }
    expect(station.waitTime.toNumber()).toBe(wait)
    expect(station.longestWait).toBe(Math.max(0, ...served.map((time, i) => time - times[i]!)))
    expect(station.admitted).toBe(times.length)
  })

  test('of many who come at a whole minute the i-th waits ⌊(i − 1) / rate⌋ minutes', () => {
    const station = new RateStation(30)
    for (let i = 1; i <= 100; i++) expect(station.grant(MINUTE)).toBe(MINUTE + Math.floor((i - 1) / 30) * MINUTE)
    expect(station.longestQueue).toBe(70)
    expect([1, 2, 3, 4, 5].map((minute) => station.waiting(minute * MINUTE))).toEqual([70, 40, 10, 0, 0])
  })
})

describe('RateStation', () => {
  test('says which place in its minute the last customer had', () => {
    const station = new RateStation(2)
    const places = [0, 0, 0, 59_999, 60_001, 300_000].map((time) => {
      station.grant(time)
      return station.lastPlace
    })
    expect(places).toEqual([0, 1, 0, 1, 0, 0])
  })

  test('a customer before the last one is refused as an error', () => {
    const station = new RateStation(1)
    station.grant(10)
    expect(() => station.grant(9)).toThrow(RangeError)
    expect(() => station.grant(Number.NaN)).toThrow(RangeError)
  })

  test('a rate that is not a positive integer is refused', () => {
    for (const rate of [0, -1, 0.5, Number.NaN]) expect(() => new RateStation(rate)).toThrow(RangeError)
  })
})
