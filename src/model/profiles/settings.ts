import { BYTES, CATEGORY, DELIVERED, INTS, RULE, WAVE } from '../../fleet/device-table.ts'
import { KINDS, type Kind, RULES } from '../../scenario/scenario.ts'
import type { World } from '../world.ts'

/** When the new authority's settings of each kind are ready for a group of users. */
export interface Readiness {
  /** By kind, ms; −∞ from the beginning. */
  readonly ready: readonly number[]
  /** The distinct dates after the start, ascending. */
  readonly dates: readonly number[]
}

const SAME_NAME = RULES.indexOf('same-name')
const RENAMED = RULES.indexOf('renamed')

/** Orders the readiness of one group by kind and by date. */
export function readinessOf(group: Readonly<Record<Kind, number>>): Readiness {
  const ready = KINDS.map((kind) => group[kind])
  const dates = [...new Set(ready)].filter((date) => date >= 0 && date < Number.POSITIVE_INFINITY).sort((a, b) => a - b)
  return { ready, dates }
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

/** Whether the new authority assigns this kind to the device. */
export function isAssigned(world: World, row: number, kind: number): boolean {
  const rule = world.bytes[row * BYTES + RULE + kind]!
  return rule === SAME_NAME || rule === RENAMED
}

/** Whether the new authority has taken over this kind from the Configuration Manager agent, where that is how devices move. */
export function isSwitched(world: World, row: number, time: number, kind: number): boolean {
  if (world.plan.scenario.change.kind !== 'co-management') return true
  return world.cohort(row).workloads.some((workload) => workload.at <= time && ((workload.kinds >> kind) & 1) === 1)
}

/** Whether the new authority is to deliver this kind: it is assigned, and taken over. */
export function isDue(world: World, row: number, time: number, kind: number): boolean {
  return isAssigned(world, row, kind) && isSwitched(world, row, time, kind)
}

/** Whether a kind that is due has not been delivered yet. */
export function awaitsSettings(world: World, row: number, time: number): boolean {
  const delivered = world.bytes[row * BYTES + DELIVERED]!
  for (let kind = 0; kind < 5; kind++) {
    if (((delivered >> kind) & 1) === 0 && isDue(world, row, time, kind)) return true
  }
  return false
}

/** Whether a kind is assigned through a device category that the device has lost. */
export function lacksCategory(world: World, row: number, kind: number): boolean {
  return world.bytes[row * BYTES + CATEGORY] !== 0 && ((world.plan.categoryKinds >> kind) & 1) === 1
}

/** Whether a check-in at `time` can bring this kind: it is due, its settings are ready, and no category is missing. */
export function isDeliverable(world: World, row: number, time: number, kind: number): boolean {
  return (
    isDue(world, row, time, kind) && readinessFor(world, row).ready[kind]! <= time && !lacksCategory(world, row, kind)
  )
}
