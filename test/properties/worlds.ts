import fc from 'fast-check'
import { formatDuration } from '../../src/scenario/words/duration.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/**
 * Which times a scenario is made of. All are multiples of `unit`, so that things coincide; in the small world even the
 * polls, whose phase is random, meet the rest.
 */
export interface World {
  readonly unit: number
  readonly horizon: fc.Arbitrary<number>
  /** What happens happens before this. */
  readonly busy: number
  readonly polls: readonly number[]
  readonly spell: number
  readonly bucket: readonly number[]
  readonly cohorts: number
  readonly devices: number
}

export const LARGE: World = {
  unit: 15 * MINUTE,
  horizon: fc.integer({ min: 1, max: 20 }).map((days) => days * DAY),
  busy: 6 * DAY,
  polls: [2 * HOUR, 8 * HOUR, 8 * HOUR, DAY],
  spell: 2 * DAY,
  bucket: [HOUR, 6 * HOUR, DAY],
  cohorts: 4,
  devices: 12,
}

export const SMALL: World = {
  unit: 5,
  horizon: fc.constant(MINUTE),
  busy: 800,
  polls: [100, 250],
  spell: 400,
  bucket: [MINUTE],
  cohorts: 2,
  devices: 4,
}

/** Long enough for certificates and records to run out. */
export const LONG: World = {
  ...LARGE,
  unit: 6 * HOUR,
  horizon: fc.integer({ min: 60, max: 230 }).map((days) => days * DAY),
  busy: 30 * DAY,
  polls: [2 * DAY, 5 * DAY],
  spell: 20 * DAY,
  bucket: [DAY, 5 * DAY],
  cohorts: 2,
  devices: 6,
}

/** A multiple of the unit from 0 to `max`. */
export function grid(world: World, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: Math.floor(max / world.unit) }).map((n) => n * world.unit)
}

/** A point in time around the change at `at`, often the change itself, from the start on. */
export function point(world: World, at: number): fc.Arbitrary<string> {
  const near = fc.integer({ min: -8, max: 40 }).map((n) => n * world.unit)
  const offset = fc.oneof(fc.constant(0), near, grid(world, world.busy))
  return offset.map((ms) =>
    at + ms < 0 ? `-${formatDuration(at)}` : ms < 0 ? `-${formatDuration(-ms)}` : `+${formatDuration(ms)}`,
  )
}

export function span(world: World, max: number): fc.Arbitrary<string> {
  return length(world, max).map(formatDuration)
}

/** A multiple of the unit from one unit to `max`. */
export function length(world: World, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 1, max: Math.max(1, Math.floor(max / world.unit)) }).map((n) => n * world.unit)
}

/** A duration or a distribution of durations up to about `max`, 0 included. */
export function duration(world: World, max: number): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 1, arbitrary: fc.constant('0s') }, { weight: 4, arbitrary: positive(world, max) })
}

export function positive(world: World, max: number): fc.Arbitrary<unknown> {
  const some = span(world, max)
  return fc.oneof(
    { weight: 3, arbitrary: some },
    fc.record({ exponential: some }),
    fc.tuple(grid(world, max), length(world, max)).map(([low, more]) => ({
      uniform: [formatDuration(low), formatDuration(low + more)],
    })),
    fc.constant({ lognormal: { median: formatDuration(world.unit), p95: formatDuration(world.unit * 4) } }),
    fc.array(some, { minLength: 1, maxLength: 4 }).map((empirical) => ({ empirical })),
  )
}

export function share(): fc.Arbitrary<number> {
  return fc.constantFrom(0, 0.3, 0.7, 1)
}
