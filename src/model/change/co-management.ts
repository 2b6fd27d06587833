import { PRIORITY } from '../../engine/time.ts'
import { BYTES, ENROLLED, INDEX, INTS, KIND, STALE, WAVE } from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import { uniform } from '../../random/uniform.ts'
import { refreshCauses } from '../coverage.ts'
import { planAttempt } from '../enrolment/enrolment.ts'
import { deliver, isDelivered } from '../profiles/delivery.ts'
import { loseKind, setKind } from '../profiles/retention.ts'
import { isSwitched } from '../profiles/settings.ts'
import { settle } from '../profiles/settle.ts'
import { TIMER } from '../timer-kinds.ts'
import { KIND_STATE_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'

/**
 * Windows devices enrol without anybody noticing, each at the date of its wave or of the change plus a random part of the
 * spread; others have no part in it. Source: Microsoft: enrolment is randomised over several days. Random decision:
 * `enrolSpread`.
 */
export function planCoManagement(world: World, row: number): void {
  const { inFleet, key, windows, workloads } = world.cohort(row)
  workloads.forEach((workload, place) => {
    if (workload.at >= 0) world.set(row, workload.at, PRIORITY.broadcast, TIMER.workload, place)
  })
  if (!windows || !inFleet) return
  const { at, waves, enrolSpread } = world.plan.scenario.change
  const n = row * INTS
  const wave = world.ints[n + WAVE]!
  const from = wave < 0 ? at : waves[wave]!.at
  const u = uniform(key.k0, key.k1, world.ints[n + INDEX]!, DECISIONS.enrolSpread, 0)
  planAttempt(world, row, Math.max(0, from + Math.floor(u * enrolSpread + 0.5)))
}

/** A workload is switched: the next successful check-in brings the new authority's settings. */
export function workloadSwitched(world: World, row: number, time: number): void {
  const b = row * BYTES
  if (world.bytes[b + ENROLLED] === 0) return
  world.bytes[b + STALE] = 1
  refreshCauses(world, row, time)
}

/**
 * At a successful check-in the new authority takes over the kinds whose workload is switched; the others stay the agent's,
 * which brings them again where they are missing.
 */
export function takeOver(world: World, row: number, time: number): void {
  for (let kind = 0; kind < 5; kind++) {
    if (!isSwitched(world, row, time, kind)) {
      if (world.bytes[row * BYTES + KIND + kind] === KIND_STATE_CODE.missing)
        setKind(world, row, time, kind, KIND_STATE_CODE.old)
      continue
    }
    deliver(world, row, time, kind)
    const held = world.bytes[row * BYTES + KIND + kind] === KIND_STATE_CODE.old
    if (held && !isDelivered(world, row, kind)) loseKind(world, row, time, kind)
  }
  settle(world, row, time)
}
