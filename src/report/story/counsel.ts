import type { Cause } from '../../model/vocabulary.ts'
import { type Fields, fieldsOf } from './fields.ts'
import type { Advice, GapStory, Step } from './story.ts'
import type { Told } from './told.ts'

/** A cause for which the device is in gaps, and all that advice against it goes by. */
export interface Case {
  readonly told: Told
  readonly gaps: readonly GapStory[]
  readonly steps: readonly Step[]
  readonly fields: Fields
  /** Name of the device's cohort. */
  readonly cohort: string
  /** When the device first is in a gap for this cause. */
  readonly opened: number
  /** The longest time for which it is in a gap for it without a break, ms, and when that begins. */
  readonly longest: { readonly from: number; readonly lasts: number }
  /** The time that it takes of each gap, ms. */
  readonly spent: Advice['gaps']
}

export type Counsel = Pick<Advice, 'fields' | 'words' | 'set'>

/** What would have spared a device its time in a gap. */
export type Adviser = (one: Case) => Counsel

/** The case of one cause in the gaps of a device. */
export function caseOf(cause: Cause, told: Told, gaps: readonly GapStory[], steps: readonly Step[]): Case {
  const intervals = gaps
    .flatMap(({ periods }) => periods.flatMap((period) => period.intervals))
    .filter((interval) => interval.cause === cause)
  return {
    told,
    gaps,
    steps,
    fields: fieldsOf(told),
    cohort: told.scenario.cohorts[told.trace.facts.cohort]!.name,
    opened: Math.min(...intervals.map(({ from }) => from.offset)),
    longest: intervals
      .map(({ from, to }) => ({ from: from.offset, lasts: to.offset - from.offset }))
      .reduce((one, other) => (other.lasts > one.lasts ? other : one)),
    spent: gaps.flatMap(({ gap, causes }) =>
      causes.filter((other) => other.cause === cause).map(({ total }) => ({ gap, total })),
    ),
  }
}
