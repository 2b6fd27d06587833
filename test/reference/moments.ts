import { attemptAfterPause, isAboutToEnrol, requestAttempt, unenrol } from './enrolment.ts'
import { type Device, waveOf } from './fleet.ts'
import { campaignsFor } from './presence.ts'
import type { Simulation } from './simulation.ts'

/** Plans when the user of a device that has to be enrolled by hand gets to it; a new device is enrolled as it arrives. */
export function followMoment(sim: Simulation, device: Device): void {
  const { change } = sim.scenario
  if (device.arrivesAt !== null) return
  if (device.cohort.enrolment !== 'user' || (change.kind !== 'third-party' && change.kind !== 'set')) return
  const { draws } = device.user!
  const wave = waveOf(device)
  const announced = wave === null ? change.at : change.waves[wave]!.at
  const moments = campaignsFor(sim, device)
    .filter(({ at }) => at >= announced)
    .map(({ actsAt }) => actsAt)
  if (draws.happens(change.migrate.response, 'migrateResponse')) {
    moments.push(announced + draws.duration(change.migrate.delay, 'migrateDelay'))
  }
  if (moments.length > 0) planAct(sim, device, Math.max(0, Math.min(...moments)))
}

/** The user acts on the device at `time`, or when it next comes online. */
export function planAct(sim: Simulation, device: Device, time: number): void {
  sim.at(time, 'act', device, () => {
    if (!device.arrived) return
    if (device.online) act(sim, device)
    else device.actWaits = true
  })
}

/** On coming online: the act that waited for it. */
export function resumeAct(sim: Simulation, device: Device): void {
  if (!device.actWaits) return
  device.actWaits = false
  planAct(sim, device, sim.now)
}

function act(sim: Simulation, device: Device): void {
  const { authority, retired } = device
  const isWithOthers = authority === 'managed_old' && sim.scenario.change.kind === 'third-party' && !device.enrolled
  const leaves = authority === 'orphaned' || isWithOthers
  if (!leaves && (authority !== 'unenrolled' || retired || isAboutToEnrol(sim, device))) return
  sim.books.note(sim.now, device, 'acted')
  if (leaves) {
    unenrol(sim, device)
    attemptAfterPause(sim, device)
  } else requestAttempt(sim, device, sim.now)
}
