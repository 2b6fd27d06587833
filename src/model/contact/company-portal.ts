import { PRIORITY } from '../../engine/time.ts'
import { BYTES, ENROLLED, INTS, ONLINE, USER, WAITING_ACTS } from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import { uniform } from '../../random/uniform.ts'
import { TIMER } from '../timer-kinds.ts'
import { TRIGGER_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'

/**
 * Sets the user's answers to campaigns: a share of the users starts a check-in from the company portal, on each of their
 * devices, some time after the message. Where users enrol their devices themselves, a message reminds them of that
 * instead (`migration.ts`). Random decisions: `campaignResponse` and `campaignDelay`, by user.
 */
export function planCampaigns(world: World, row: number): void {
  const { campaigns, homeKey } = world.cohort(row)
  const user = world.ints[row * INTS + USER]!
  const { kind } = world.plan.scenario.change
  if (user < 0 || kind === 'third-party' || kind === 'set') return
  for (const { at, response, delay, ordinal } of campaigns) {
    if (uniform(homeKey.k0, homeKey.k1, user, DECISIONS.campaignResponse, ordinal) >= response) continue
    const wait = delay.draw(uniform(homeKey.k0, homeKey.k1, user, DECISIONS.campaignDelay, ordinal))
    if (at + wait >= 0) world.set(row, at + wait, PRIORITY.act, TIMER.act)
  }
}

/** The user acts: at once if the device is online, else when it next is. */
export function userActs(world: World, row: number, time: number): void {
  if (world.bytes[row * BYTES + ENROLLED] === 0) return
  if (world.bytes[row * BYTES + ONLINE] === 1) {
    world.set(row, time, PRIORITY.attempt, TIMER.checkin, TRIGGER_CODE.company_portal)
  } else world.ints[row * INTS + WAITING_ACTS]!++
}
