import { KINDS } from '../../src/scenario/scenario.ts'
import { dropActions, isPossible, issue } from './actions.ts'
import { BROADCAST } from './agenda.ts'
import { followCertificate, watchRecord } from './certificate.ts'
import { attempt as checkIn, ORDER } from './check-in.ts'
import { targetOf } from './coexistence.ts'
import { APPLE, bareState, type Device } from './fleet.ts'
import { leaveStations } from './leaving.ts'
import { endKind, setKind } from './profiles.ts'
import type { Simulation } from './simulation.ts'

const MINUTE = 60_000

type Refusal = 'authority' | 'apns' | 'licence' | 'access'

/** A device stops being managed by anybody and loses all that it had from its service. */
export function unenrol(sim: Simulation, device: Device): void {
  const { scenario } = sim
  if (scenario.change.kind === 'third-party' && device.service === 'old') ownChange(sim, device)
  device.deleted = false
  endEnrolment(sim, device, 'unenrolled')
}

/** What every end of an enrolment takes with it. */
export function endEnrolment(sim: Simulation, device: Device, authority: 'unenrolled' | 'removed'): void {
  device.authority = authority
  device.enrolled = false
  device.epoch++
  device.unenrolments++
  device.trouble = null
  device.certificateEnd = Number.NaN
  device.expired = false
  device.hidden = false
  device.wiped = false
  leaveStations(sim, device)
  dropActions(sim, device)
  for (const kind of KINDS) {
    if (device.kinds[kind] !== 'none') endKind(sim, device, kind, bareState(device.rules[kind]))
  }
  device.retriesWaiting = 0
  device.portalVisits = 0
  device.renewalMissed = false
  device.overdue = false
}

/** The first own change of a device is the one that counts. */
export function ownChange(sim: Simulation, device: Device): void {
  if (device.changedAt !== null) return
  device.changedAt = sim.now
  sim.books.note(sim.now, device, 'change')
  if (sim.scenario.change.kind !== 'in-place') return
  const lag = device.draws.duration(sim.scenario.compliance.reportLag, 'reportLag')
  device.reported = { value: device.compliant, until: sim.now + lag }
}

/** Asks for an attempt to enrol at `time`, unless one comes before, waits or is under way. */
export function requestAttempt(sim: Simulation, device: Device, time: number): void {
  const planned = device.attempt
  if (planned !== null && (planned.state !== 'planned' || planned.at <= time)) return
  const mine = { state: 'planned' as const, at: time }
  device.attempt = mine
  sim.at(time, 'attempt', device, () => device.attempt === mine && begin(sim, device), ORDER.enrolment)
}

/** Whether an attempt is due at this instant, or has waited for it. */
export function isAboutToEnrol({ now }: Simulation, { attempt }: Device): boolean {
  return attempt !== null && attempt.at <= now
}

/** The pause before a device that has left its service tries to enrol. */
export function attemptAfterPause(sim: Simulation, device: Device): void {
  const pause = device.draws.duration(sim.scenario.change.migrate.pause, 'migratePause', device.attempts)
  requestAttempt(sim, device, sim.now + pause)
}

/** On coming online: the attempt that waited for it. */
export function resumeAttempt(sim: Simulation, device: Device): void {
  const waiting = device.attempt
  if (waiting?.state !== 'waiting') return
  sim.at(sim.now, 'attempt', device, () => device.attempt === waiting && begin(sim, device), ORDER.enrolment)
}

function begin(sim: Simulation, device: Device): void {
  const { now, scenario, books } = sim
  if (!device.online) {
    device.attempt = { state: 'waiting', at: now }
    return
  }
  const number = device.attempts++
  const refusal = refusalOf(sim, device)
  if (refusal !== null) {
    books.note(now, device, 'enrol-refused', refusal)
    books.count('enrolments_refused', now)
    giveUp(sim, device, number, refusal === 'apns' || refusal === 'licence' ? refusal : 'other')
    return
  }
  const silent = device.authority === 'managed_old'
  const duration = silent ? 0 : device.draws.duration(scenario.enrolment.duration, 'enrolmentDuration', number)
  const mine = { state: 'running' as const, at: now }
  device.attempt = mine
  if (device.authority === 'unenrolled') device.authority = 'enrolling'
  sim.at(now + duration, 'completion', device, () => device.attempt === mine && complete(sim, device, number))
}

function refusalOf({ scenario, now }: Simulation, device: Device): Refusal | null {
  const { change, conditionalAccess } = scenario
  if (change.kind === 'set' && now < change.at) return 'authority'
  if (APPLE.includes(device.cohort.platform) && !device.tenantCertified) return 'apns'
  if (change.kind === 'coexistence' ? targetOf(scenario, device, now) === 'none' : !device.licensed) return 'licence'
  return conditionalAccess?.coversEnrolment && device.access.blocked ? 'access' : null
}

function complete(sim: Simulation, device: Device, number: number): void {
  const { failure } = sim.scenario.enrolment
  const isCanary = sim.scenario.canary?.cohort === device.cohortIndex
  if (!isCanary && device.draws.happens(failure, 'enrolmentFailure', number)) fail(sim, device, 'other')
  else succeed(sim, device)
}

/** A device that leaves ends the attempt under way. */
export function interruptAttempt(sim: Simulation, device: Device): void {
  if (device.attempt?.state === 'running') fail(sim, device, 'other')
}

function fail(sim: Simulation, device: Device, trouble: 'licence' | 'other'): void {
  sim.books.note(sim.now, device, 'enrol-failed')
  giveUp(sim, device, device.attempts - 1, trouble)
}

function giveUp(sim: Simulation, device: Device, number: number, trouble: Device['trouble']): void {
  const { scenario, books, now } = sim
  const { canary, enrolment } = scenario
  books.count('enrolments_failed', now)
  device.trouble = trouble
  if (device.authority === 'enrolling') device.authority = 'unenrolled'
  device.attempt = null
  const isCanary = canary !== null && canary.cohort === device.cohortIndex
  const retry = isCanary ? canary.repeat : device.draws.duration(enrolment.retry, 'enrolmentRetry', number)
  requestAttempt(sim, device, now + Math.max(1, retry))
}

function succeed(sim: Simulation, device: Device): void {
  const { scenario, books, now } = sim
  const authority = authorityOf(sim, device)
  if (authority === 'none') {
    fail(sim, device, 'licence')
    return
  }
  books.note(now, device, 'enrolled')
  books.count('enrolments_ok', now)
  device.attempt = null
  device.epoch++
  device.enrolled = true
  device.retired = false
  device.deleted = false
  device.trouble = null
  const isFirst = device.enrolledAt === null
  device.enrolledAt ??= now
  device.topic = device.tenantTopic
  device.lastContact = now
  followCertificate(sim, device, now + scenario.identityCertificate.life)
  watchRecord(sim, device)
  if (authority === 'new') {
    ownChange(sim, device)
    device.service = 'new'
    device.untouched = true
    device.authority = 'registered'
  } else {
    device.service = 'old'
    device.authority = 'managed_old'
    for (const kind of KINDS) if (device.rules[kind] !== 'none') setKind(sim, device, kind, 'old')
  }
  if (isFirst && scenario.canary?.cohort === device.cohortIndex)
    planVisibility(sim, device, scenario.canary.visibleDelay)
  const { epoch } = device
  for (const after of [0, ...burstOf(device)]) {
    const burst = () => device.epoch === epoch && checkIn(sim, device, 'enrolment_burst')
    sim.at(now + after * MINUTE, 'attempt', device, burst, ORDER.burst)
  }
}

/** The service that takes a device when its enrolment ends. */
function authorityOf({ scenario, now }: Simulation, device: Device): 'old' | 'new' | 'none' {
  const { kind, at } = scenario.change
  if (kind === 'coexistence') return targetOf(scenario, device, now)
  if (kind !== 'in-place' || now >= at) return 'new'
  return device.cohort.enrolment === 'user' && device.user!.movedAt <= now ? 'new' : 'old'
}

/** When a device checks in after its enrolment, in minutes. */
function burstOf({ cohort }: Device): readonly number[] {
  if (APPLE.includes(cohort.platform)) return [15, 30, 45, 60]
  return [3, 6, 9, 12, 15, 30, 45, 60, 75, 90, 105, 120, 135]
}

/** The canary is locked once it should be visible in the console. */
function planVisibility(sim: Simulation, device: Device, after: number): void {
  const action = { at: 0, kind: 'lock', name: '', cohorts: [], share: 1, keep: false, returns: 0, locked: 0 } as const
  if (!isPossible(action, device)) return
  const lock = () => issue(sim, device, { action, index: 0 }, sim.messages.visibility)
  sim.at(sim.now + Math.max(1, after), 'broadcast', device, lock, BROADCAST.action)
}
