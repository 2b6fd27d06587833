import type { Outcome, Trigger } from '../../src/model/vocabulary.ts'
import { KINDS } from '../../src/scenario/scenario.ts'
import type { Device } from './fleet.ts'
import { deliver, endOldCopy, isAssigned, isDelivered } from './profiles.ts'
import type { Simulation } from './simulation.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** The order of a device's attempts at one instant. */
export const ORDER = { poll: 0, caused: 1, channelRenewal: 2, retry: 3 }

/** Plans an attempt for this instant. */
export function attemptNow(sim: Simulation, device: Device, trigger: Trigger): void {
  sim.at(sim.now, 'attempt', device, () => attempt(sim, device, trigger), ORDER.caused)
}

/** A device that is online tries to check in; `refused` counts the refusals of this attempt so far. */
export function attempt(sim: Simulation, device: Device, trigger: Trigger, refused = 0): void {
  if (!device.online) return
  const outcome = outcomeOf(sim, device)
  sim.books.note(sim.now, device, `checkin-${outcome}`, trigger)
  for (const column of ['attempted', outcome, `by_${trigger}`]) sim.books.count(`checkins_${column}`, sim.now)
  if (outcome === 'throttled') tryAgainLater(sim, device, trigger, refused)
  if (outcome === 'ok') succeed(sim, device)
  if (outcome === 'ok' || outcome === 'unlicensed' || outcome === 'not_migrated') makeContact(sim, device)
}

function outcomeOf(sim: Simulation, device: Device): Outcome {
  if (sim.isCutOff(device)) return 'apns_blocked'
  if (!isAdmitted(sim)) return 'throttled'
  if (device.authority === 'unlicensed') return 'unlicensed'
  return device.authority === 'needs_ticket' ? 'not_migrated' : 'ok'
}

/** The service admits so many in each whole minute. */
function isAdmitted({ scenario, admitted, now }: Simulation): boolean {
  const { service } = scenario.stations
  if (service === null) return true
  const minute = Math.floor(now / MINUTE)
  const used = admitted.get(minute) ?? 0
  if (used >= service.ratePerMinute) return false
  admitted.set(minute, used + 1)
  return true
}

function tryAgainLater(sim: Simulation, device: Device, trigger: Trigger, refused: number): void {
  const index = device.refusals++
  const base = device.draws.duration(sim.scenario.stations.service!.retryAfter, 'throttleRetry', index)
  const wait = Math.min(base * 2 ** refused, HOUR) * (0.5 + device.draws.uniform('throttleJitter', index))
  device.retriesWaiting++
  sim.at(
    sim.now + Math.max(1, Math.floor(wait + 0.5)),
    'attempt',
    device,
    () => {
      device.retriesWaiting--
      attempt(sim, device, trigger, refused + 1)
    },
    ORDER.retry,
  )
}

/** A check-in of a device that has changed brings it under the new authority, and the settings that are ready. */
function succeed(sim: Simulation, device: Device): void {
  device.lastOk = sim.now
  if (device.changedAt === null) return
  const isFirst = device.firstCheckin === null
  device.firstCheckin ??= sim.now
  for (const kind of KINDS) {
    if (isAssigned(device, kind) && sim.readyAt(device, kind) <= sim.now) deliver(sim, device, kind)
  }
  if (isFirst && sim.scenario.retention.endsAt === 'first-contact') {
    for (const kind of KINDS) if (!isDelivered(device, kind)) endOldCopy(sim, device, kind)
  }
  const complete = KINDS.every((kind) => !isAssigned(device, kind) || isDelivered(device, kind))
  device.authority = complete ? 'managed_new' : 'registered'
  if (complete) device.managedAt ??= sim.now
}

/** The service removes what has been suspended for long enough. */
function makeContact(sim: Simulation, device: Device): void {
  device.lastContact = sim.now
  if (sim.scenario.retention.model !== 'server-suspension') return
  for (const kind of KINDS) {
    if (device.deadlines[kind] <= sim.now) endOldCopy(sim, device, kind)
  }
}
