import { ExactSum } from '../engine/exact-sum.ts'
import { CAUSES, GAPS } from '../model/vocabulary.ts'
import { DurationBins } from './duration-bins.ts'

/** What one device-or-more's gaps of one kind and cause add up to; cause −1 stands for all causes together. */
export interface GapTally {
  readonly bins: DurationBins
  readonly time: ExactSum
  open: number
  overSevenDays: number
}

/** An empty tally. */
export function createGapTally(): GapTally {
  return { bins: new DurationBins(), time: new ExactSum(), open: 0, overSevenDays: 0 }
}

/** Adds one tally to another, which may be what structured cloning leaves of it. */
export function mergeGapTally(sum: GapTally, part: GapTally): void {
  sum.bins.merge(part.bins)
  sum.time.merge(part.time)
  sum.open += part.open
  sum.overSevenDays += part.overSevenDays
}

/** Key of a gap, a cause (−1: all) and a cohort among the tallies. */
export function gapKey(cohort: number, gap: number, cause: number): number {
  return (cohort * GAPS.length + gap) * (CAUSES.length + 1) + cause + 1
}
