import type { Cohort, Hours } from '../../src/scenario/scenario.ts'
import type { Draws } from './draws.ts'

/** When a new device arrives: evenly within the period, or within the working time in it; `null`: it is no new one. */
export function arrivalOf({ arrivals }: Cohort, draws: Draws): number | null {
  if (arrivals === null) return null
  const { from, until, hours } = arrivals
  const open = openHours(hours, from, until)
  const total = open.reduce((sum, [begin, end]) => sum + end - begin, 0)
  let left = Math.floor(draws.uniform('arrivalDate') * total)
  for (const [begin, end] of open) {
    if (left < end - begin) return begin + left
    left -= end - begin
  }
  return from
}

/** The opening hours between two times. */
export function openHours(hours: Hours, from: number, until: number): readonly (readonly [number, number])[] {
  return (hours ?? ([[from, until]] as const))
    .map(([begin, end]) => [Math.max(begin, from), Math.min(end, until)] as const)
    .filter(([begin, end]) => begin < end)
}

/** The first instant from `time` on by which that much time of opening hours has passed. */
export function afterWork(hours: Hours, time: number, work: number): number {
  if (hours === null) return time + work
  let left = work
  for (const [from, to] of hours) {
    const begin = Math.max(from, time)
    if (begin >= to) continue
    if (left <= to - begin) return left === 0 && work === 0 ? time : begin + left
    left -= to - begin
  }
  return Number.POSITIVE_INFINITY
}
