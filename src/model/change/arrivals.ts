import { DECISIONS } from '../../random/decisions.ts'
import type { Key } from '../../random/key.ts'
import { uniform } from '../../random/uniform.ts'
import type { Arrivals } from '../../scenario/scenario.ts'
import { addHours, eachSpell } from '../people/working-time.ts'

/** When a new device arrives. Random decision: `arrivalDate`. */
export function arrivalOf({ from, until, hours }: Arrivals, key: Key, index: number): number {
  const u = uniform(key.k0, key.k1, index, DECISIONS.arrivalDate, 0)
  if (hours === null) return from + Math.floor(u * (until - from))
  let working = 0
  eachSpell(hours, from, until, (open, close) => {
    working += close - open
  })
  return addHours(hours, from, Math.floor(u * working))
}
