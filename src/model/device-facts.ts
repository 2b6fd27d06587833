import {
  BEHAVIOUR,
  BYTES,
  COHORT,
  DEAF,
  DEPENDS,
  INDEX,
  INTS,
  KIND,
  ONLINE,
  RULE,
  SHOWN,
  STATE,
  USER,
  WAVE,
} from '../fleet/device-table.ts'
import { NOBODY } from '../fleet/users.ts'
import { KINDS } from '../scenario/scenario.ts'
import type { Behaviour } from './contact/presence.ts'
import { NOT_ENTERED } from './coverage.ts'
import type { World } from './world.ts'

/** What is known of a device before anything happens to it. Words are codes of the vocabulary. */
export interface DeviceFacts {
  /** Over the whole fleet, from 0. */
  readonly device: number
  readonly cohort: number
  /** In its cohort, from 0. */
  readonly index: number
  /** Number of the owner over the whole fleet, from 1; 0: none. */
  readonly user: number
  /** Index of the wave that the owner belongs to; −1: none. */
  readonly wave: number
  readonly presence: Behaviour['kind']
  /** Online at the start. */
  readonly online: boolean
  /** No push ever reaches it. */
  readonly deaf: boolean
  /** By kind: index of the rule, and the state at the start. */
  readonly rules: readonly number[]
  readonly kinds: readonly number[]
  /** Kinds without which it has no network. */
  readonly dependsOn: readonly number[]
  /** Management state at the start, or at the arrival. */
  readonly state: number
  /** Whether the owner has a licence at the start, and the dates at which that changes; `null`: there is no owner. */
  readonly licence: { readonly fromStart: boolean; readonly changes: readonly number[] } | null
}

/** Reads the facts of the device that has just been put into the row. */
export function factsOf(world: World, row: number): DeviceFacts {
  const { bytes, ints, plan } = world
  const b = row * BYTES
  const n = row * INTS
  const cohort = world.cohort(row)
  const user = ints[n + USER]!
  const codes = (field: number): number[] => KINDS.map((_, kind) => bytes[b + field + kind]!)
  return {
    device: world.deviceOf(row),
    cohort: ints[n + COHORT]!,
    index: ints[n + INDEX]!,
    user: plan.users.numberOf(cohort.home, user),
    wave: ints[n + WAVE]!,
    presence: cohort.behaviours.of[bytes[b + BEHAVIOUR]!]!.kind,
    online: bytes[b + ONLINE] === 1,
    deaf: bytes[b + DEAF] === 1,
    rules: codes(RULE),
    kinds: codes(KIND),
    dependsOn: KINDS.map((_, kind) => kind).filter((kind) => ((bytes[b + DEPENDS]! >> kind) & 1) === 1),
    state: bytes[b + SHOWN] === NOT_ENTERED ? bytes[b + STATE]! : bytes[b + SHOWN]!,
    licence: user === NOBODY ? null : licenceOf(world, row),
  }
}

function licenceOf(world: World, row: number): DeviceFacts['licence'] {
  const { plan, ints } = world
  const licences = plan.users.licencesOf(world.cohort(row).home, ints[row * INTS + USER]!)
  const fromStart = licences.isLicensed(-1)
  let held = fromStart
  const changes: number[] = []
  for (const at of new Set(plan.scenario.change.licences.map((licence) => licence.at).sort((a, c) => a - c))) {
    if (licences.isLicensed(at) === held) continue
    held = !held
    changes.push(at)
  }
  return { fromStart, changes }
}
