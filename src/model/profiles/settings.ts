import { ASSIGNED, BYTES, CATEGORY, DELIVERED, INTS, WAVE } from '../../fleet/device-table.ts'
import { KINDS, type Kind } from '../../scenario/scenario.ts'
import type { World } from '../world.ts'

/** When the new authority's settings of each kind are ready for a group of users. */
export interface Readiness {
  /** By kind, ms; −∞ from the beginning. */
  readonly ready: readonly number[]
  /** The distinct dates after the start, ascending. */
  readonly dates: readonly number[]
  /** Bits of the kinds that are ready at the start. */
  readonly atStart: number
}

const ALL_KINDS = (1 << KINDS.length) - 1

/** Orders the readiness of one group by kind and by date. */
export function readinessOf(group: Readonly<Record<Kind, number>>): Readiness {
  const ready = KINDS.map((kind) => group[kind])
  const dates = [...new Set(ready)].filter((date) => date >= 0 && date < Number.POSITIVE_INFINITY).sort((a, b) => a - b)
  return { ready, dates, atStart: readyBy(ready, 0) }
}

function readyBy(ready: readonly number[], time: number): number {
  let kinds = 0
  for (let kind = 0; kind < 5; kind++) if (ready[kind]! <= time) kinds |= 1 << kind
  return kinds
}

/** The readiness that counts for the device: its wave's, or that of those in no wave. */
export function readinessFor(world: World, row: number): Readiness {
  return world.cohort(row).readiness[groupOf(world, row)]!
}

/** Index of the device's group: its wave, or the last for those in none. */
export function groupOf(world: World, row: number): number {
  const wave = world.ints[row * INTS + WAVE]!
  return wave < 0 ? world.cohort(row).readiness.length - 1 : wave
}

/** Whether the new authority has taken over this kind from the Configuration Manager agent, where that is how devices move. */
export function isSwitched(world: World, row: number, time: number, kind: number): boolean {
  return ((switchedKinds(world, row, time) >> kind) & 1) === 1
}

function switchedKinds(world: World, row: number, time: number): number {
  if (world.plan.scenario.change.kind !== 'co-management') return ALL_KINDS
  let kinds = 0
  for (const workload of world.cohort(row).workloads) if (workload.at <= time) kinds |= workload.kinds
  return kinds
}

/** Bits of the kinds that the new authority is to deliver and has not: they are assigned, and taken over. */
export function dueKinds(world: World, row: number, time: number): number {
  const b = row * BYTES
  return world.bytes[b + ASSIGNED]! & ~world.bytes[b + DELIVERED]! & switchedKinds(world, row, time)
}

/** Whether a kind is assigned through a device category that the device has lost. */
export function lacksCategory(world: World, row: number, kind: number): boolean {
  return world.bytes[row * BYTES + CATEGORY] !== 0 && ((world.plan.categoryKinds >> kind) & 1) === 1
}

/** Bits of the kinds that a check-in at `time` can bring: they are due, their settings are ready, and no category is missing. */
export function deliverableKinds(world: World, row: number, time: number): number {
  const { ready, dates, atStart } = readinessFor(world, row)
  const isReady = dates.length === 0 ? atStart : readyBy(ready, time)
  const lost = world.bytes[row * BYTES + CATEGORY] === 0 ? 0 : world.plan.categoryKinds
  return dueKinds(world, row, time) & isReady & ~lost
}
