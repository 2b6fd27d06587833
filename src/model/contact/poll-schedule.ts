import { keyOf, NEVER, PRIORITY } from '../../engine/time.ts'
import { BYTES, DEAF, DOUBLES, DUE, INDEX, INTS, POLL_KEY, POLL_STREAM } from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import { next32, seedStream, unit32 } from '../../random/stream.ts'
import { uniform } from '../../random/uniform.ts'
import type { World } from '../world.ts'

/**
 * Sets the first due time: the equilibrium residual of the interval, as of a schedule that began long ago. Random
 * decisions: `pollPhase`, and the stream `pollIntervals` for the intervals after it.
 */
export function startPolling(world: World, row: number): void {
  const { ints, doubles } = world
  const d = row * DOUBLES
  const n = row * INTS
  const cohort = world.cohort(row)
  const deaf = world.bytes[row * BYTES + DEAF] === 1
  doubles[d + DUE] = NEVER
  doubles[d + POLL_KEY] = NEVER
  if (cohort.interval === 0 || (deaf && !cohort.deafPolls)) return
  const { k0, k1 } = cohort.key
  const index = ints[n + INDEX]!
  if (!cohort.intervals.isConstant) seedStream(ints, n + POLL_STREAM, k0, k1, index, DECISIONS.pollIntervals)
  doubles[d + DUE] = cohort.pollPhase.draw(uniform(k0, k1, index, DECISIONS.pollPhase, 0))
  doubles[d + POLL_KEY] = keyOf(doubles[d + DUE]!, PRIORITY.attempt)
}

/** No poll falls due any more: the device will not be online again. */
export function stopPolling(world: World, row: number): void {
  const d = row * DOUBLES
  world.doubles[d + DUE] = NEVER
  world.doubles[d + POLL_KEY] = NEVER
}

/** The next interval of the device's schedule, at least one millisecond. */
export function nextInterval(world: World, row: number): number {
  const { intervals, interval } = world.cohort(row)
  if (intervals.isConstant) return interval
  return Math.max(1, intervals.draw(unit32(next32(world.ints, row * INTS + POLL_STREAM))))
}

/** Polls of a device that was stranded fall due again, with a new phase. Random decision: `pollPhase`, its second. */
export function resumePolling(world: World, row: number, time: number): void {
  const { ints, doubles, bytes } = world
  const cohort = world.cohort(row)
  if (cohort.interval === 0 || (bytes[row * BYTES + DEAF] === 1 && !cohort.deafPolls)) return
  const u = uniform(cohort.key.k0, cohort.key.k1, ints[row * INTS + INDEX]!, DECISIONS.pollPhase, 1)
  doubles[row * DOUBLES + DUE] = time + cohort.pollPhase.draw(u)
  doubles[row * DOUBLES + POLL_KEY] = keyOf(doubles[row * DOUBLES + DUE]!, PRIORITY.attempt)
}
