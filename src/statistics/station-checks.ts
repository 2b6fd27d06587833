import { ServerStation } from '../engine/server-station.ts'
import { type Key, nameKey, rootKey } from '../random/key.ts'
import { next32, seedStream, unit32 } from '../random/stream.ts'
import { batchMeans } from './batch-means.ts'
import { type Check, check } from './check.ts'
import { erlangC, fluidBacklog, md1MeanWait, mmcMeanWait } from './queueing.ts'
import { exponentials, stationWaits, type Variates } from './station-waits.ts'

const FORM = 10
const HOUR = 3_600_000
const CUSTOMERS = 620_000
const WARM_UP = 20_000
const BATCHES = 30
const REPLICATIONS = 10

/** Checks the engine's station with servers against queueing theory, at a fixed seed; takes under a second. */
export function stationChecks(): Check[] {
  const root = rootKey('stations')
  return [
    ...markovChecks(nameKey(root, 'M/M/1'), 1, 0.8),
    ...markovChecks(nameKey(root, 'M/M/3'), 3, 2.4),
    constantServiceCheck(nameKey(root, 'M/D/1'), 0.8),
    overloadCheck(nameKey(root, 'overload')),
  ]
}

/** Poisson arrivals, exponential services of mean 1 h. */
function markovChecks(key: Key, servers: number, offered: number): Check[] {
  const waits = hoursWaited(servers, exponentials(key, 0, HOUR / offered), exponentials(key, 1, HOUR))
  const wait = batchMeans(waits, WARM_UP, BATCHES)
  const delayed = batchMeans(
    waits.map((hours) => (hours > 0 ? 1 : 0)),
    WARM_UP,
    BATCHES,
  )
  const name = `M/M/${servers}, offered load ${offered}`
  return [
    check({
      form: FORM,
      name: `${name}: share that waits`,
      simulated: delayed.mean,
      exact: erlangC(servers, offered),
      standardError: delayed.standardError,
      n: delayed.n,
    }),
    check({
      form: FORM,
      name: `${name}: mean wait / mean service`,
      simulated: wait.mean,
      exact: mmcMeanWait(servers, offered, 1),
      standardError: wait.standardError,
      n: wait.n,
    }),
  ]
}

/** Poisson arrivals, services of exactly 1 h. */
function constantServiceCheck(key: Key, load: number): Check {
  const wait = batchMeans(
    hoursWaited(1, exponentials(key, 0, HOUR / load), () => HOUR),
    WARM_UP,
    BATCHES,
  )
  return check({
    form: FORM,
    name: `M/D/1, offered load ${load}: mean wait / service`,
    simulated: wait.mean,
    exact: md1MeanWait(load, 1),
    standardError: wait.standardError,
    n: wait.n,
  })
}

function hoursWaited(servers: number, interarrivals: Variates, services: Variates): Float64Array {
  return stationWaits(new ServerStation(servers), CUSTOMERS, interarrivals, services).map((ms) => ms / HOUR)
}

/** 50 000 customers come within 8 h to 20 servers that each serve 100 an hour. What these do in that time is Poisson. */
function overloadCheck(key: Key): Check {
  const customers = 50_000
  const servers = 20
  const meanService = HOUR / 100
  const end = 8 * HOUR
  let backlog = 0
  for (let replication = 0; replication < REPLICATIONS; replication++) {
    const station = new ServerStation(servers)
    const services = exponentials(key, 2 * replication, meanService)
    for (const arrival of uniformArrivals(key, 2 * replication + 1, customers, end)) {
      while (station.peek() <= arrival) station.step()
      station.arrive(arrival, 0, Math.round(services()))
    }
    while (station.peek() <= end) station.step()
    backlog += station.waiting + station.busy
  }
  return check({
    form: FORM,
    name: `overload of ${servers} servers: backlog when arrivals end`,
    simulated: backlog / REPLICATIONS,
    exact: fluidBacklog(customers, servers, meanService, end),
    standardError: Math.sqrt((servers * end) / meanService / REPLICATIONS),
    n: REPLICATIONS * customers,
  })
}

/** Times in [0, end), in order. */
function uniformArrivals(key: Key, sequence: number, customers: number, end: number): Float64Array {
  const words = new Int32Array(4)
  seedStream(words, 0, key.k0, key.k1, 0, sequence)
  return new Float64Array(customers).map(() => Math.floor(end * unit32(next32(words, 0)))).sort()
}
