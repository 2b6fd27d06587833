import type { Plan } from '../model/plan.ts'
import type { Survey } from './survey.ts'

/** Devices from `from` to `to` (exclusive). */
export interface Block {
  readonly from: number
  readonly to: number
}

export interface CutOptions {
  readonly workers: number
  /** The most events per block, as estimated. */
  readonly most: number
}

/** Blocks with fewer events cost more to hand over and to merge than to simulate. */
const LEAST_EVENTS = 1_000_000

/**
 * Cuts the fleet into blocks of consecutive devices, taken by the workers one after the other.
 *
 * Each block is half a worker's share of the events that are left, so that there are few of them, each with one partial
 * result to merge, and the last are small: the workers end together although some blocks take longer than expected.
 * Source: guided self-scheduling (Polychronopoulos and Kuck, IEEE Transactions on Computers C-36, 1987).
 */
export function cut(plan: Plan, { eventsPerDevice, events }: Survey, { workers, most }: CutOptions): Block[] {
  const blocks: Block[] = []
  let left = events
  let from = 0
  while (from < plan.devices) {
    const size = Math.min(most, Math.max(LEAST_EVENTS, left / (2 * workers)))
    const block = take(plan, eventsPerDevice, from, size)
    blocks.push({ from, to: block.to })
    left -= block.events
    from = block.to
  }
  return blocks
}

/** Cuts the fleet into blocks of `size` devices. */
export function cutEvenly(devices: number, size: number): Block[] {
  return Array.from({ length: Math.ceil(devices / size) }, (_, i) => ({
    from: i * size,
    to: Math.min(devices, (i + 1) * size),
  }))
}

/** As many devices from number `from` on as have about `size` events, one at least. */
function take(plan: Plan, eventsPerDevice: readonly number[], from: number, size: number) {
  let to = from
  let events = 0
  for (const { index, first, cohort } of plan.cohorts) {
    const end = first + cohort.devices
    if (end <= from) continue
    const each = Math.max(1, eventsPerDevice[index]!)
    const least = to === from ? 1 : 0
    const devices = Math.min(end - to, Math.max(least, Math.round((size - events) / each)))
    to += devices
    events += devices * each
    if (to < end) break
  }
  return { to, events }
}
