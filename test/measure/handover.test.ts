import { describe, expect, test } from 'vitest'
import { collect } from '../../src/measure/collect.ts'
import type { Handover } from '../../src/measure/results.ts'
import { Tally } from '../../src/measure/tally.ts'
import { planOf } from '../../src/model/plan.ts'
import { STATE_CODE } from '../../src/model/vocabulary.ts'
import { cohort, HOUR, MINUTE, milliseconds, PUSH, runOf, scenarioOf } from '../helpers/story.ts'

const CHANGE = 24 * HOUR

/** The hand-over of a fleet of which some devices came under the new authority at these times. */
function handoverOf(
  devices: number,
  times: readonly number[],
  change = CHANGE,
  away: readonly number[] = [],
): Handover {
  const scenario = scenarioOf({ fleet: [cohort({ devices })], change: { at: milliseconds(change) } })
  const plan = planOf(scenario)
  const tally = new Tally(plan, 0, devices, { devices: false, events: false })
  for (let device = 0; device < devices; device++) {
    tally.enter(0, 0, STATE_CODE.managed_old)
    tally.leave(STATE_CODE.managed_old, scenario.horizon)
  }
  for (const time of times) tally.moved(time, 1)
  for (const time of away) tally.moved(time, -1)
  return collect(plan, tally).handover
}

describe('the time until a share of the fleet has the new authority', () => {
  test('is the minute above, counted from the change', () => {
    const { timeTo } = handoverOf(1, [CHANGE + 90_000])
    expect(timeTo(1)).toBe(2 * MINUTE)
    expect(handoverOf(1, [CHANGE + 2 * MINUTE]).timeTo(1)).toBe(2 * MINUTE)
    expect(handoverOf(1, [CHANGE + 2 * MINUTE + 1]).timeTo(1)).toBe(3 * MINUTE)
    expect(handoverOf(1, [CHANGE]).timeTo(1)).toBe(0)
  })

  test('is negative where devices move before the change, with the same rounding', () => {
    expect(handoverOf(1, [CHANGE - 90_000]).timeTo(1)).toBe(-MINUTE)
    expect(handoverOf(1, [CHANGE - 2 * MINUTE]).timeTo(1)).toBe(-2 * MINUTE)
    expect(handoverOf(1, [0]).timeTo(1)).toBe(-CHANGE)
    expect(handoverOf(1, [1], CHANGE + 1).timeTo(1)).toBe(-CHANGE)
  })

  test('counts ⌈q·n⌉ devices in whole numbers', () => {
    const times = Array.from({ length: 20 }, (_, i) => CHANGE + (i + 1) * MINUTE)
    const { timeTo } = handoverOf(20, times)
    expect([0.5, 0.9, 0.95, 0.99, 1].map((q) => timeTo(q)! / MINUTE)).toEqual([10, 18, 19, 20, 20])
    const three = handoverOf(3, times.slice(0, 3))
    expect([0.01, 0.33, 0.34, 0.66, 0.67, 1].map((q) => three.timeTo(q)! / MINUTE)).toEqual([1, 1, 2, 2, 3, 3])
  })

  test('does not need one device more because a share is not exact as a double', () => {
    // 0.07 · 100 is 7.000000000000001 and 0.55 · 100 is 55.00000000000001.
    const times = Array.from({ length: 100 }, (_, i) => CHANGE + (i + 1) * MINUTE)
    const { timeTo } = handoverOf(100, times)
    for (let percent = 1; percent <= 100; percent++) expect(timeTo(percent / 100)).toBe(percent * MINUTE)
  })

  test('is none where the share is not reached, and the devices moved are counted all the same', () => {
    const { timeTo, moved, devices } = handoverOf(4, [CHANGE, CHANGE + MINUTE, 47 * HOUR])
    expect([timeTo(0.75), timeTo(0.76), timeTo(1)]).toEqual([23 * HOUR, null, null])
    expect([moved, devices]).toEqual([3, 4])
  })

  test('counts a device no more once it has left the new authority', () => {
    const minute = (count: number) => CHANGE + count * MINUTE
    const { timeTo, moved } = handoverOf(2, [minute(1), minute(4), minute(9)], CHANGE, [minute(3)])
    expect([timeTo(0.5), timeTo(1), moved]).toEqual([MINUTE, 9 * MINUTE, 2])
  })

  test('is the first minute that ends with so many devices: one that comes and goes within it is not seen', () => {
    const { timeTo } = handoverOf(1, [CHANGE + 1, CHANGE + 5 * MINUTE], CHANGE, [CHANGE + 2])
    expect(timeTo(1)).toBe(5 * MINUTE)
  })

  test('is of the fleet, devices that never move included', async () => {
    const fleet = [cohort({ devices: 3 }), cohort({ cohort: 'kiosks', enrolment: 'userless' })]
    const { handover } = await runOf({ fleet, push: PUSH, support: { openedAt: 'never' } })
    expect([handover.timeTo(0.75), handover.timeTo(0.8)]).toEqual([MINUTE, null])
  })
})
