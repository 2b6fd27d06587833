import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { OpeningHours } from '../../src/engine/opening-hours.ts'
import { ServerStation } from '../../src/engine/server-station.ts'
import { NEVER } from '../../src/engine/time.ts'

interface Visit {
  readonly arrival: number
  readonly service: number
  /** Time until the customer leaves the line; `NEVER`: not at all. */
  readonly patience: number
}

interface Outcome {
  start: number
  end: number
  left: number
}

/** Long enough for all but those who find the station closed for good. */
const END = 1000

const visits = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 0, max: 8 }),
      service: fc.integer({ min: 0, max: 15 }),
      patience: fc.option(fc.integer({ min: 1, max: 30 }), { nil: NEVER }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((list) => {
    let arrival = 0
    return list.map(({ gap, service, patience }): Visit => {
      arrival += gap
      return { arrival, service, patience }
    })
  })

const windows = fc.oneof(
  fc.constant<[number, number][]>([[0, NEVER]]),
  fc
    .array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 20 })), { maxLength: 12 })
    .map((list) => {
      let end = 0
      return list.map(([closed, open]): [number, number] => {
        const from = end + closed
        end = from + open
        return [from, end]
      })
    }),
)

const scenario = fc.record({ visits, windows, servers: fc.integer({ min: 1, max: 3 }) })
type Scenario = { visits: Visit[]; windows: [number, number][]; servers: number }

/** Drives a station up to `until`, instant by instant: what the station does, then who leaves, then who comes. */
function drive({ visits, windows, servers }: Scenario, until = END) {
  const station = new ServerStation(servers, new OpeningHours(windows))
  const outcomes = visits.map((): Outcome => ({ start: NEVER, end: NEVER, left: NEVER }))
  const starts: number[] = []
  const tickets: number[] = []
  const happen = (now: number) => {
    while (station.peek() <= now) {
      station.step()
      const outcome = outcomes[station.customer]!
      outcome[station.event] = station.time
      if (station.event === 'start') {
        starts.push(station.customer)
        expect(station.wait).toBe(station.time - visits[station.customer]!.arrival)
      }
    }
  }
  for (let now = 0; now <= until; now++) {
    happen(now)
    tickets.forEach((ticket, customer) => {
      const { arrival, patience } = visits[customer]!
      if (arrival + patience === now && station.leave(now, ticket)) outcomes[customer]!.left = now
    })
    visits.forEach(({ arrival, service }, customer) => {
      if (arrival === now) tickets[customer] = station.arrive(now, customer, service)
    })
    happen(now)
  }
  station.advance(until)
  return { station, outcomes, starts }
}

function inService(outcomes: Outcome[], time: number): number {
  return outcomes.filter(({ start, end }) => start <= time && time < end).length
}

function isOpen(windows: [number, number][], time: number): boolean {
  return windows.some(([from, to]) => from <= time && time < to)
}

describe('ServerStation', () => {
  test.prop([scenario])('never has more customers in service than servers', (scenario) => {
    const { outcomes } = drive(scenario)
    for (const { start } of outcomes) expect(inService(outcomes, start)).toBeLessThanOrEqual(scenario.servers)
  })

  test.prop([scenario])('serves in order of arrival', (scenario) => {
    const { starts } = drive(scenario)
    expect(starts).toEqual(starts.toSorted((a, b) => a - b))
  })

  test.prop([scenario])('starts nothing while closed, and finishes what has started', (scenario) => {
    const { outcomes } = drive(scenario)
    outcomes.forEach(({ start, end }, customer) => {
      if (start === NEVER) return
      expect(isOpen(scenario.windows, start)).toBe(true)
      expect(end).toBe(start + scenario.visits[customer]!.service)
    })
  })

  test.prop([scenario])('lets nobody wait while it is open and a server is free', (scenario) => {
    const { outcomes } = drive(scenario)
    outcomes.forEach(({ start, left }, customer) => {
      for (let time = scenario.visits[customer]!.arrival; time < Math.min(start, left, END); time++) {
        if (isOpen(scenario.windows, time)) expect(inService(outcomes, time)).toBe(scenario.servers)
      }
    })
  })

  test.prop([scenario])('a customer leaves when patience ends before the service starts, and only then', (scenario) => {
    const { outcomes } = drive(scenario)
    outcomes.forEach(({ start, left }, customer) => {
      const { arrival, patience } = scenario.visits[customer]!
      if (left < NEVER) expect([left, start]).toEqual([arrival + patience, NEVER])
      else expect(Math.min(start, END + 1)).toBeLessThanOrEqual(arrival + patience)
    })
  })

  test.prop([scenario, fc.integer({ min: 0, max: END })])(
    'its integrals up to any instant equal the sums over customers (Little)',
    (scenario, until) => {
      const { station, outcomes } = drive(scenario, until)
      let waited = 0n
      let lost = 0n
      let unfinished = 0n
      let busy = 0n
      outcomes.forEach(({ start, left }, customer) => {
        const { arrival, service } = scenario.visits[customer]!
        if (start < NEVER) {
          waited += BigInt(start - arrival)
          busy += BigInt(Math.min(service, until - start))
        } else if (left < NEVER) lost += BigInt(left - arrival)
        else if (arrival < until) unfinished += BigInt(until - arrival)
      })
      expect(station.waitTime.toBigInt()).toBe(waited)
      expect(station.lostTime.toBigInt()).toBe(lost)
      expect(station.queueTime.toBigInt()).toBe(waited + lost + unfinished)
      expect(station.busyTime.toBigInt()).toBe(busy)
    },
  )

  test.prop([scenario])('its counts are those of its customers', (scenario) => {
    const { station, outcomes } = drive(scenario)
    const waits = outcomes.map(({ start }, customer) => start - scenario.visits[customer]!.arrival)
    const started = waits.filter((wait) => wait < NEVER)
    expect({ started: station.started, delayed: station.delayed, longestWait: station.longestWait }).toEqual({
      started: started.length,
      delayed: started.filter((wait) => wait > 0).length,
      longestWait: Math.max(0, ...started),
    })
    expect(station.served + station.busy).toBe(station.started)
    expect(station.left).toBe(outcomes.filter(({ left }) => left < NEVER).length)
    expect(station.started + station.left + station.waiting).toBe(outcomes.length)
  })

  test('at one instant services end, by customer number, before others start', () => {
    const station = new ServerStation(2)
    const log: string[] = []
    const happen = () => {
      station.step()
      log.push(`${station.time} ${station.event} ${station.customer}`)
    }
    for (const customer of [9, 4, 1, 2]) station.arrive(0, customer, 5)
    while (station.peek() < NEVER) happen()
    expect(log).toEqual([
      '0 start 9',
      '0 start 4',
      '5 end 4',
      '5 end 9',
      '5 start 1',
      '5 start 2',
      '10 end 1',
      '10 end 2',
    ])
  })

  test('the longest line does not count those who are served at once', () => {
    const station = new ServerStation(1)
    station.arrive(0, 0, 10)
    station.step()
    expect(station.longestQueue).toBe(0)
    station.arrive(0, 1, 10)
    station.arrive(3, 2, 10)
    station.advance(4)
    expect(station.longestQueue).toBe(2)
  })

  test('who waits at closing is served first at the next opening', () => {
    const hours = new OpeningHours([
      [0, 10],
      [100, 110],
    ])
    const station = new ServerStation(1, hours)
    station.arrive(5, 0, 20)
    station.step()
    station.arrive(6, 1, 1)
    expect(station.peek()).toBe(25)
    station.step()
    station.arrive(30, 2, 1)
    expect(station.peek()).toBe(100)
    station.step()
    expect([station.event, station.customer, station.wait]).toEqual(['start', 1, 94])
  })

  test('a ticket is good for leaving once, and only before the service starts', () => {
    const station = new ServerStation(1)
    const first = station.arrive(0, 0, 10)
    station.step()
    const second = station.arrive(0, 0, 10)
    expect([station.leave(1, first), station.leave(1, second), station.leave(1, second)]).toEqual([false, true, false])
    expect(station.leave(1, 99)).toBe(false)
    expect([station.waiting, station.peek()]).toEqual([0, 10])
  })

  test('time cannot go back nor pass an event that is due', () => {
    const station = new ServerStation(1)
    station.arrive(5, 0, 10)
    expect(() => station.arrive(6, 1, 1)).toThrow(RangeError)
    station.step()
    expect(() => station.advance(4)).toThrow(RangeError)
    expect(() => station.advance(16)).toThrow(RangeError)
    expect(() => station.advance(6.5)).toThrow(RangeError)
    station.advance(15)
    expect(station.time).toBe(15)
  })

  test('a station without events cannot step', () => {
    expect(() => new ServerStation(1).step()).toThrow(RangeError)
  })

  test('numbers of servers, customers and services that make no sense are refused', () => {
    for (const servers of [0, -1, 1.5, Number.NaN]) expect(() => new ServerStation(servers)).toThrow(RangeError)
    const station = new ServerStation(1)
    for (const customer of [-1, 0.5, 2 ** 31]) expect(() => station.arrive(0, customer, 1)).toThrow(RangeError)
    for (const service of [-1, 0.5, NEVER]) expect(() => station.arrive(0, 0, service)).toThrow(RangeError)
    expect(station.waiting).toBe(0)
  })
})
