import { describe, expect, test } from 'vitest'
import { OpeningHours } from '../../src/engine/opening-hours.ts'
import { RateStation } from '../../src/engine/rate-station.ts'
import { ServerStation } from '../../src/engine/server-station.ts'
import { NEVER } from '../../src/engine/time.ts'
import { type Key, nameKey, rootKey } from '../../src/random/key.ts'
import { batchMeans, type Estimate } from '../../src/statistics/batch-means.ts'
import { erlangC, fluidBacklog, md1MeanWait, mmcMeanWait } from '../../src/statistics/queueing.ts'
import { exponentials, stationWaits, type Variates } from '../../src/statistics/station-waits.ts'
import { zOfMean } from '../../src/statistics/z-score.ts'

const HOUR = 3_600_000
const CUSTOMERS = 620_000
const WARM_UP = 20_000
const BATCHES = 30

const seed = rootKey('queues')

function expectClose({ mean, standardError }: Estimate, exact: number): void {
  expect(Math.abs(zOfMean(mean, exact, standardError)), `${mean} ± ${standardError}, exact ${exact}`).toBeLessThan(4)
}

/** Waits in hours; the mean service is 1 h. */
function hoursWaited(key: Key, servers: number, offered: number, services: Variates): Float64Array {
  const interarrivals = exponentials(key, 0, HOUR / offered)
  return stationWaits(new ServerStation(servers), CUSTOMERS, interarrivals, services).map((ms) => ms / HOUR)
}

describe('Poisson arrivals', () => {
  test.each([
    [1, 0.5],
    [1, 0.9],
    [2, 1],
    [3, 2],
    [4, 3.4],
    [5, 4],
    [10, 8],
    [55, 50],
  ])('%i servers with exponential services, offered load %d: Erlang C', (servers, offered) => {
    const key = nameKey(seed, `M/M/${servers} ${offered}`)
    const waits = hoursWaited(key, servers, offered, exponentials(key, 1, HOUR))
    const delayed = waits.map((hours) => (hours > 0 ? 1 : 0))
    expectClose(batchMeans(delayed, WARM_UP, BATCHES), erlangC(servers, offered))
    expectClose(batchMeans(waits, WARM_UP, BATCHES), mmcMeanWait(servers, offered, 1))
  })

  test.each([
    [3, 2, 0.5],
    [5, 4, 1.5],
  ])('%i servers with exponential services, offered load %d: the tail of the wait beyond %d', (servers, offered, t) => {
    const key = nameKey(seed, `tail ${servers} ${offered}`)
    const waits = hoursWaited(key, servers, offered, exponentials(key, 1, HOUR))
    const longer = waits.map((hours) => (hours > t ? 1 : 0))
    expectClose(batchMeans(longer, WARM_UP, BATCHES), erlangC(servers, offered) * Math.exp(-(servers - offered) * t))
  })

  test.each([0.3, 0.5, 0.8])('one server with constant services, load %d: Pollaczek-Khinchine', (load) => {
    const waits = hoursWaited(nameKey(seed, `M/D/1 ${load}`), 1, load, () => HOUR)
    expectClose(batchMeans(waits, WARM_UP, BATCHES), md1MeanWait(load, 1))
  })

  // Mean waits from Crommelin's stationary chain X(t + D) = max(X(t) − c, 0) + Poisson(λD).
  test.each([
    [3, 0.8, 0.5539],
    [10, 0.9, 0.344582],
  ])('%i servers with constant services, load %d: Crommelin', (servers, load, exact) => {
    const waits = hoursWaited(nameKey(seed, `M/D/${servers} ${load}`), servers, servers * load, () => HOUR)
    expectClose(batchMeans(waits, WARM_UP, BATCHES), exact)
  })
})

describe('overload: fluid limit', () => {
  const customers = 50_000
  const servers = 20
  const meanService = HOUR / 100
  const arrivalsEnd = 8 * HOUR

  /** Evenly spaced arrivals; the backlog when they end and the time at which all are served. */
  function overload(station: ServerStation, services: Variates): { backlog: number; cleared: number } {
    for (let customer = 0; customer < customers; customer++) {
      const now = Math.round((customer * arrivalsEnd) / customers)
      while (station.peek() <= now) station.step()
      station.arrive(now, customer, Math.round(services()))
    }
    while (station.peek() <= arrivalsEnd) station.step()
    const backlog = station.waiting + station.busy
    while (station.peek() < NEVER) station.step()
    return { backlog, cleared: station.time }
  }

  test('exponential services leave N − cμT when arrivals end, and are through at N / (cμ)', () => {
    const replications = 10
    const backlogs: number[] = []
    const cleared: number[] = []
    for (let replication = 0; replication < replications; replication++) {
      const key = nameKey(seed, `overload ${replication}`)
      const run = overload(new ServerStation(servers), exponentials(key, 0, meanService))
      backlogs.push(run.backlog)
      cleared.push(run.cleared / HOUR)
    }
    // What is served up to T is Poisson(cμT); the sum of N services over c servers has an error of √N / (cμ).
    const backlogError = Math.sqrt((servers * arrivalsEnd) / meanService / replications)
    const backlog = backlogs.reduce((sum, value) => sum + value) / replications
    expectClose(
      { mean: backlog, standardError: backlogError, n: replications },
      fluidBacklog(customers, servers, meanService, arrivalsEnd),
    )
    // The last c services run out one by one: their longest has a mean of (1 + 1/2 + … + 1/c) / μ.
    let last = 0
    for (let k = 1; k <= servers; k++) last += 1 / k / 100
    const exact = (customers - servers) / (servers * 100) + last
    const clearedError = Math.sqrt(customers / replications) / (servers * 100)
    const mean = cleared.reduce((sum, value) => sum + value) / replications
    expectClose({ mean, standardError: clearedError, n: replications }, exact)
  })

  test('constant services follow it to within the services under way', () => {
    const { backlog, cleared } = overload(new ServerStation(servers), () => meanService)
    const exact = fluidBacklog(customers, servers, meanService, arrivalsEnd)
    expect(Math.abs(backlog - exact)).toBeLessThanOrEqual(servers)
    expect(Math.abs(cleared - (customers / servers) * meanService)).toBeLessThanOrEqual(meanService)
  })

  test('with opening hours the servers do in a day what they do in its open hours', () => {
    const days = Array.from({ length: 10 }, (_, day): [number, number] => [
      (24 * day + 8) * HOUR,
      (24 * day + 18) * HOUR,
    ])
    const station = new ServerStation(1, new OpeningHours(days))
    for (let customer = 0; customer < 200; customer++) station.arrive(0, customer, HOUR / 4)
    for (let day = 1; day <= 5; day++) {
      while (station.peek() <= 24 * day * HOUR) station.step()
      station.advance(24 * day * HOUR)
      expect([station.served, station.waiting]).toEqual([40 * day, 200 - 40 * day])
    }
    expect(station.busyTime.toNumber()).toBe(50 * HOUR)
  })

  test('a rate that makes customers wait clears N who come together in ⌈N / rate⌉ minutes', () => {
    const station = new RateStation(600)
    let last = 0
    for (let customer = 0; customer < customers; customer++) last = station.grant(0)
    expect(last).toBe((Math.ceil(customers / 600) - 1) * 60_000)
    // Of customer i the wait is ⌊i / 600⌋ minutes: 83 full minutes of 600, then 200.
    expect(station.waitTime.toNumber()).toBe((600 * ((82 * 83) / 2) + 200 * 83) * 60_000)
  })
})
