import { describe, expect, test } from 'vitest'
import { supportLoad } from '../../src/model/people/support-load.ts'
import { planOf } from '../../src/model/plan.ts'
import { STATION_CODE } from '../../src/model/vocabulary.ts'
import { cohort, type Document, HOUR, scenarioOf } from '../helpers/story.ts'

/** Tickets answered two hours after the change, at 26 h, and worked off at a device an hour. */
function supported(support: Document, devices: readonly number[], fields: Document = {}) {
  const fleet = devices.map((count, i) => cohort({ cohort: `kiosks ${i}`, devices: count, enrolment: 'userless' }))
  const always = { openedAt: '+0h', leadTime: '2h', hours: 'always', devicesPerDay: 24 }
  const plan = planOf(scenarioOf({ fleet, horizon: '3d', support: { ...always, ...support }, ...fields }))
  const queue: (readonly [hour: number, by: number])[] = []
  const waited: number[] = []
  const busy: (readonly [from: number, to: number])[] = []
  const stations = new Set<number>()
  supportLoad(plan, {
    queue(station, time, by) {
      stations.add(station)
      queue.push([time / HOUR, by])
    },
    waited: (_, spent) => waited.push(spent / HOUR),
    busy: (_, from, to) => busy.push([from / HOUR, to / HOUR]),
  })
  return { queue, waited, busy, stations: [...stations] }
}

describe('the load of support', () => {
  test('is the line of the devices in answered tickets, which leave it one by one when work on them begins', () => {
    expect(supported({}, [3])).toEqual({
      queue: [
        [26, 3],
        [26, -1],
        [27, -1],
        [28, -1],
      ],
      waited: [0, 1, 2],
      busy: [[26, 29]],
      stations: [STATION_CODE.support],
    })
  })

  test('has the devices of a ticket answered meanwhile behind those of the first, in the order of time', () => {
    const { queue, waited, busy } = supported({ leadTime: '2h' }, [2, 1])
    expect(queue).toEqual([
      [26, 2],
      [26, 1],
      [26, -1],
      [27, -1],
      [28, -1],
    ])
    expect(waited).toEqual([0, 1, 2])
    expect(busy).toEqual([
      [26, 28],
      [28, 29],
    ])
    const late = supported({ leadTime: { uniform: ['0h', '9h'] }, devicesPerDay: 12 }, [2, 2, 2]).queue
    expect(late.map(([hour]) => hour)).toEqual(late.map(([hour]) => hour).sort((a, b) => a - b))
  })

  test('pauses outside working hours', () => {
    // Answered on a Tuesday at 16:00, with four hours of work; closing is at 18:00.
    const { busy, waited } = supported({ openedAt: '40h', leadTime: '0h', hours: 'business', devicesPerDay: 10 }, [4])
    expect(busy).toEqual([
      [40, 42],
      [56, 58],
    ])
    expect(waited).toEqual([0, 1, 2, 17])
  })

  test('ends at the horizon', () => {
    const { queue, busy } = supported({}, [5], { horizon: '28h' })
    expect(queue).toEqual([
      [26, 5],
      [26, -1],
      [27, -1],
    ])
    expect(busy).toEqual([[26, 28]])
  })

  test('leaves out what has happened before the start', () => {
    const { queue, waited, busy } = supported({ openedAt: '-28h' }, [4])
    expect(queue).toEqual([
      [0, 4],
      [0, -1],
      [0, -1],
      [0, -1],
      [1, -1],
    ])
    expect(waited).toEqual([2, 3])
    expect(busy).toEqual([[0, 2]])
  })

  test('is nothing where no ticket is opened', () => {
    expect(supported({ openedAt: 'never' }, [3])).toEqual({ queue: [], waited: [], busy: [], stations: [] })
  })
})
