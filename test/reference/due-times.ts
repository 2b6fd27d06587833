import type { Distribution } from '../../src/random/distribution.ts'
import { Residual } from '../../src/random/residual.ts'
import { unit32 } from '../../src/random/stream.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { samplerOf } from './draws.ts'
import type { Device } from './fleet.ts'

/** The interval between the due times of a device's polls; `null`: it never polls. */
export function pollInterval({ poll }: Scenario, { cohort, deaf }: Device): Distribution | null {
  const interval = poll.interval[cohort.platform]
  if (interval === null || (deaf && poll.viaPush.includes(cohort.platform))) return null
  if (poll.jitter === 0) return { kind: 'constant', value: interval }
  return { kind: 'uniform', low: interval * (1 - poll.jitter), high: interval * (1 + poll.jitter) }
}

/** The times from the start on at which polls are due, in order and without end. */
export function* dueTimes(interval: Distribution, device: Device): Generator<number, undefined> {
  const sampler = samplerOf(interval)
  const bits = device.draws.stream('pollIntervals')
  let time = firstDue(interval, device)
  for (;;) {
    yield time
    time += sampler.isConstant ? sampler.draw(0.5) : Math.max(1, sampler.draw(unit32(bits())))
  }
}

/**
 * The last due time before the start at which the device was online, or when it was last seen; the start if it never
 * polls. Where polls and presence never met in a thousand intervals, nothing is left of its retention.
 */
export function lastContactBefore(interval: Distribution | null, device: Device): number {
  const { draws, attendance } = device
  if (attendance.lastSeen !== null) return attendance.lastSeen
  if (interval === null) return 0
  const first = firstDue(interval, device)
  let time =
    first - Math.floor(new Residual(samplerOf(interval)).wholeAt(first, draws.uniform('historyInterval', 0)) + 0.5)
  for (let index = 1; index < 1000; index++) {
    const wasOnline = attendance.wasOnline(time)
    if (wasOnline === null) return Number.NEGATIVE_INFINITY
    if (wasOnline) return time
    time -= Math.max(1, draws.duration(interval, 'historyInterval', index))
  }
  return Number.NEGATIVE_INFINITY
}

function firstDue(interval: Distribution, { draws }: Device): number {
  return new Residual(samplerOf(interval)).draw(draws.uniform('pollPhase'))
}
