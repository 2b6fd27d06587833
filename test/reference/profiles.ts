import { KINDS, type Kind } from '../../src/scenario/scenario.ts'
import type { Decision } from './draws.ts'
import { capital, type Device, type KindState } from './fleet.ts'
import type { Simulation } from './simulation.ts'

/** At its own change every profile that a device has begins to run out. */
export function retain(sim: Simulation, device: Device): void {
  const { max, clock, model } = sim.scenario.retention
  const origin = clock === 'change' ? sim.now : device.lastContact
  for (const kind of KINDS) {
    if (device.kinds[kind] !== 'old') continue
    const length = device.draws.duration(max[kind], `retention${capital(kind)}` as Decision)
    device.deadlines[kind] = Math.max(sim.now, origin + length)
    setKind(sim, device, kind, 'retained')
  }
  if (model !== 'local-timer') return
  for (const kind of KINDS) {
    sim.at(device.deadlines[kind], 'expiry', device, () => endOldCopy(sim, device, kind))
  }
}

/** Whether the new authority has settings of this kind for the device. */
export function isAssigned({ rules }: Device, kind: Kind): boolean {
  return rules[kind] === 'same-name' || rules[kind] === 'renamed'
}

export function isDelivered({ kinds }: Device, kind: Kind): boolean {
  return kinds[kind] === 'overwritten' || kinds[kind] === 'duplicate'
}

/** The new profile overwrites the old one, or comes beside it if that is still there. */
export function deliver(sim: Simulation, device: Device, kind: Kind): void {
  if (isDelivered(device, kind)) return
  const beside = device.rules[kind] === 'renamed' && device.kinds[kind] === 'retained'
  setKind(sim, device, kind, beside ? 'duplicate' : 'overwritten')
}

/** The old profile is no longer on the device. */
export function endOldCopy(sim: Simulation, device: Device, kind: Kind): void {
  if (device.kinds[kind] === 'duplicate') setKind(sim, device, kind, 'overwritten')
  if (device.kinds[kind] !== 'retained') return
  setKind(sim, device, kind, device.rules[kind] === 'dropped' ? 'none' : 'missing')
  if (device.lifelines.includes(kind)) strand(sim, device)
}

/** A device that has lost what its network needs goes offline and stays so. */
function strand(sim: Simulation, device: Device): void {
  if (device.stranded) return
  device.stranded = true
  if (device.online) {
    device.online = false
    sim.books.note(sim.now, device, 'offline')
  }
  sim.books.note(sim.now, device, 'stranded')
}

function setKind(sim: Simulation, device: Device, kind: Kind, state: KindState): void {
  device.kinds[kind] = state
  sim.books.note(sim.now, device, `kind-${state}`, kind)
}
