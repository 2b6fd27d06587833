import { KINDS, type Kind } from '../../src/scenario/scenario.ts'
import { EXPIRY } from './agenda.ts'
import { isSwitched } from './co-management.ts'
import type { Decision } from './draws.ts'
import { capital, type Device, type KindState } from './fleet.ts'
import { leave } from './presence.ts'
import type { Simulation } from './simulation.ts'

/** At its own change every profile that a device has begins to run out. */
export function retain(sim: Simulation, device: Device): void {
  const { clock, model } = sim.scenario.retention
  retainFrom(sim, device, clock === 'change' ? sim.now : device.lastContact, model === 'local-timer')
}

/** Every old profile runs out, counted from `origin`; with a `timer` it then ends by itself. */
export function retainFrom(sim: Simulation, device: Device, origin: number, timer: boolean): void {
  for (const kind of KINDS) {
    if (device.kinds[kind] !== 'old') continue
    const length = device.draws.duration(sim.scenario.retention.max[kind], `retention${capital(kind)}` as Decision)
    const deadline = Math.max(sim.now, origin + length)
    setKind(sim, device, kind, 'retained')
    device.deadlines[kind] = deadline
    if (!timer) continue
    sim.at(deadline, 'expiry', device, () => endExpired(sim, device), EXPIRY.retention)
  }
}

/** Every old profile whose deadline has come goes. */
export function endExpired(sim: Simulation, device: Device): void {
  for (const kind of KINDS) {
    if (device.deadlines[kind] <= sim.now) endOldCopy(sim, device, kind)
  }
}

/** Whether the new authority has settings of this kind for the device. */
export function isAssigned({ rules }: Device, kind: Kind): boolean {
  return rules[kind] === 'same-name' || rules[kind] === 'renamed'
}

export function isDelivered({ kinds }: Device, kind: Kind): boolean {
  return kinds[kind] === 'overwritten' || kinds[kind] === 'duplicate'
}

/** Whether the new authority would bring the kind to the device at a check-in now. */
export function canDeliver(sim: Simulation, device: Device, kind: Kind): boolean {
  return (
    isAssigned(device, kind) &&
    isSwitched(sim.scenario, sim.now, device, kind) &&
    sim.readyAt(device, kind) <= sim.now &&
    !waitsForCategory(sim, device, kind)
  )
}

/** Whether the kind comes only to devices in a category, which this one has lost. */
export function waitsForCategory({ scenario }: Simulation, device: Device, kind: Kind): boolean {
  return device.category !== 'kept' && scenario.categories.kinds.includes(kind)
}

/** The new profile overwrites the old one, or comes beside it if that is still there. */
export function deliver(sim: Simulation, device: Device, kind: Kind): void {
  if (isDelivered(device, kind)) return
  const beside = device.rules[kind] === 'renamed' && device.kinds[kind] === 'retained'
  setKind(sim, device, kind, beside ? 'duplicate' : 'overwritten')
  if (kind === 'certificate') sim.books.count('certificates_issued', sim.now)
}

/** The old profile is no longer on the device. */
export function endOldCopy(sim: Simulation, device: Device, kind: Kind): void {
  if (device.kinds[kind] === 'duplicate') setKind(sim, device, kind, 'overwritten')
  if (device.kinds[kind] !== 'retained') return
  endKind(sim, device, kind, device.rules[kind] === 'dropped' ? 'none' : 'missing')
}

/** The device has nothing of the kind any more, which may cut it off. */
export function endKind(sim: Simulation, device: Device, kind: Kind, state: 'missing' | 'none'): void {
  if (device.kinds[kind] === 'missing' || device.kinds[kind] === 'none') return
  setKind(sim, device, kind, state)
  if (device.lifelines.includes(kind)) strand(sim, device)
}

/** A device that has lost what its network needs goes offline and stays so. */
function strand(sim: Simulation, device: Device): void {
  if (device.stranded) return
  device.stranded = true
  leave(sim, device)
  sim.books.note(sim.now, device, 'stranded')
}

export function setKind(sim: Simulation, device: Device, kind: Kind, state: KindState): void {
  if (device.kinds[kind] === state) return
  device.kinds[kind] = state
  if (state !== 'retained' && state !== 'duplicate') device.deadlines[kind] = Number.POSITIVE_INFINITY
  sim.books.note(sim.now, device, `kind-${state}`, kind)
}
