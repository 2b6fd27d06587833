import { type Action, type ActionKind, KINDS } from '../../src/scenario/scenario.ts'
import { reviewSettings } from './check-in.ts'
import { isSwitched } from './co-management.ts'
import { attemptAfterPause, endEnrolment, isAboutToEnrol, requestAttempt, unenrol } from './enrolment.ts'
import { bareState, type Device, type PendingAction } from './fleet.ts'
import type { Message } from './messages.ts'
import { restart } from './presence.ts'
import { endKind } from './profiles.ts'
import { push } from './push.ts'
import type { Simulation } from './simulation.ts'

const APP_WIPE = 30 * 60_000
/** The order among the acts of one instant: before every other. */
const BEFORE_ACTS = -1

/** Whether the platform knows the action. */
export function isPossible({ kind, keep }: Pick<Action, 'kind' | 'keep'>, { cohort }: Device): boolean {
  const { platform, enrolment } = cohort
  switch (kind) {
    case 'lock':
      return platform !== 'windows'
    case 'rename':
      return platform !== 'android'
    case 'restart':
      return platform !== 'macos' && !(platform === 'android' && enrolment !== 'userless')
    case 'freshStart':
      return platform === 'windows'
    case 'wipe':
      return !keep || platform === 'windows'
    default:
      return true
  }
}

/** An administrator asks for the action. */
export function issue(sim: Simulation, device: Device, pending: PendingAction, message: Message): void {
  const { kind } = pending.action
  if (!device.arrived) return
  if (kind !== 'reenrol' && !device.enrolled) {
    enter(sim, device, 'dropped', kind)
    return
  }
  enter(sim, device, 'issued', kind)
  if (kind === 'reenrol') waitForReenrolment(sim, device, pending)
  else if (kind === 'remoteControl') enter(sim, device, device.online ? 'executed' : 'dropped', kind)
  else if (kind === 'appWipe') {
    device.pending.push(pending)
    device.slow.push({ pending, left: APP_WIPE, since: sim.now })
    if (device.online) resumeSlowActions(sim, device)
  } else {
    if (kind === 'delete') deleteRecord(device)
    device.pending.push(pending)
    push(sim, device, message, false)
  }
}

/** The service forgets the device, which learns of it at its next check-in. */
export function deleteRecord(device: Device): void {
  if (device.authority === 'removed') return
  device.authority = 'removed'
  device.deleted = true
}

/** A check-in carries out what was asked, in order. */
export function executeActions(sim: Simulation, device: Device): void {
  const waits = ({ action }: PendingAction) => action.kind !== 'appWipe'
  for (let next = device.pending.find(waits); next !== undefined; next = device.pending.find(waits)) {
    remove(device.pending, next)
    enter(sim, device, 'executed', next.action.kind)
    execute(sim, device, next)
  }
}

function execute(sim: Simulation, device: Device, { action, index }: PendingAction): void {
  const { scenario } = sim
  const { kind, keep, returns, locked } = action
  if (kind === 'delete') endEnrolment(sim, device, 'removed')
  if (kind === 'restart') {
    const mayLock = ['ios', 'ipados'].includes(device.cohort.platform)
    restart(sim, device, mayLock && device.draws.happens(locked, 'actionLocked', index))
  }
  if (kind === 'wipe' && keep) {
    device.wiped = true
    for (const profile of KINDS) {
      const isOlds = device.authority === 'managed_old' || !isSwitched(scenario, sim.now, device, profile)
      const left = isOlds ? 'missing' : bareState(device.rules[profile])
      if (device.kinds[profile] !== 'none') endKind(sim, device, profile, left)
    }
    const isOfNew = device.service === 'new' && !device.deleted
    if (isOfNew && !(scenario.change.kind === 'coexistence' && device.authority === 'pending')) {
      reviewSettings(sim, device)
      sim.settle(device)
    }
  }
  if (kind === 'retire' || ((kind === 'wipe' || kind === 'freshStart') && !keep)) {
    unenrol(sim, device)
    const comesBack = device.draws.happens(returns, 'actionReturn', index)
    device.retired = !comesBack
    if (comesBack) attemptAfterPause(sim, device)
  }
}

/** What waits for a device that is not enrolled any more comes to nothing. */
export function dropActions(sim: Simulation, device: Device): void {
  device.slow.splice(0)
  for (const { action } of device.pending.splice(0)) enter(sim, device, 'dropped', action.kind)
}

/** Actions that need time online go on. */
export function resumeSlowActions(sim: Simulation, device: Device): void {
  const spell = device.departures
  for (const slow of device.slow) {
    slow.since = sim.now
    sim.at(sim.now + slow.left, 'completion', device, () => {
      if (device.departures !== spell || !device.slow.includes(slow)) return
      remove(device.slow, slow)
      remove(device.pending, slow.pending)
      enter(sim, device, 'executed', slow.pending.action.kind)
    })
  }
}

export function pauseSlowActions(sim: Simulation, device: Device): void {
  for (const slow of device.slow) slow.left -= sim.now - slow.since
}

/** The device is to be enrolled anew: now, or when it next comes online. */
export function waitForReenrolment(sim: Simulation, device: Device, by: PendingAction | 'help'): void {
  device.reenrolWaits.push(by)
  if (!device.online) return
  countReenrolments(sim, device)
  sim.at(sim.now, 'act', device, () => reenrol(sim, device))
}

/** On coming online: the enrolments that waited for it, counted before anybody acts. */
export function resumeReenrolment(sim: Simulation, device: Device): void {
  if (device.reenrolWaits.length === 0) return
  sim.at(sim.now, 'act', device, () => countReenrolments(sim, device), BEFORE_ACTS)
  sim.at(sim.now, 'act', device, () => reenrol(sim, device))
}

function countReenrolments(sim: Simulation, device: Device): void {
  for (const by of device.reenrolWaits.splice(0)) if (by !== 'help') enter(sim, device, 'executed', by.action.kind)
}

function reenrol(sim: Simulation, device: Device): void {
  if (!device.online) {
    device.reenrolWaits.push('help')
    return
  }
  const { authority, enrolled } = device
  const isOthers = authority === 'managed_old' && sim.scenario.change.kind === 'third-party'
  device.retired = false
  if (authority === 'enrolling' || isAboutToEnrol(sim, device)) return
  sim.books.note(sim.now, device, 'acted')
  if (enrolled || isOthers || authority === 'orphaned' || authority === 'removed') unenrol(sim, device)
  requestAttempt(sim, device, sim.now)
}

function remove<T>(list: T[], item: T): void {
  list.splice(list.indexOf(item), 1)
}

function enter(sim: Simulation, device: Device, fate: 'issued' | 'executed' | 'dropped', kind: ActionKind): void {
  sim.books.note(sim.now, device, `action-${fate}`, kind)
  sim.books.count(`actions_${fate}`, sim.now)
}
