import type { Cause } from '../../model/vocabulary.ts'
import type { Advice, GapStory, Step } from './story.ts'
import type { Told } from './told.ts'

/** What advice goes by. */
export interface Case {
  readonly told: Told
  readonly gaps: readonly GapStory[]
  readonly steps: readonly Step[]
}

export type Counsel = Pick<Advice, 'fields' | 'words' | 'set'>

/** When the device first is in a gap for the cause. */
export function firstOf({ gaps }: Case, cause: Cause): number {
  const all = gaps.flatMap(({ periods }) => periods.flatMap(({ intervals }) => intervals))
  return Math.min(...all.filter((interval) => interval.cause === cause).map(({ from }) => from.offset))
}

/** The longest time for which the device is in a gap for the cause without a break. */
export function longestOf({ gaps }: Case, cause: Cause): number {
  const all = gaps.flatMap(({ periods }) => periods.flatMap(({ intervals }) => intervals))
  return Math.max(...all.filter((interval) => interval.cause === cause).map(({ from, to }) => to.offset - from.offset))
}
