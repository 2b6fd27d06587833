import { PRIORITY } from '../../engine/time.ts'
import { BYTES, CATEGORY, INDEX, INTS } from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import { uniform } from '../../random/uniform.ts'
import { sendMessage } from '../push/push.ts'
import { TIMER } from '../timer-kinds.ts'
import type { World } from '../world.ts'

/** Where a device's category stands: it has it, or had none; it lost it; the work on it is queued. */
const NONE = 0
const LOST = 1
const QUEUED = 2

/**
 * The device's own change takes it out of its category, if it was in one: a share of the cohort is. Source: the vendor
 * says that categories are not carried over. Random decision: `category`.
 */
export function loseCategory(world: World, row: number): void {
  if (world.stations.categories === null) return
  const { key, cohort } = world.cohort(row)
  const share = cohort.category
  if (share === 0) return
  const index = world.ints[row * INTS + INDEX]!
  if (share < 1 && uniform(key.k0, key.k1, index, DECISIONS.category, 0) >= share) return
  world.bytes[row * BYTES + CATEGORY] = LOST
}

/** Whether the device is to be queued at its next successful check-in. */
export function wouldQueueCategory(world: World, row: number): boolean {
  return world.bytes[row * BYTES + CATEGORY] === LOST
}

/** The service sees a device without its category, and puts it in the line; nothing happens if it is not such a device. */
export function queueCategory(world: World, row: number, time: number): void {
  const { categories } = world.stations
  if (categories === null || !wouldQueueCategory(world, row)) return
  world.bytes[row * BYTES + CATEGORY] = QUEUED
  const done = categories.join(time)
  if (done < world.horizon) world.set(row, done, PRIORITY.grant, TIMER.categorised)
}

/** The device is in its category again, and is told so by a push. The gaps' causes are the caller's to bring up to date. */
export function categoryDone(world: World, row: number, time: number): void {
  world.bytes[row * BYTES + CATEGORY] = NONE
  const message = world.cohort(row).categoryMessage
  if (message >= 0) sendMessage(world, row, message, time + world.plan.messages[message]!.sendAt)
}

/** A device that leaves the service chooses its category when it enrols again; work that is queued is done for nothing. */
export function dropCategory(world: World, row: number): void {
  const b = row * BYTES
  if (world.bytes[b + CATEGORY] === QUEUED) world.cancel(row, TIMER.categorised)
  world.bytes[b + CATEGORY] = NONE
}
