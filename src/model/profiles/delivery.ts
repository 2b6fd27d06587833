import { BYTES, DELIVERED, REQUEST } from '../../fleet/device-table.ts'
import { KINDS } from '../../scenario/scenario.ts'
import { requestCertificate } from '../stations/scep.ts'
import type { World } from '../world.ts'
import { deliverKind, replaceKind } from './retention.ts'
import { deliverableKinds } from './settings.ts'

const CERTIFICATE = KINDS.indexOf('certificate')

/** A check-in brings every kind it can. */
export function deliverAll(world: World, row: number, time: number): void {
  const kinds = deliverableKinds(world, row, time)
  for (let kind = 0; kind < 5; kind++) if (((kinds >> kind) & 1) === 1) bring(world, row, time, kind, false)
}

/**
 * A check-in brings a kind, unless it was delivered before, is not assigned or not ready, or is a certificate that has to
 * be issued first. With `replaces`, an old profile of another name is removed instead of staying beside the new one.
 */
export function deliver(world: World, row: number, time: number, kind: number, replaces = false): void {
  if (((deliverableKinds(world, row, time) >> kind) & 1) === 1) bring(world, row, time, kind, replaces)
}

function bring(world: World, row: number, time: number, kind: number, replaces: boolean): void {
  if (kind === CERTIFICATE && world.stations.scep !== null) {
    if (world.bytes[row * BYTES + REQUEST] !== 0 || !requestCertificate(world, row, time)) return
  }
  if (replaces) replaceKind(world, row, time, kind)
  else deliverKind(world, row, time, kind)
}

/** Whether the new authority has delivered this kind. */
export function isDelivered(world: World, row: number, kind: number): boolean {
  return ((world.bytes[row * BYTES + DELIVERED]! >> kind) & 1) === 1
}
