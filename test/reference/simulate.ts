import type { Scenario } from '../../src/scenario/scenario.ts'
import { followAccess } from './access.ts'
import type { Books } from './books.ts'
import { recall } from './certificate.ts'
import type { Device } from './fleet.ts'
import { followMoment } from './moments.ts'
import { followPlan } from './plan.ts'
import { followCampaigns, followChannelRenewals, followPolls, followPresence } from './presence.ts'
import { Simulation } from './simulation.ts'

export interface ReferenceResults {
  readonly devices: readonly Device[]
  readonly books: Books
}

/**
 * Simulates a change of authority in the plainest way: one list of events for the whole fleet, an object per device. It
 * takes the same random draws as the program, so that both must agree in every event.
 */
export function simulate(scenario: Scenario): ReferenceResults {
  const sim = new Simulation(scenario)
  followPlan(sim)
  for (const device of sim.fleet.devices) {
    recall(sim, device)
    followPresence(sim, device)
    followPolls(sim, device)
    followChannelRenewals(sim, device)
    followCampaigns(sim, device)
    followMoment(sim, device)
    followAccess(sim, device)
  }
  sim.run()
  return { devices: sim.fleet.devices, books: sim.books }
}
