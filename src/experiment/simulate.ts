import { BATCH, runAlone } from '../engine/run-alone.ts'
import { runTogether } from '../engine/run-together.ts'
import { Tally, type Wants } from '../measure/tally.ts'
import { DeviceLife } from '../model/device-life.ts'
import type { Plan } from '../model/plan.ts'
import type { Block } from './cut.ts'

/** How long a step should take: long enough to cost nothing, short enough to stop at once. */
const STEP_MS = 25
const FIRST_STEP = BATCH

/**
 * Simulates a block of devices step by step, into `tally`; each step yields the number of devices done, so that other
 * things have their turn. Of devices that meet at a station it is the share of their time that has passed.
 *
 * The length of a step follows the clock; results do not depend on it.
 */
export function* simulate(plan: Plan, { from, to }: Block, tally: Tally): Generator<number, void> {
  const { horizon } = plan.scenario
  if (plan.coupled) {
    let began = performance.now()
    for (const share of runTogether(new DeviceLife(plan, tally, to - from), from, to, horizon)) {
      if (performance.now() - began < STEP_MS) continue
      yield Math.floor(share * (to - from))
      began = performance.now()
    }
    yield to - from
    return
  }
  const life = new DeviceLife(plan, tally, BATCH)
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
}

/** Simulates a block of devices at a stretch. */
export function perform(plan: Plan, block: Block, wants: Wants): Tally {
  const tally = new Tally(plan, block.from, block.to, wants)
  const steps = simulate(plan, block, tally)
  while (!steps.next().done);
  return tally
}
