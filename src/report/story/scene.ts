import type { Condition } from './condition.ts'
import type { EventGroup } from './group-events.ts'
import type { RuleName } from './rules.ts'
import type { Routine } from './story.ts'
import type { Told } from './told.ts'

/** A step in words. */
export interface Telling {
  readonly words: string
  /** What it is called where a gap opens or closes with it. */
  readonly title: string
  readonly rule: RuleName
  readonly routine?: Routine
}

/** What a step is told from: its events, and how the device stood before and after them. */
export interface Scene {
  readonly told: Told
  readonly group: EventGroup
  readonly before: Condition
  readonly after: Condition
}
