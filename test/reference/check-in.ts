import type { Outcome, Trigger } from '../../src/model/vocabulary.ts'
import { KINDS } from '../../src/scenario/scenario.ts'
import { executeActions } from './actions.ts'
import { askForCategory } from './categories.ts'
import { renewCertificate, watchRecord } from './certificate.ts'
import { isSwitched } from './co-management.ts'
import { flip, replaceOld } from './coexistence.ts'
import { endEnrolment } from './enrolment.ts'
import type { Device } from './fleet.ts'
import { canDeliver, deliver, endExpired, endOldCopy, isAssigned, isDelivered, setKind } from './profiles.ts'
import { askForCertificate } from './scep.ts'
import type { Simulation } from './simulation.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** The order of a device's attempts at one instant. */
export const ORDER = { poll: 0, caused: 1, channelRenewal: 2, retry: 3, enrolment: 4, burst: 5 }

/** Plans an attempt for this instant. */
export function attemptNow(sim: Simulation, device: Device, trigger: Trigger): void {
  const { epoch } = device
  sim.at(sim.now, 'attempt', device, () => device.epoch === epoch && attempt(sim, device, trigger), ORDER.caused)
}

/** A device that is enrolled and online tries to check in; `refused` counts the refusals of this attempt so far. */
export function attempt(sim: Simulation, device: Device, trigger: Trigger, refused = 0): void {
  if (!device.online || !device.enrolled) return
  const outcome = outcomeOf(sim, device)
  sim.books.note(sim.now, device, `checkin-${outcome}`, trigger)
  for (const column of ['attempted', outcome, `by_${trigger}`]) sim.books.count(`checkins_${column}`, sim.now)
  if (outcome === 'throttled') tryAgainLater(sim, device, trigger, refused)
  if (outcome === 'ok') succeed(sim, device)
  if (outcome === 'ok' || outcome === 'unlicensed' || outcome === 'not_migrated') makeContact(sim, device)
}

function outcomeOf(sim: Simulation, device: Device): Outcome {
  if (device.expired) return 'identity_expired'
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
  const { epoch } = device
  const index = device.refusals++
  const base = device.draws.duration(sim.scenario.stations.service!.retryAfter, 'throttleRetry', index)
  const wait = Math.min(base * 2 ** refused, HOUR) * (0.5 + device.draws.uniform('throttleJitter', index))
  device.retriesWaiting++
  sim.at(
    sim.now + Math.max(1, Math.floor(wait + 0.5)),
    'attempt',
    device,
    () => {
      if (device.epoch !== epoch) return
      device.retriesWaiting--
      attempt(sim, device, trigger, refused + 1)
    },
    ORDER.retry,
  )
}

/** A check-in: what was asked of the device first, then the service that it belongs to, then the settings. */
function succeed(sim: Simulation, device: Device): void {
  device.lastOk = sim.now
  device.hidden = false
  sim.pushStation?.checkedIn(device)
  if (!device.deleted) renewCertificate(sim, device)
  const { wiped } = device
  device.wiped = false
  executeActions(sim, device)
  if (device.enrolled && device.deleted) endEnrolment(sim, device, 'removed')
  if (device.enrolled) obey(sim, device, wiped)
  if (device.changedAt !== null) device.firstCheckin ??= sim.now
}

/** A device that has been wiped just now gets nothing; one that was wiped before gets everything anew. */
function obey(sim: Simulation, device: Device, wasWiped: boolean): void {
  if (sim.scenario.change.kind === 'coexistence' && !device.wiped) flip(sim, device)
  if (device.service === 'new') bringSettings(sim, device)
  else if (wasWiped && !device.wiped) {
    for (const kind of KINDS) if (device.rules[kind] !== 'none') setKind(sim, device, kind, 'old')
  }
}

/** The first check-in after the change brings a device under the new authority, every one the settings that are ready. */
function bringSettings(sim: Simulation, device: Device): void {
  const { scenario, now } = sim
  const isFirst = device.untouched
  device.untouched = false
  askForCategory(sim, device)
  if (!device.wiped) {
    for (const kind of KINDS) {
      if (!isSwitched(scenario, now, device, kind)) {
        if (device.kinds[kind] === 'missing') setKind(sim, device, kind, 'old')
      } else if (device.kinds[kind] === 'old') replaceOld(sim, device, kind)
      if (!canDeliver(sim, device, kind) || isDelivered(device, kind)) continue
      if (kind !== 'certificate' || scenario.stations.scep === null || askForCertificate(sim, device)) {
        deliver(sim, device, kind)
      }
    }
    if (isFirst && scenario.retention.endsAt === 'first-contact') {
      for (const kind of KINDS) if (!isDelivered(device, kind)) endOldCopy(sim, device, kind)
    }
  }
  reviewSettings(sim, device)
}

/** A device is managed by the new authority once all that it should have from it is there. */
export function reviewSettings(sim: Simulation, device: Device): void {
  const complete = KINDS.every(
    (kind) =>
      !isAssigned(device, kind) || !isSwitched(sim.scenario, sim.now, device, kind) || isDelivered(device, kind),
  )
  device.authority = complete && !device.wiped ? 'managed_new' : 'registered'
  if (device.authority === 'managed_new') device.managedAt ??= sim.now
}

/** The service removes what has been suspended for long enough. */
function makeContact(sim: Simulation, device: Device): void {
  device.lastContact = sim.now
  watchRecord(sim, device)
  if (sim.scenario.retention.model !== 'server-suspension') return
  endExpired(sim, device)
}
