import { runAlone, runTogether } from '../engine/run-loop.ts'
import { Tally, type Wants } from '../measure/tally.ts'
import { DeviceLife } from '../model/device-life.ts'
import type { Plan } from '../model/plan.ts'
import type { Block } from './cut.ts'

/** How long a step should take: long enough to cost nothing, short enough to stop at once. */
const STEP_MS = 25
const FIRST_STEP = 16

/**
 * Simulates a block of devices step by step; each step yields the number of devices done, so that other things have
 * their turn. Devices that meet at a station take one step, however long.
 *
 * The length of a step follows the clock; results do not depend on it.
 */
export function* simulate(plan: Plan, { from, to }: Block, wants: Wants): Generator<number, Tally> {
  const { horizon } = plan.scenario
  const tally = new Tally(plan, from, to, wants)
  if (plan.throttled) {
    runTogether(new DeviceLife(plan, tally, to - from), from, to, horizon)
    yield to - from
    return tally
  }
  const life = new DeviceLife(plan, tally, 1)
  let step = FIRST_STEP
  for (let done = from; done < to; ) {
    const next = Math.min(to, done + step)
    const began = performance.now()
    runAlone(life, done, next, horizon)
    const perDevice = (performance.now() - began) / (next - done)
    step = Math.ceil(Math.min(2 * step, STEP_MS / Math.max(perDevice, 1e-4)))
    done = next
    yield done - from
  }
  return tally
}

/** Simulates a block of devices at a stretch. */
export function perform(plan: Plan, block: Block, wants: Wants): Tally {
  const steps = simulate(plan, block, wants)
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}
