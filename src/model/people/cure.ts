import { PRIORITY } from '../../engine/time.ts'
import {
  ACCESS_CAUSE,
  BLOCKED,
  BYTES,
  ENROLLED,
  INTS,
  ONLINE,
  PROTECTION_CAUSE,
  WAITING_ACTS,
} from '../../fleet/device-table.ts'
import { isOut } from '../contact/apns.ts'
import { reenrolWhenOnline } from '../enrolment/enrolment.ts'
import { rescue } from '../profiles/stranding.ts'
import { TIMER } from '../timer-kinds.ts'
import { CAUSES, type Cause, TRIGGER_CODE } from '../vocabulary.ts'
import type { World } from '../world.ts'

/** What a call does about a gap of each cause; nothing about the others. */
const CURES: Readonly<Partial<Record<Cause, 'network' | 'enrolment' | 'topic' | 'check-in'>>> = {
  stranded: 'network',
  'identity-certificate': 'enrolment',
  removed: 'enrolment',
  'user-not-enrolled': 'enrolment',
  'enrolment-failed': 'enrolment',
  apns: 'topic',
  offline: 'check-in',
  throttled: 'check-in',
  'awaiting-checkin': 'check-in',
  'not-compliant': 'check-in',
  'access-lag': 'check-in',
}

/**
 * The end of a call that was made in the present gap: the agent does something about the cause of the gap in
 * protection, or of that in access if there is no other. A stranded device gets another network; one that the service
 * does not know any more, or cannot reach with its topic, enrols anew; others check in when they are online, or, `again`
 * after an earlier call, enrol anew too. Source: the vendor's advice to users whose devices are stuck.
 */
export function cure(world: World, row: number, time: number, again: boolean): void {
  const b = row * BYTES
  const protection = world.bytes[b + PROTECTION_CAUSE]!
  const cause = CAUSES[protection >= 0 ? protection : world.bytes[b + ACCESS_CAUSE]!]
  const cured = cause === undefined ? undefined : CURES[cause]
  if (cured === 'network') rescue(world, row, time)
  else if (cured === 'check-in' && !again) checkInByHand(world, row, time)
  else if (cured === 'check-in' || cured === 'enrolment') reenrolWhenOnline(world, row, time)
  else if (cured === 'topic' && hasOtherTopic(world, row, time)) reenrolWhenOnline(world, row, time)
}

function checkInByHand(world: World, row: number, time: number): void {
  if (world.bytes[row * BYTES + ONLINE] === 1) {
    world.set(row, time, PRIORITY.attempt, TIMER.checkin, TRIGGER_CODE.company_portal)
  } else world.ints[row * INTS + WAITING_ACTS]!++
}

/** Whether the tenant has a valid push certificate, but of another topic than the device's. */
function hasOtherTopic(world: World, row: number, time: number): boolean {
  const b = row * BYTES
  return world.bytes[b + ENROLLED] === 1 && world.bytes[b + BLOCKED] === 1 && !isOut(world.plan.tenantOutages, time)
}
