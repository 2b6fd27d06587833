import type { Scenario } from '../../src/scenario/scenario.ts'
import type { Books } from './books.ts'
import { lastContactBefore, pollInterval } from './due-times.ts'
import type { Device } from './fleet.ts'
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
    if (scenario.retention.clock === 'last-contact') {
      device.lastContact = lastContactBefore(pollInterval(scenario, device), device)
    }
    followPresence(sim, device)
    followPolls(sim, device)
    followChannelRenewals(sim, device)
    followCampaigns(sim, device)
  }
  sim.run()
  return { devices: sim.fleet.devices, books: sim.books }
}
