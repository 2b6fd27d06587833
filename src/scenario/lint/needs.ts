import type { Cohort, Kind, Rule } from '../scenario.ts'

/** The share of a cohort's devices on which a kind of profile has one of these rules. */
export function ruleShare({ profiles }: Cohort, kind: Kind, rules: readonly Rule[]): number {
  return profiles[kind].reduce((sum, { rule, share }) => sum + (rules.includes(rule) ? share : 0), 0)
}

/** Rules under which the new authority delivers the kind. */
export const ASSIGNED: readonly Rule[] = ['same-name', 'renamed']

/** The chance of at least one of several independent events. */
export function anyOf(chances: readonly number[]): number {
  return 1 - chances.reduce((none, chance) => none * (1 - chance), 1)
}

/** The share of devices that `dependsOn` leaves without another network. */
export function boundShare({ dependsOn }: Cohort): number {
  return dependsOn === null ? 0 : dependsOn.share * (1 - dependsOn.fallbackNetwork)
}
