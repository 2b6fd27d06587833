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

/** The times from `from` on at which polls are due, in order and without end; each course of polls has its own phase. */
export function* dueTimes(interval: Distribution, device: Device, from: number): Generator<number, undefined> {
  const sampler = samplerOf(interval)
  device.intervals ??= device.draws.stream('pollIntervals')
  const bits = device.intervals
  let time = from + firstDue(interval, device, device.course)
  for (;;) {
    yield time
    time += sampler.isConstant ? sampler.draw(0.5) : Math.max(1, sampler.draw(unit32(bits())))
  }
}

/**
 * When a device was last in contact before the start; the start if it never polls. A device without a contact at ten
 * thousand due times is taken as seen at the earliest of them.
 */
export function lastContactBefore(scenario: Scenario, device: Device): number {
  const interval = pollInterval(scenario, device)
  const { attendance } = device
  if (attendance.lastSeen !== null) return attendance.lastSeen
  if (interval === null) return 0
  const { onReconnect } = scenario.poll
  const contact = lastPollBefore(interval, device, onReconnect !== 'next-phase')
  return onReconnect === 'immediately' ? Math.max(contact, lastReturnBefore(device)) : contact
}

/** The last poll that a device made when it was due or, if it is to make up for one, on coming back in time for the start. */
function lastPollBefore(interval: Distribution, device: Device, makesUp: boolean): number {
  const { attendance, draws } = device
  const first = firstDue(interval, device, 0)
  let time =
    first - Math.floor(new Residual(samplerOf(interval)).wholeAt(first, draws.uniform('historyInterval', 0)) + 0.5)
  for (let index = 1; index < 10_000; index++) {
    const { online, to } = attendance.spellAt(time)
    if (online) return time
    if (makesUp && to < 0) return to
    time -= Math.max(1, draws.duration(interval, 'historyInterval', index))
  }
  return time
}

/** When the device last came online. */
function lastReturnBefore({ attendance }: Device): number {
  const { online, from } = attendance.spellAt(-1)
  return online ? from : attendance.spellAt(from).from
}

function firstDue(interval: Distribution, { draws }: Device, course: number): number {
  return new Residual(samplerOf(interval)).draw(draws.uniform('pollPhase', course))
}
