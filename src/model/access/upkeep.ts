import { Sampler } from '../../random/sampler.ts'
import type { Scenario } from '../../scenario/scenario.ts'

/** What certificates, compliance and conditional access draw from, ready to be drawn from. */
export interface Upkeep {
  /** Life left of a certificate at the last contact before the start, and the least there can be, ms. */
  readonly remaining: Sampler
  readonly leastRemaining: number
  readonly reportLag: Sampler
  readonly tokenLife: Sampler
  readonly unblockDelay: Sampler
  readonly nudgeDelay: Sampler
}

const AT_ONCE = { kind: 'constant', value: 0 } as const
const prepared = new WeakMap<Scenario, Upkeep>()

/** Prepares the distributions of a scenario, when they are first asked for. */
export function upkeepOf(scenario: Scenario): Upkeep {
  const known = prepared.get(scenario)
  if (known !== undefined) return known
  const { compliance, conditionalAccess, identityCertificate } = scenario
  const remaining = new Sampler(identityCertificate.remaining)
  const upkeep: Upkeep = {
    remaining,
    leastRemaining: Math.floor(remaining.at(0)),
    reportLag: new Sampler(compliance.reportLag),
    tokenLife: new Sampler(conditionalAccess?.tokenLife ?? AT_ONCE),
    unblockDelay: new Sampler(conditionalAccess?.unblockDelay ?? AT_ONCE),
    nudgeDelay: new Sampler(conditionalAccess?.nudge.delay ?? AT_ONCE),
  }
  prepared.set(scenario, upkeep)
  return upkeep
}
