import type { Cause } from '../../src/model/vocabulary.ts'
import { KINDS } from '../../src/scenario/scenario.ts'
import { EXPIRY } from './agenda.ts'
import { lacks } from './books.ts'
import { type Device, waveOf } from './fleet.ts'
import { planAct } from './moments.ts'
import type { Simulation } from './simulation.ts'

const NEVER_COMPLIANT = ['removed', 'unenrolled', 'enrolling', 'identity_expired', 'orphaned']

/** The order of enforcement among the broadcasts of one instant: the last. */
const ORDER = 10

/** Plans when the rules of access come into force for a device. */
export function followAccess(sim: Simulation, device: Device): void {
  const { conditionalAccess, change } = sim.scenario
  if (conditionalAccess === null || device.user === null) return
  const wave = waveOf(device)
  const base = wave === null ? change.at : change.waves[wave]!.at
  const force = conditionalAccess.enforceAt ?? base + conditionalAccess.grace
  const from = Math.max(force, 0)
  sim.at(
    from,
    'broadcast',
    device,
    () => {
      device.access.enforced = true
      if (!device.arrived || device.access.good) return
      if (force <= 0) block(sim, device)
      else startToken(sim, device)
    },
    ORDER,
  )
}

/** Sees to a device's compliance and access after something has happened to it. */
export function reviewAccess(sim: Simulation, device: Device): void {
  device.compliant = isCompliant(sim, device)
  const { access } = device
  const good = device.compliant && isWithEnforcer(sim, device)
  if (good === access.good) return
  access.good = good
  access.turn++
  if (!access.enforced) return
  if (access.blocked) {
    if (good) startUnblocking(sim, device)
  } else if (!good) startToken(sim, device)
}

function isCompliant(sim: Simulation, device: Device): boolean {
  if (NEVER_COMPLIANT.includes(sim.stateOf(device))) return false
  const isOthers = device.authority === 'managed_old' && !device.enrolled
  return (device.inContact || isOthers) && !KINDS.some((kind) => lacks(device, kind))
}

function isWithEnforcer({ scenario }: Simulation, { authority, enrolled }: Device): boolean {
  const { kind } = scenario.change
  if (kind === 'third-party' || kind === 'set') return authority === 'registered' || authority === 'managed_new'
  return enrolled || authority === 'managed_old'
}

function startToken(sim: Simulation, device: Device): void {
  const { access, draws } = device
  const { turn } = access
  const life = draws.duration(sim.scenario.conditionalAccess!.tokenLife, 'tokenLife', access.tokens++)
  const end = (): void => {
    if (access.turn === turn && !access.blocked) block(sim, device)
  }
  sim.at(sim.now + life, 'expiry', device, end, EXPIRY.access)
}

function block(sim: Simulation, device: Device): void {
  const { access, authority, user, cohort } = device
  const { nudge } = sim.scenario.conditionalAccess!
  access.blocked = true
  sim.books.note(sim.now, device, 'blocked')
  const b = access.blocks++
  const isWithOthers = authority === 'managed_old' && sim.scenario.change.kind === 'third-party'
  const mayAct = (authority === 'unenrolled' && !device.retired) || authority === 'orphaned' || isWithOthers
  if (!mayAct || cohort.enrolment !== 'user' || !user!.draws.happens(nudge.response, 'nudgeResponse', b)) return
  planAct(sim, device, sim.now + user!.draws.duration(nudge.delay, 'nudgeDelay', b))
}

function startUnblocking(sim: Simulation, device: Device): void {
  const { access, draws } = device
  const { turn } = access
  const delay = draws.duration(sim.scenario.conditionalAccess!.unblockDelay, 'unblockDelay', access.unblocks++)
  const unblock = (): void => {
    if (access.turn !== turn) return
    access.blocked = false
    sim.books.note(sim.now, device, 'unblocked')
  }
  sim.at(sim.now + delay, 'expiry', device, unblock, EXPIRY.access)
}

/** Why a device has no access, when it is managed. */
export function accessCause(sim: Simulation, device: Device): Cause | null {
  if (!device.access.blocked) return null
  if (!isWithEnforcer(sim, device)) return 'user-not-enrolled'
  return device.compliant ? 'access-lag' : 'not-compliant'
}
