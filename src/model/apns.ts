import { PRIORITY } from '../engine/time.ts'
import { BLOCKED, BYTES } from '../fleet/device-table.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { refreshShown } from './coverage.ts'
import { TIMER } from './timer-kinds.ts'
import type { World } from './world.ts'

/**
 * The times in which devices with the original topic cannot reach the service, because the tenant's APNs certificate is
 * missing, expired or of another topic: begin and end alternating, an open end as ∞.
 *
 * At the tenant switch the new authority has no certificate where one is `required`; an upload from then on gives it one.
 * Uploads before it renew or replace the old authority's. At one instant the switch comes before expiries, expiries
 * before uploads. Source: the vendor's note on check-ins between the change and the upload of the renewed certificate.
 */
export function apnsOutages(scenario: Scenario): readonly number[] {
  const { apns, at } = scenario.change
  const dates: { at: number; order: number; valid: boolean }[] = [
    ...(apns.required ? [{ at, order: 0, valid: false }] : []),
    ...apns.expiries.map((expiry) => ({ at: expiry, order: 1, valid: false })),
    ...apns.uploads.map((upload) => ({ at: upload.at, order: 2, valid: upload.topic === 'original' })),
  ].sort((a, b) => a.at - b.at || a.order - b.order)
  const outages: number[] = []
  for (const { at: date, valid } of dates) {
    const open = outages.length % 2 === 1
    if (valid !== open) continue
    if (open && outages.at(-1) === date) outages.pop()
    else if (!open && outages.at(-1) === date) outages.pop()
    else outages.push(date)
  }
  if (outages.length % 2 === 1) outages.push(Number.POSITIVE_INFINITY)
  return outages
}

/** Sets the timer of the next beginning or end of an outage; true if one began before the start and still lasts. */
export function startOutages(world: World, row: number): boolean {
  const { outages } = world.cohort(row)
  let edge = 0
  while (edge < outages.length && outages[edge]! < 0) edge++
  if (edge < outages.length) world.set(row, outages[edge]!, PRIORITY.broadcast, TIMER.apns, edge)
  return edge % 2 === 1
}

/** An outage begins or ends: from this instant the device shows it. */
export function outageEdge(world: World, row: number, time: number, edge: number): void {
  const { outages } = world.cohort(row)
  world.bytes[row * BYTES + BLOCKED] = edge % 2 === 0 ? 1 : 0
  if (edge + 1 < outages.length) world.set(row, outages[edge + 1]!, PRIORITY.broadcast, TIMER.apns, edge + 1)
  refreshShown(world, row, time)
}
