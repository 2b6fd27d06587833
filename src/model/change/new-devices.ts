import { PRIORITY } from '../../engine/time.ts'
import {
  ACCESS_SINCE,
  BYTES,
  COHORT,
  DOUBLES,
  INDEX,
  INTS,
  LACKING,
  MANAGEMENT_SINCE,
  PROTECTION_SINCE,
  SHOWN,
  STATE_SINCE,
} from '../../fleet/device-table.ts'
import { refreshCompliance } from '../access/compliance.ts'
import { EVENT } from '../codes.ts'
import { isManaged, NOT_ENTERED, refreshCauses, shownState } from '../coverage.ts'
import { planAttempt } from '../enrolment/enrolment.ts'
import { TIMER } from '../timer-kinds.ts'
import type { World } from '../world.ts'
import { arrivalOf } from './arrivals.ts'

/** Index of "any kind" among the counts of devices that lack something. */
const ANY = 5

/** A new device is nowhere until it arrives. */
export function awaitArrival(world: World, row: number): void {
  const { cohort, key } = world.cohort(row)
  world.bytes[row * BYTES + SHOWN] = NOT_ENTERED
  const at = arrivalOf(cohort.arrivals!, key, world.ints[row * INTS + INDEX]!)
  world.set(row, at, PRIORITY.online, TIMER.newDevice)
}

/** The new device is there, and is to be enrolled at once. */
export function arrive(world: World, row: number, time: number): void {
  world.note(row, time, EVENT.arrived)
  enterRun(world, row, time)
  planAttempt(world, row, time)
}

/** From this instant the device counts. */
export function enterRun(world: World, row: number, time: number): void {
  const { bytes, doubles, recorder } = world
  const b = row * BYTES
  const d = row * DOUBLES
  const cohort = world.ints[row * INTS + COHORT]!
  const shown = shownState(world, row)
  bytes[b + SHOWN] = shown
  doubles[d + STATE_SINCE] = time
  doubles[d + MANAGEMENT_SINCE] = time
  doubles[d + PROTECTION_SINCE] = time
  doubles[d + ACCESS_SINCE] = time
  recorder.enter(cohort, time, shown)
  const lacking = bytes[b + LACKING]!
  for (let kind = 0; kind < 5; kind++) if (((lacking >> kind) & 1) === 1) recorder.lack(cohort, time, kind, 1)
  if (lacking !== 0) recorder.lack(cohort, time, ANY, 1)
  if (isManaged(shown) && lacking === 0 && !world.plan.guarded) refreshCompliance(world, row, time)
  else refreshCauses(world, row, time)
}
