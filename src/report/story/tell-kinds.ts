import type { Kind } from '../../scenario/scenario.ts'
import type { EventGroup } from './group-events.ts'
import { listOf } from './told.ts'

/** Kinds of profile as they read in a sentence. */
export const KIND_WORDS: Readonly<Record<Kind, string>> = {
  email: 'e-mail',
  vpn: 'VPN',
  certificate: 'certificate',
  wifi: 'Wi-Fi',
  configuration: 'configuration',
}

/** `all five profiles`, `its e-mail and VPN profiles`. */
export function profilesOf(kinds: readonly Kind[]): string {
  if (kinds.length === 5) return 'all five profiles'
  return `its ${listOf(kinds.map((kind) => KIND_WORDS[kind]))} profile${kinds.length === 1 ? '' : 's'}`
}

/** The kinds that come into a state in the group. */
export function kindsIn(group: EventGroup, state: string): Kind[] {
  return group.filter(({ event }) => event === `kind-${state}`).map(({ detail }) => detail as Kind)
}

/** What goes: profiles it needs, those it needs no more, and the network. */
export function lossOf(group: EventGroup): string {
  const missing = kindsIn(group, 'missing')
  const dropped = kindsIn(group, 'none')
  const parts = [
    ...(missing.length === 0 ? [] : [`it loses ${profilesOf(missing)}`]),
    ...(dropped.length === 0
      ? []
      : [`${profilesOf(dropped)} ${dropped.length === 1 ? 'goes' : 'go'}, no longer needed`]),
    ...(group.some(({ event }) => event === 'stranded') ? ['with that its only network: it is cut off for good'] : []),
  ]
  return parts.join('; ')
}

/** With a capital. */
export function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
