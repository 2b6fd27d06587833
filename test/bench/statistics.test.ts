import { describe, expect, test } from 'vitest'
import { disagreements, median, type Statistics } from './statistics.ts'

/** The exact figures of the base model, for 10 000 devices. */
const exact: Statistics = {
  devices: 10_000,
  events: 830_900,
  checkins: 377_600,
  gapHours: 26_667,
  timeTo: new Map([50, 90, 95, 99].map((percent) => [percent, Math.max(0, 8 * Math.log(100 / 3 / (100 - percent)))])),
}
const spread = { events: 7.1, checkins: 3, gapHours: 6 }

describe('two programs', () => {
  test('agree when they differ by sampling error', () => {
    const other = { ...exact, events: 831_800, checkins: 377_200, gapHours: 26_400 }
    expect(disagreements(exact, other, spread)).toEqual([])
  })

  test('disagree when one counts a hundredth more check-ins', () => {
    const other = { ...exact, checkins: exact.checkins * 1.01 }
    expect(disagreements(exact, other, spread)).toEqual([
      expect.stringMatching(/^checkins per device: 37\.7600 and 38\.1376/),
    ])
  })

  test('disagree when one reaches a share much later, or never', () => {
    const later = new Map(exact.timeTo).set(90, 12)
    const never = new Map(exact.timeTo).set(99, -1)
    expect(disagreements(exact, { ...exact, timeTo: later }, spread)).toHaveLength(1)
    expect(disagreements(exact, { ...exact, timeTo: never }, spread)).toHaveLength(1)
  })

  test('disagree when one does not say', () => {
    expect(disagreements(exact, { ...exact, gapHours: Number.NaN }, spread)).toHaveLength(1)
    expect(disagreements(exact, { ...exact, timeTo: new Map() }, spread)).toHaveLength(4)
  })
})

describe('the median', () => {
  test('is the middle value, or the mean of the two', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 3, 2])).toBe(2.5)
  })
})
