import { ASSIGNED, BYTES, DEAF, DEPENDS, INDEX, INTS, KIND, RULE } from '../fleet/device-table.ts'
import { DECISIONS } from '../random/decisions.ts'
import { uniform } from '../random/uniform.ts'
import { type Cohort, KINDS, RULES } from '../scenario/scenario.ts'
import { KIND_STATE_CODE } from './vocabulary.ts'
import type { World } from './world.ts'

const NO_RULE = RULES.indexOf('none')
const SAME_NAME = RULES.indexOf('same-name')
const RENAMED = RULES.indexOf('renamed')

/** What the devices of a cohort may be like, ready to be drawn from. */
export interface Traits {
  /** By kind: codes of the rules with a share, and the upper ends of their slices of [0, 1). */
  readonly rules: readonly { readonly of: readonly number[]; readonly upTo: readonly number[] }[]
  /** Bits of the kinds without which a device has no network, the share of devices that depend on them, and of those that have another network. */
  readonly depends: number
  readonly dependShare: number
  readonly fallbackShare: number
}

/** Prepares the traits of a cohort. */
export function traitsOf({ profiles, dependsOn }: Cohort): Traits {
  const rules = KINDS.map((kind) => {
    let sum = 0
    const upTo = profiles[kind].map(({ share }) => {
      sum += share
      return sum
    })
    return { of: profiles[kind].map(({ rule }) => RULES.indexOf(rule)), upTo }
  })
  return {
    rules,
    depends: dependsOn?.kinds.reduce((bits, kind) => bits | (1 << KINDS.indexOf(kind)), 0) ?? 0,
    dependShare: dependsOn?.share ?? 0,
    fallbackShare: dependsOn?.fallbackNetwork ?? 0,
  }
}

/**
 * Draws what stays with the device: whether pushes reach it, its rule per kind, what its network depends on. Random
 * decisions: `pushDead`, `profileEmail` … per kind with several rules, `dependsOn`, `fallbackNetwork`.
 */
export function drawTraits(world: World, row: number): void {
  const { bytes } = world
  const b = row * BYTES
  const { key, traits } = world.cohort(row)
  const { k0, k1 } = key
  const index = world.ints[row * INTS + INDEX]!
  const { deadShare } = world.plan.scenario.push
  bytes[b + DEAF] = deadShare > 0 && uniform(k0, k1, index, DECISIONS.pushDead, 0) < deadShare ? 1 : 0
  let assigned = 0
  for (let kind = 0; kind < 5; kind++) {
    const { of, upTo } = traits.rules[kind]!
    let chosen = 0
    if (of.length > 1) {
      const u = uniform(k0, k1, index, DECISIONS.profileEmail + kind, 0)
      while (u >= upTo[chosen]! && chosen < of.length - 1) chosen++
    }
    const rule = of[chosen]!
    if (rule === SAME_NAME || rule === RENAMED) assigned |= 1 << kind
    bytes[b + RULE + kind] = rule
    bytes[b + KIND + kind] = rule === NO_RULE ? KIND_STATE_CODE.none : KIND_STATE_CODE.old
  }
  bytes[b + ASSIGNED] = assigned
  bytes[b + DEPENDS] = 0
  if (traits.depends === 0 || uniform(k0, k1, index, DECISIONS.dependsOn, 0) >= traits.dependShare) return
  const { fallbackShare } = traits
  if (fallbackShare > 0 && uniform(k0, k1, index, DECISIONS.fallbackNetwork, 0) < fallbackShare) return
  bytes[b + DEPENDS] = traits.depends
}
