import { BYTES, CHANGED } from '../../fleet/device-table.ts'
import type { World } from '../world.ts'
import { addressMessages, planInPlace } from './authority-change.ts'
import { planCoManagement } from './co-management.ts'
import { planCoexistence } from './coexistence.ts'
import { planMigration } from './migration.ts'

/** Sets the dates of a device's change, whatever its kind, and of the messages that it gets. */
export function planChange(world: World, row: number): void {
  const { kind } = world.plan.scenario.change
  if (kind === 'in-place') planInPlace(world, row)
  else if (kind === 'coexistence') planCoexistence(world, row)
  else {
    world.bytes[row * BYTES + CHANGED] = 1
    if (kind === 'co-management') planCoManagement(world, row)
    else planMigration(world, row)
  }
  addressMessages(world, row)
}
