import { BYTES, DELIVERED, INTS, RULE, WAVE } from '../fleet/device-table.ts'
import { KINDS, type Kind, RULES } from '../scenario/scenario.ts'
import type { World } from './world.ts'

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

/** Whether an assigned kind has not been delivered yet. */
export function awaitsSettings(world: World, row: number): boolean {
  const delivered = world.bytes[row * BYTES + DELIVERED]!
  for (let kind = 0; kind < 5; kind++) {
    if (((delivered >> kind) & 1) === 0 && isAssigned(world, row, kind)) return true
  }
  return false
}
