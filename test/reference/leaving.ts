import type { Device } from './fleet.ts'
import { expireStored } from './push.ts'
import type { Simulation } from './simulation.ts'

/** Takes a device that is not enrolled any more out of everything that waits for it. */
export function leaveStations(sim: Simulation, device: Device): void {
  expireStored(sim, device)
  sim.pushStation?.unenrolled(device)
  device.category = 'kept'
  device.issuance = null
}
