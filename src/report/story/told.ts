import type { Trace } from '../../experiment/trace.ts'
import { localTime } from '../../export/local-time.ts'
import type { Authority, Scenario } from '../../scenario/scenario.ts'
import type { ScenarioDocument } from '../../scenario/schema/schema.ts'
import { formatTime } from '../format.ts'
import type { Instant } from './story.ts'

/** What a story is made from. */
export interface Told {
  readonly scenario: Scenario
  /** The scenario in the units of its file. */
  readonly document: ScenarioDocument
  readonly trace: Trace
}

/** An instant with its local time. */
export function instantOf(scenario: Scenario, offset: number): Instant {
  return { time: localTime(scenario, offset), offset }
}

/** A local time as people write it, to the second. */
export function clockOf(scenario: Scenario, offset: number): string {
  return formatTime(localTime(scenario, Math.floor(offset / 1000) * 1000))
}

/** The same to the minute, without the offset from UTC: where the day's heading gives that. */
export function minuteOf(scenario: Scenario, offset: number): string {
  return clockOf(scenario, offset).replace(/(\d\d:\d\d)(:\d\d)?[+-]\d\d:\d\d$/, '$1')
}

/** `a`, `a and b`, `a, b and c`. */
export function listOf(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** Whether the owner has a licence; devices without one need none. */
export function isLicensed({ licence }: Trace['facts'], time: number): boolean {
  if (licence === null) return true
  const changes = licence.changes.filter((at) => at <= time).length
  return licence.fromStart === (changes % 2 === 0)
}

/** Authorities as people call them. */
const AUTHORITY_WORDS: Readonly<Record<Authority, string>> = {
  hybrid: 'hybrid',
  intune: 'Intune',
  office365: 'Office 365 MDM',
  'third-party': 'the old service',
  configmgr: 'Configuration Manager',
  unset: 'nobody',
}

export function authority(name: Authority): string {
  return AUTHORITY_WORDS[name]
}
