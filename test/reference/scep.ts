import { reviewSettings } from './check-in.ts'
import type { Device } from './fleet.ts'
import { canDeliver, deliver, isDelivered } from './profiles.ts'
import type { Simulation } from './simulation.ts'

const MINUTE = 60_000

/** Issues so many certificates in each whole minute, in the order in which they are asked for. */
export class CertificateIssuer {
  waiting = 0
  readonly granted: number[] = []
  private minute = 0
  private used = 0
  private readonly rate: number

  constructor(rate: number) {
    this.rate = rate
  }

  /** The instant at which what is asked for now is granted. */
  grant(now: number): number {
    const minute = Math.floor(now / MINUTE)
    if (minute > this.minute) {
      this.minute = minute
      this.used = 0
    }
    if (this.used === this.rate) {
      this.minute++
      this.used = 0
    }
    this.used++
    return Math.max(now, this.minute * MINUTE)
  }
}

/** A check-in that would bring the certificate has the device ask for it; true if it is issued at once. */
export function askForCertificate(sim: Simulation, device: Device): boolean {
  if (device.issuance !== null) return false
  const issuer = sim.issuer!
  device.issuance = 'asked'
  const { epoch } = device
  sim.books.note(sim.now, device, 'certificate-requested')
  const time = issuer.grant(sim.now)
  if (time < sim.scenario.horizon) issuer.granted.push(time)
  if (time === sim.now) {
    device.issuance = null
    return true
  }
  issuer.waiting++
  sim.at(time, 'grant', device, () => {
    issuer.waiting--
    if (device.epoch !== epoch || device.issuance !== 'asked') return
    device.issuance = 'issued'
    if (device.online) fetchCertificate(sim, device)
  })
  return false
}

/** An issued certificate reaches a device that is online. */
export function fetchCertificate(sim: Simulation, device: Device): void {
  if (device.issuance !== 'issued') return
  device.issuance = null
  if (!canDeliver(sim, device, 'certificate') || isDelivered(device, 'certificate')) return
  deliver(sim, device, 'certificate')
  if (device.authority === 'registered') reviewSettings(sim, device)
}
