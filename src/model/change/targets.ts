import type { Scenario } from '../../scenario/scenario.ts'

/** The authority that a user's licence asks for. */
export const TARGETS = { none: 0, old: 1, new: 2 } as const

/**
 * Which of the two coexisting services a user's devices belong to. From Office 365 to Intune: to Intune with a licence,
 * once coexistence is enabled. From Intune to Office 365: to Intune with a licence, else to Office 365 once it is active;
 * before that to nobody. Source: Microsoft: with both services on a tenant the authority is set per user by licence.
 */
export function targetAt({ change }: Scenario, licensed: boolean, time: number): number {
  const open = time >= change.at
  if (change.to === 'intune') return open && licensed ? TARGETS.new : TARGETS.old
  if (licensed) return TARGETS.old
  return open ? TARGETS.new : TARGETS.none
}
