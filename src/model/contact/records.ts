import { BYTES, RETIRED, STATE } from '../../fleet/device-table.ts'
import { enterState } from '../coverage.ts'
import { STATE_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'

/**
 * Somebody, or a rule, deletes the service's record of the device, which knows nothing of it until its next successful
 * check-in retires it. A record that has gone already cannot be deleted.
 */
export function deleteRecord(world: World, row: number, time: number): void {
  const b = row * BYTES
  if (world.bytes[b + STATE] === STATE_CODE.removed) return
  world.bytes[b + RETIRED] = 1
  enterState(world, row, time, STATE_CODE.removed)
}
