import { ACTIONS, KINDS } from '../scenario/scenario.ts'
import { KIND_STATES, OUTCOMES, REFUSALS, STATES, TRIGGERS } from './vocabulary.ts'

/**
 * Every event of a trajectory as one small number. The fingerprint is a hash of these and their times: the numbers are
 * append-only.
 */
export const EVENT = {
  online: 1,
  offline: 2,
  change: 3,
  stranded: 4,
  /** + trigger */
  pushArrived: 8,
  /** + trigger · 8 + outcome */
  checkin: 16,
  /** + kind · 8 + state of the kind */
  kind: 80,
  /** + management state */
  state: 128,
  arrived: 144,
  enrolled: 145,
  enrolFailed: 146,
  acted: 147,
  /** + reason */
  enrolRefused: 148,
  blocked: 152,
  unblocked: 153,
  callOpened: 154,
  callClosed: 155,
  callAbandoned: 156,
  certificateRenewed: 157,
  certificateRequested: 158,
  /** + kind of action */
  actionIssued: 160,
  actionExecuted: 176,
  actionDropped: 192,
} as const

const PLAIN: ReadonlyMap<number, string> = new Map([
  [EVENT.online, 'online'],
  [EVENT.offline, 'offline'],
  [EVENT.change, 'change'],
  [EVENT.stranded, 'stranded'],
  [EVENT.arrived, 'arrived'],
  [EVENT.enrolled, 'enrolled'],
  [EVENT.enrolFailed, 'enrol-failed'],
  [EVENT.acted, 'acted'],
  [EVENT.blocked, 'blocked'],
  [EVENT.unblocked, 'unblocked'],
  [EVENT.callOpened, 'call-opened'],
  [EVENT.callClosed, 'call-closed'],
  [EVENT.callAbandoned, 'call-abandoned'],
  [EVENT.certificateRenewed, 'certificate-renewed'],
  [EVENT.certificateRequested, 'certificate-requested'],
])

const ACTION_EVENTS = [
  [EVENT.actionDropped, 'action-dropped'],
  [EVENT.actionExecuted, 'action-executed'],
  [EVENT.actionIssued, 'action-issued'],
] as const

/** The words of an event's code: what happened, and to which trigger or kind. */
export function describeEvent(code: number): { event: string; detail: string } {
  const plain = PLAIN.get(code)
  if (plain !== undefined) return { event: plain, detail: 'none' }
  for (const [from, event] of ACTION_EVENTS) {
    if (code >= from) return { event, detail: ACTIONS[code - from] ?? 'none' }
  }
  if (code >= EVENT.enrolRefused)
    return { event: 'enrol-refused', detail: REFUSALS[code - EVENT.enrolRefused] ?? 'none' }
  if (code >= EVENT.state) return { event: `state-${STATES[code - EVENT.state]}`, detail: 'none' }
  if (code >= EVENT.kind) {
    const kind = (code - EVENT.kind) >> 3
    return { event: `kind-${KIND_STATES[(code - EVENT.kind) & 7]}`, detail: KINDS[kind] ?? 'none' }
  }
  if (code >= EVENT.checkin) {
    const trigger = (code - EVENT.checkin) >> 3
    return { event: `checkin-${OUTCOMES[(code - EVENT.checkin) & 7]}`, detail: TRIGGERS[trigger] ?? 'none' }
  }
  if (code >= EVENT.pushArrived) return { event: 'push-arrived', detail: TRIGGERS[code - EVENT.pushArrived] ?? 'none' }
  return { event: 'unknown', detail: 'none' }
}
