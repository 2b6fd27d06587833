import { describe, expect, test } from 'vitest'
import type { Results } from '../../src/measure/results.ts'
import { STATION_CODE, type StationName } from '../../src/model/vocabulary.ts'
import { recorded } from '../helpers/recorded.ts'
import { cohort, type Document, HOUR, MINUTE } from '../helpers/story.ts'

const DESK = STATION_CODE.help_desk
const QUIET: Document = { horizon: '6h', bucket: '1h', change: { at: '1h' } }
const column = ({ load }: Results, name: string) => [...load.columns.get(name)!]
const station = ({ stations }: Results, name: StationName) => stations.find((one) => one.name === name)!

describe('the line of a station', () => {
  test('is its length at the first instant of a bucket, after all events of that instant', () => {
    const results = recorded(QUIET, (tally) => {
      tally.queue(DESK, HOUR, 2)
      tally.queue(DESK, 2 * HOUR, -1)
      tally.queue(DESK, 2 * HOUR + 1, -1)
    })
    expect(column(results, 'help_desk_queue')).toEqual([0, 2, 1, 0, 0, 0])
    expect(column(results, 'scep_queue')).toEqual([0, 0, 0, 0, 0, 0])
  })

  test('was longest when it first lasted so long; one that is gone within its ms does not count', () => {
    const results = recorded(QUIET, (tally) => {
      for (const [time, by] of [
        [HOUR, 9],
        [HOUR, -8],
        [2 * HOUR, 2],
        [3 * HOUR, -1],
        [4 * HOUR, 1],
        [5 * HOUR, -3],
      ] as const)
        tally.queue(DESK, time, by)
    })
    expect(station(results, 'help_desk')).toMatchObject({ longestQueue: 3, longestAt: 2 * HOUR })
  })

  test('that is longest at the end counts', () => {
    const results = recorded(QUIET, (tally) => tally.queue(DESK, 5 * HOUR, 4))
    expect(station(results, 'help_desk')).toMatchObject({ longestQueue: 4, longestAt: 5 * HOUR })
    expect(station(results, 'scep')).toMatchObject({ longestQueue: 0, longestAt: null })
  })
})

describe('busy servers', () => {
  test('are a mean over each bucket, of services that end with the horizon at the latest', () => {
    const results = recorded(QUIET, (tally) => {
      tally.busy(DESK, 30 * MINUTE, 2 * HOUR + 15 * MINUTE)
      tally.busy(DESK, HOUR, HOUR + 30 * MINUTE)
      tally.busy(DESK, 5 * HOUR, 9 * HOUR)
    })
    expect(column(results, 'help_desk_busy')).toEqual([0.5, 1.5, 0.25, 0, 0, 1])
  })

  test('are a mean over what there is of a last bucket that is shorter', () => {
    const results = recorded({ ...QUIET, horizon: '90m' }, (tally) => tally.busy(DESK, HOUR, HOUR + 15 * MINUTE))
    expect(column(results, 'help_desk_busy')).toEqual([0, 0.5])
  })

  test('are none of the time past the horizon, which may end a bucket early', () => {
    const results = recorded({ ...QUIET, horizon: '90m' }, (tally) => tally.busy(DESK, HOUR + 15 * MINUTE, 3 * HOUR))
    expect(column(results, 'help_desk_busy')).toEqual([0, 0.5])
  })

  test('by the open time of all servers within the horizon are the utilisation', () => {
    const busy = (helpDesk: Document) =>
      station(
        recorded({ ...QUIET, helpDesk }, (tally) => tally.busy(DESK, 0, 3 * HOUR)),
        'help_desk',
      ).utilisation
    expect(busy({ agents: 1, hours: 'always' })).toBe(0.5)
    expect(busy({ agents: 3, hours: 'always' })).toBe(3 / 18)
  })

  test('are set against business hours where there are any', () => {
    // The start is a Monday at 00:00: within two days the desk is open from 8 to 18 twice.
    const results = recorded({ ...QUIET, horizon: '2d', helpDesk: { agents: 2, hours: 'business' } }, (tally) =>
      tally.busy(DESK, 8 * HOUR, 12 * HOUR),
    )
    expect(station(results, 'help_desk').utilisation).toBe(4 / 40)
  })
})

describe('the figures of a station', () => {
  test('have the mean, the quantiles and the longest of the waits of those served', () => {
    const results = recorded(QUIET, (tally) => {
      for (const wait of [0, 0, 100, 150, 200, 200, 200, 200, 200, 250]) tally.waited(DESK, wait)
    })
    expect(station(results, 'help_desk')).toMatchObject({ served: 10, meanWait: 150, p50: 200, p90: 200, max: 250 })
  })

  test('say which stations the scenario limits', () => {
    const limited = (document: Document) =>
      recorded({ ...QUIET, ...document }, () => {})
        .stations.filter((one) => one.limited)
        .map(({ name, utilisation }) => `${name} ${utilisation}`)
    expect(limited({ support: { openedAt: 'never' } })).toEqual([])
    expect(
      limited({ fleet: [cohort({ category: 0.5 })], helpDesk: {}, stations: { push: {}, scep: {} } }).map(
        (line) => line.split(' ')[0],
      ),
    ).toEqual(['push', 'scep', 'help_desk', 'categories', 'support'])
    const [unlimited] = recorded({ ...QUIET }, () => {}).stations
    expect(unlimited).toMatchObject({ name: 'push', limited: false, utilisation: null, served: 0 })
  })
})

describe('the line of support', () => {
  // Two tickets of 4 and 2 devices, answered at once; a device takes 2 h.
  const results = recorded(
    {
      ...QUIET,
      horizon: '1d',
      fleet: [
        cohort({ devices: 4, enrolment: 'userless' }),
        cohort({ cohort: 'b', devices: 2, enrolment: 'userless' }),
      ],
      support: { openedAt: '1h', leadTime: '0s', devicesPerDay: 12, hours: 'always' },
    },
    () => {},
  )

  test('holds the devices of a ticket until their turn comes', () => {
    expect(column(results, 'support_queue').slice(0, 13)).toEqual([0, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1, 0, 0])
    expect(column(results, 'support_busy').slice(0, 14)).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0])
  })

  test('has its figures like the others', () => {
    expect(station(results, 'support')).toMatchObject({
      served: 6,
      meanWait: 5 * HOUR,
      max: 10 * HOUR,
      longestQueue: 5,
      longestAt: HOUR,
      utilisation: 0.5,
    })
    expect([column(results, 'tickets_opened')[1], results.load.total('tickets_closed')]).toEqual([2, 2])
  })
})
