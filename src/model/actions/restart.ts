import { PRIORITY } from '../../engine/time.ts'
import { BYTES, DOWN, INDEX, INTS } from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import { uniform } from '../../random/uniform.ts'
import { comeUp, goDown } from '../contact/connection.ts'
import { TIMER } from '../timer-kinds.ts'
import type { World } from '../world.ts'
import type { ActionPlan } from './action-plan.ts'

/** How long a restart takes. Microsoft: a restart happens within 5 minutes; that the device is offline for them is an assumption. */
const RESTART = 5 * 60_000

/**
 * The device restarts: it is offline for 5 minutes, or, locked with a passcode, until presence next comes online.
 * Random decision: `actionLocked` by action.
 */
export function restart(world: World, row: number, time: number, { locked, draw }: ActionPlan): void {
  const { k0, k1 } = world.cohort(row).key
  const index = world.ints[row * INTS + INDEX]!
  const stays = locked >= 1 || (locked > 0 && uniform(k0, k1, index, DECISIONS.actionLocked, draw) < locked)
  const down = world.bytes[row * BYTES + DOWN] !== 0
  if (down && !stays) return
  if (down) world.cancel(row, TIMER.restarted)
  if (!stays) world.set(row, time + RESTART, PRIORITY.online, TIMER.restarted)
  goDown(world, row, time, stays)
}

/** The minutes of a restart are over. */
export function restartEnds(world: World, row: number, time: number): void {
  comeUp(world, row, time)
}
