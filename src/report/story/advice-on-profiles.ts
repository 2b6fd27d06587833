import { KINDS, type Kind, RULES } from '../../scenario/scenario.ts'
import type { Adviser, Case } from './counsel.ts'
import { KIND_WORDS, profilesOf } from './tell-kinds.ts'
import { clockOf, listOf } from './told.ts'

/** The new authority does not assign the profile. */
export const onAssignment: Adviser = ({ told: { trace }, fields }) => {
  const kinds = KINDS.filter((_, kind) => RULES[trace.facts.rules[kind]!] === 'unassigned')
  return {
    fields: kinds.map((kind) => `${fields.cohort}.profiles.${kind}`),
    words: `Assign ${profilesOf(kinds)} under the new authority, or decide that the device can do without (dropped).`,
    set: kinds.length === 1 ? `${fields.cohort}.profiles.${kinds[0]}=same-name` : null,
  }
}

/** The new settings come after the old ones have gone. */
export const onSettings: Adviser = (one) => {
  const late = lateKinds(one)
  return {
    fields: [...new Set(late.map((kind) => one.fields.ready(kind)))],
    words: `Have the new ${listOf(late.map((kind) => KIND_WORDS[kind]))} settings ready and tested before it moves, at the latest ${clockOf(one.told.scenario, one.opened)}, when the old ones go.`,
    set: 'change.settingsReady=0s',
  }
}

/** Kinds that are missing before their settings are ready. */
function lateKinds({ told: { scenario, trace }, gaps }: Case): Kind[] {
  const { settingsReady } = scenario.change
  const ready = settingsReady[trace.facts.wave] ?? settingsReady.at(-1)!
  const periods = gaps.find(({ gap }) => gap === 'protection')?.periods ?? []
  return KINDS.filter((kind) =>
    periods.some(({ missing, from }) => missing.includes(kind) && ready[kind] > from.offset),
  )
}

/** The profile went on which its network hangs. */
export const onStranding: Adviser = ({ told: { trace }, fields }) => {
  const kinds = trace.facts.dependsOn.map((kind) => KINDS[kind]!)
  return {
    fields: [
      ...kinds.map((kind) => `${fields.cohort}.profiles.${kind}`),
      ...new Set(kinds.map((kind) => fields.ready(kind))),
      `${fields.cohort}.dependsOn.fallbackNetwork`,
    ],
    words: `Its network hangs on ${profilesOf(kinds)}: assign the new one, have it ready and delivered before the old one goes, or give the device another network.`,
    set: `${fields.cohort}.dependsOn.fallbackNetwork=1`,
  }
}

/** Its certificate waits in line to be issued. */
export const onIssuance: Adviser = ({ told: { scenario } }) => ({
  fields: ['stations.scep.ratePerMinute', 'change.waves'],
  words: 'Issue certificates faster, or spread the move over more waves.',
  set: `stations.scep.ratePerMinute=${10 * (scenario.stations.scep?.ratePerMinute ?? 1)}`,
})

/** It does not meet the rules of conditional access. */
export const onCompliance: Adviser = ({ gaps }) => {
  const periods = gaps.find(({ gap }) => gap === 'protection')?.periods ?? []
  const missing = KINDS.filter((kind) => periods.some((period) => period.missing.includes(kind)))
  if (missing.length === 0) {
    return {
      fields: ['compliance.validity', 'conditionalAccess.grace'],
      words: 'It has been out of contact for too long: allow for longer silence, or for more grace.',
      set: null,
    }
  }
  return {
    fields: ['conditionalAccess.grace'],
    words: `It lacks ${profilesOf(missing)}: close its protection gap, and enforce the rules with a grace that is longer than that takes.`,
    set: null,
  }
}

/** It meets the rules again, and its access is not back yet. */
export const onAccess: Adviser = () => ({
  fields: ['conditionalAccess.unblockDelay'],
  words: 'It meets the rules again: what remains is the delay until that is known.',
  set: null,
})
