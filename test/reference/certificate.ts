import { deleteRecord } from './actions.ts'
import { EXPIRY } from './agenda.ts'
import { lastContactBefore } from './due-times.ts'
import type { Device } from './fleet.ts'
import type { Simulation } from './simulation.ts'

const REMOVED_AFTER = 180 * 24 * 3_600_000

/** What lies before the start of a device that has been enrolled for long: its last contact, and its certificate. */
export function recall(sim: Simulation, device: Device): void {
  const { scenario } = sim
  if (!device.enrolled) return
  device.lastContact = lastContactBefore(scenario, device)
  const remaining = device.draws.duration(scenario.identityCertificate.remaining, 'certificateRemaining')
  followCertificate(sim, device, device.lastContact + remaining)
  watchRecord(sim, device)
}

/** The device has an identity certificate until `end`; one that outlives the run is of no interest. */
export function followCertificate(sim: Simulation, device: Device, end: number): void {
  device.certificateEnd = end < sim.scenario.horizon ? end : Number.NaN
  device.expired = false
  if (end < 0) device.expired = true
  const expire = (): void => {
    if (device.certificateEnd === end) device.expired = true
  }
  const remove = (): void => {
    if (device.certificateEnd === end) device.authority = 'removed'
  }
  sim.at(end, 'expiry', device, expire, EXPIRY.certificate)
  sim.at(Math.max(end + REMOVED_AFTER, 0), 'expiry', device, remove, EXPIRY.record)
}

export function renewCertificate(sim: Simulation, device: Device): void {
  const { life, renewBefore } = sim.scenario.identityCertificate
  if (!(device.certificateEnd - sim.now <= renewBefore)) return
  sim.books.note(sim.now, device, 'certificate-renewed')
  followCertificate(sim, device, sim.now + life)
}

/** From a contact on the device counts as one, for as long as compliance and the clean-up allow. */
export function watchRecord(sim: Simulation, device: Device): void {
  const { compliance, cleanup } = sim.scenario
  const { lastContact } = device
  device.inContact = true
  if (lastContact + compliance.validity < 0) device.inContact = false
  const lapse = (): void => {
    if (device.lastContact === lastContact) device.inContact = false
  }
  sim.at(lastContact + compliance.validity, 'expiry', device, lapse, EXPIRY.validity)
  if (cleanup === null) return
  const tidy = (): void => {
    if (device.lastContact !== lastContact || !device.enrolled || device.authority === 'removed') return
    if (cleanup.mode === 'hide') device.hidden = true
    else deleteRecord(device)
  }
  sim.at(Math.max(lastContact + cleanup.after, 0), 'expiry', device, tidy, EXPIRY.cleanup)
}
