import type { Cause, Gap, State } from '../../model/vocabulary.ts'
import type { Kind, Platform } from '../../scenario/scenario.ts'

/** One device's story: what it is, what happened to it and why, its gaps, and what would have spared it them. */
export interface Story {
  readonly scenario: string
  readonly timezone: string
  readonly device: StoryDevice
  /** The gaps in a sentence or two. */
  readonly inShort: readonly string[]
  readonly steps: readonly Step[]
  readonly gaps: readonly GapStory[]
  readonly advice: readonly Advice[]
  /** How many devices had to be simulated for it. */
  readonly simulated: number
}

export interface StoryDevice {
  /** As in `devices.csv`, from 1. */
  readonly device: number
  readonly devices: number
  readonly cohort: string
  /** In its cohort, from 1. */
  readonly index: number
  readonly platform: Platform
  readonly user: number | null
  readonly wave: string | null
  readonly mainCause: Cause | null
  readonly finalState: State
  /** What is special about it, and how it starts, in sentences. */
  readonly words: readonly string[]
}

/** What happens at one instant for one reason. */
export interface Step {
  /** Local time with its offset. */
  readonly time: string
  /** ms since the start, as in `events.csv`. */
  readonly offset: number
  /** The event that stands for it, as in `events.csv`. */
  readonly event: string
  readonly detail: string
  readonly words: string
  /** The rule behind it, with its source or the assumption that it rests on. */
  readonly rule: string
  /** All its events. */
  readonly events: readonly { readonly event: string; readonly detail: string }[]
  /** What it is called where a gap opens or closes with it. */
  readonly title: string
  /** Nothing comes of it: many in a row are told in one line. */
  readonly routine: Routine | null
}

export type Routine = 'online' | 'offline' | 'checkin' | 'failed-checkin' | 'push' | 'enrolment' | 'failed-enrolment'

/** One of the gaps over the whole run. */
export interface GapStory {
  readonly gap: Gap
  /** As in `devices.csv`, here in ms. */
  readonly total: number
  readonly causes: readonly { readonly cause: Cause; readonly words: string; readonly total: number }[]
  readonly periods: readonly GapPeriod[]
}

/** A time in which the gap is open without a break. */
export interface GapPeriod {
  readonly from: Instant
  /** The horizon if it is still open. */
  readonly to: Instant
  readonly open: boolean
  readonly openedBy: string
  /** '' if it is still open. */
  readonly closedBy: string
  /** Protection: the kinds that are missing at some time in it. */
  readonly missing: readonly Kind[]
  readonly intervals: readonly { readonly cause: Cause; readonly from: Instant; readonly to: Instant }[]
}

export interface Instant {
  readonly time: string
  readonly offset: number
}

/** What would have prevented or shortened a gap. */
export interface Advice {
  readonly cause: Cause
  /** Time in gaps for this cause, over all gaps, ms. */
  readonly total: number
  /** The same per gap. */
  readonly gaps: readonly { readonly gap: Gap; readonly total: number }[]
  /** The fields of the scenario to change, as `--set` names them; none where no plan helps. */
  readonly fields: readonly string[]
  readonly words: string
  /** An assignment for `--set` by which to see the effect on this device; `null` where one alone does not show it. */
  readonly set: string | null
}
