import { KINDS } from '../scenario/scenario.ts'
import { KIND_STATES, OUTCOMES, STATES, TRIGGERS } from './vocabulary.ts'

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
} as const

/** The words of an event's code: what happened, and to which trigger or kind. */
export function describeEvent(code: number): { event: string; detail: string } {
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
  const plain = { 1: 'online', 2: 'offline', 3: 'change', 4: 'stranded' }[code]
  return { event: plain ?? 'unknown', detail: 'none' }
}
