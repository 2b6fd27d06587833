import { PRIORITY } from '../../engine/time.ts'
import { BYTES, ONLINE, REQUEST } from '../../fleet/device-table.ts'
import { KINDS } from '../../scenario/scenario.ts'
import { EVENT } from '../codes.ts'
import { hasChanged, refreshCauses } from '../coverage.ts'
import { deliverKind } from '../profiles/retention.ts'
import { deliverableKinds } from '../profiles/settings.ts'
import { settle } from '../profiles/settle.ts'
import { TIMER } from '../timer-kinds.ts'
import type { World } from '../world.ts'

const CERTIFICATE = KINDS.indexOf('certificate')

/** Where a device's request stands: there is none; it is in the line; it was granted while the device was offline. */
const NONE = 0
const QUEUED = 1
const GRANTED = 2

/**
 * Whether the check-in that the device is about to make would queue a request for a certificate, if it finds the device
 * under the new authority. In coexistence a check-in may bring it there first.
 */
export function wouldRequest(world: World, row: number, time: number): boolean {
  if (world.stations.scep === null) return false
  if (world.bytes[row * BYTES + REQUEST] !== NONE) return false
  if (!hasChanged(world, row) && world.plan.scenario.change.kind !== 'coexistence') return false
  return ((deliverableKinds(world, row, time) >> CERTIFICATE) & 1) === 1
}

/**
 * Queues the device's request; the devices come in the order of time. True if the certificate is there at once, and is
 * the caller's to deliver.
 */
export function requestCertificate(world: World, row: number, time: number): boolean {
  const served = world.stations.scep!.grant(time)
  world.note(row, time, EVENT.certificateRequested)
  if (served === time) return true
  world.bytes[row * BYTES + REQUEST] = QUEUED
  if (served < world.horizon) world.set(row, served, PRIORITY.grant, TIMER.grant)
  return false
}

/** The certificate is there: the device gets it now if it is online, else when it next is, which calls this again. */
export function certificateGranted(world: World, row: number, time: number): void {
  const b = row * BYTES
  if (world.bytes[b + ONLINE] === 0) {
    world.bytes[b + REQUEST] = GRANTED
    refreshCauses(world, row, time)
    return
  }
  world.bytes[b + REQUEST] = NONE
  deliverKind(world, row, time, CERTIFICATE)
  settle(world, row, time)
}

/** A request of a device that leaves the new authority comes to nothing; its place in the line stays taken. */
export function dropRequest(world: World, row: number): void {
  const b = row * BYTES
  if (world.bytes[b + REQUEST] === NONE) return
  world.bytes[b + REQUEST] = NONE
  world.cancel(row, TIMER.grant)
}
