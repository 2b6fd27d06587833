import { PRIORITY } from '../../engine/time.ts'
import { BLOCKED, BYTES, ENROLLED, TOPIC } from '../../fleet/device-table.ts'
import type { Apns, Scenario } from '../../scenario/scenario.ts'
import { refreshShown } from '../coverage.ts'
import { TIMER } from '../timer-kinds.ts'
import type { World } from '../world.ts'

/** Topics of push certificates; a device's `TOPIC` is an index of these. */
export const TOPICS = ['original', 'changed'] as const
type Topic = Apns['uploads'][number]['topic']

/**
 * The times in which devices with a topic cannot reach the service, because the tenant's APNs certificate is missing,
 * expired or of another topic; without a topic, the times in which there is no certificate at all. Begin and end
 * alternating, an open end as ∞.
 *
 * At the tenant switch the new authority has no certificate where one is `required`; an upload from then on gives it one.
 * Where devices enrol anew it has none from the beginning. Uploads before the switch renew or replace the old
 * authority's. At one instant the switch comes before expiries, expiries before uploads. Source: the vendor's note on
 * check-ins between the change and the upload of the renewed certificate.
 */
export function apnsOutages(scenario: Scenario, topic: Topic | null): readonly number[] {
  const { apns, at, kind } = scenario.change
  const from = kind === 'in-place' || kind === 'coexistence' ? at : Number.NEGATIVE_INFINITY
  const dates: { at: number; order: number; valid: boolean }[] = [
    ...(topic === 'changed' ? [{ at: Number.NEGATIVE_INFINITY, order: 0, valid: false }] : []),
    ...(apns.required ? [{ at: from, order: 0, valid: false }] : []),
    ...apns.expiries.map((expiry) => ({ at: expiry, order: 1, valid: false })),
    ...apns.uploads.map((upload) => ({ at: upload.at, order: 2, valid: topic === null || upload.topic === topic })),
  ].sort((a, b) => (a.at === b.at ? a.order - b.order : a.at - b.at))
  const outages: number[] = []
  for (const { at: date, valid } of dates) {
    const open = outages.length % 2 === 1
    if (valid !== open) continue
    if (outages.at(-1) === date) outages.pop()
    else outages.push(date)
  }
  if (outages.length % 2 === 1) outages.push(Number.POSITIVE_INFINITY)
  return outages
}

/** Whether `time` is in one of the outages, after its edges. */
export function isOut(outages: readonly number[], time: number): boolean {
  let edge = 0
  while (edge < outages.length && outages[edge]! <= time) edge++
  return edge % 2 === 1
}

/** Sets the timer of the next beginning or end of an outage; true if one began before the start and still lasts. */
export function startOutages(world: World, row: number): boolean {
  return followOutages(world, row, -1)
}

/** The device has been given a topic: follows its outages after `time`; true if it is in one. */
export function followOutages(world: World, row: number, time: number): boolean {
  const outages = outagesOf(world, row)
  let edge = 0
  while (edge < outages.length && outages[edge]! <= time) edge++
  if (edge < outages.length) world.set(row, outages[edge]!, PRIORITY.broadcast, TIMER.apns, edge)
  return edge % 2 === 1
}

/** An outage begins or ends: from this instant a device that reports to the service shows it. */
export function outageEdge(world: World, row: number, time: number, edge: number): void {
  const outages = outagesOf(world, row)
  const b = row * BYTES
  world.bytes[b + BLOCKED] = edge % 2 === 0 ? world.bytes[b + ENROLLED]! : 0
  if (edge + 1 < outages.length) world.set(row, outages[edge + 1]!, PRIORITY.broadcast, TIMER.apns, edge + 1)
  refreshShown(world, row, time)
}

/** The device takes the topic of the certificate that the tenant has at `time`, or had last, and follows its outages. */
export function takeTopic(world: World, row: number, time: number): void {
  const { apple, outages } = world.cohort(row)
  if (!apple) return
  const b = row * BYTES
  const topic = tenantTopic(world.plan.scenario, time)
  if (topic !== world.bytes[b + TOPIC]) {
    world.cancel(row, TIMER.apns)
    world.bytes[b + TOPIC] = topic
    followOutages(world, row, time)
  }
  world.bytes[b + BLOCKED] = isOut(outages[topic]!, time) ? 1 : 0
}

/** Of the last upload; at one instant the last in the file counts. */
function tenantTopic({ change }: Scenario, time: number): number {
  let last = Number.NEGATIVE_INFINITY
  let topic = 0
  for (const upload of change.apns.uploads) {
    if (upload.at > time || upload.at < last) continue
    last = upload.at
    topic = TOPICS.indexOf(upload.topic)
  }
  return topic
}

function outagesOf(world: World, row: number): readonly number[] {
  return world.cohort(row).outages[world.bytes[row * BYTES + TOPIC]!]!
}
