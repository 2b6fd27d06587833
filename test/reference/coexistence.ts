import { KINDS, type Scenario } from '../../src/scenario/scenario.ts'
import { ownChange } from './enrolment.ts'
import type { Device } from './fleet.ts'
import { canDeliver, endKind, retain, setKind } from './profiles.ts'
import { askForCertificate } from './scep.ts'
import type { Simulation } from './simulation.ts'

/** The order among the broadcasts of one instant: what all licences of that instant come to. */
const AFTER_LICENCES = 4

/** The service that a device's user belongs to. */
export function targetOf({ change }: Scenario, device: Device, now: number): 'old' | 'new' | 'none' {
  if (device.user === null) return 'old'
  if (change.from === 'office365') return now >= change.at && device.licensed ? 'new' : 'old'
  if (device.licensed) return 'old'
  return now >= change.at ? 'new' : 'none'
}

/** Nobody manages a device whose user has no service; it waits for a check-in once there is one. */
function reviewTarget(sim: Simulation, device: Device): void {
  if (!device.enrolled || device.authority === 'removed') return
  const target = targetOf(sim.scenario, device, sim.now)
  if (target === 'none' && device.authority !== 'unlicensed') {
    ownChange(sim, device)
    device.untouched = true
    device.authority = 'unlicensed'
    retain(sim, device)
  } else if (target !== 'none' && device.authority === 'unlicensed') device.authority = 'pending'
}

/** A check-in brings a device to the service that its user belongs to. */
export function flip(sim: Simulation, device: Device): void {
  const target = targetOf(sim.scenario, device, sim.now)
  if (target === 'new' && device.service === 'old') {
    ownChange(sim, device)
    device.service = 'new'
    device.untouched = true
    for (const kind of KINDS) replaceOld(sim, device, kind)
  } else if (target === 'old' && (device.service === 'new' || device.authority === 'pending')) {
    device.service = 'old'
    device.authority = 'managed_old'
    device.issuance = null
    for (const kind of KINDS) if (device.rules[kind] !== 'none') setKind(sim, device, kind, 'old')
  }
}

/** What the new service brings takes the place of what the old one removes. */
export function replaceOld(sim: Simulation, device: Device, kind: (typeof KINDS)[number]): void {
  const rule = device.rules[kind]
  if (rule === 'none') return
  const needsIssue = kind === 'certificate' && sim.scenario.stations.scep !== null
  if (canDeliver(sim, device, kind) && (!needsIssue || askForCertificate(sim, device))) {
    setKind(sim, device, kind, 'overwritten')
    if (kind === 'certificate') sim.books.count('certificates_issued', sim.now)
  } else endKind(sim, device, kind, rule === 'dropped' ? 'none' : 'missing')
}

/** Plans what licences and the date of the change do where two services stand side by side. */
export function planCoexistence(sim: Simulation): void {
  for (const device of sim.fleet.devices) {
    const licences = device.user?.licences ?? []
    for (const time of [0, sim.scenario.change.at, ...licences.map(({ at }) => at)]) {
      sim.at(time, 'broadcast', device, () => reviewTarget(sim, device), AFTER_LICENCES)
    }
  }
}
