import type { ServerStation } from '../engine/server-station.ts'
import { NEVER } from '../engine/time.ts'
import type { Key } from '../random/key.ts'
import { negLn32 } from '../random/ln.ts'
import { next32, seedStream } from '../random/stream.ts'

/** A sequence of variates: each call gives the next. */
export type Variates = () => number

/** Exponential variates of this mean: sequence number `sequence` (below 255) under a key. */
export function exponentials(key: Key, sequence: number, mean: number): Variates {
  const words = new Int32Array(4)
  seedStream(words, 0, key.k0, key.k1, 0, sequence)
  return () => mean * negLn32(next32(words, 0))
}

/**
 * Sends `customers` through a station, which must be new, and returns their waits in ms, in order of arrival.
 *
 * Times of arrival and services are rounded to the ms, so means of both should be many ms.
 */
export function stationWaits(
  station: ServerStation,
  customers: number,
  interarrivals: Variates,
  services: Variates,
): Float64Array {
  const waits = new Float64Array(customers)
  let arrival = 0
  for (let customer = 0; customer < customers; customer++) {
    arrival += interarrivals()
    const now = Math.round(arrival)
    while (station.peek() <= now) step(station, waits)
    station.arrive(now, customer, Math.round(services()))
  }
  while (station.peek() < NEVER) step(station, waits)
  return waits
}

function step(station: ServerStation, waits: Float64Array): void {
  station.step()
  if (station.event === 'start') waits[station.customer] = station.wait
}
