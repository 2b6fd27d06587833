import type { Kind, Scenario } from '../../src/scenario/scenario.ts'
import { requestAttempt } from './enrolment.ts'
import { type Device, waveOf } from './fleet.ts'
import { push } from './push.ts'
import type { Simulation } from './simulation.ts'

/** Plans the silent enrolment of each Windows device, and what comes with each workload. */
export function planCoManagement(sim: Simulation): void {
  const { scenario, fleet, messages } = sim
  const { at, waves, enrolSpread, workloads } = scenario.change
  for (const device of fleet.devices) {
    if (device.cohort.platform !== 'windows' || device.arrivesAt !== null) continue
    const wave = waveOf(device)
    const spread = Math.floor(device.draws.uniform('enrolSpread') * enrolSpread + 0.5)
    requestAttempt(sim, device, (wave === null ? at : waves[wave]!.at) + spread)
  }
  for (const [workload, { at: time, cohorts }] of workloads.entries()) {
    for (const device of fleet.devices) {
      if (!cohorts.includes(device.cohortIndex)) continue
      sim.at(time, 'broadcast', device, () => push(sim, device, messages.workloads[workload]!), 5)
    }
  }
}

/** Whether the new service has the kind, and not Configuration Manager. */
export function isSwitched({ change }: Scenario, now: number, { cohortIndex }: Device, kind: Kind): boolean {
  if (change.kind !== 'co-management') return true
  return change.workloads.some(
    ({ at, cohorts, kinds }) => at <= now && cohorts.includes(cohortIndex) && kinds.includes(kind),
  )
}
