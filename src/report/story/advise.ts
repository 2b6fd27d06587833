import { CAUSES, type Cause } from '../../model/vocabulary.ts'
import { adviceFor } from './advice-by-cause.ts'
import type { Advice, GapStory, Step } from './story.ts'
import type { Told } from './told.ts'

/** What would have prevented or shortened the gaps, for each of their causes, those that cost most time first. */
export function advise(told: Told, gaps: readonly GapStory[], steps: readonly Step[]): Advice[] {
  const totals = new Map<Cause, number>()
  for (const { causes } of gaps) {
    for (const { cause, total } of causes) totals.set(cause, (totals.get(cause) ?? 0) + total)
  }
  return [...totals]
    .sort(([a, spent], [b, more]) => more - spent || CAUSES.indexOf(a) - CAUSES.indexOf(b))
    .map(([cause, total]) => ({
      cause,
      total,
      gaps: gaps.filter(({ causes }) => causes.some((other) => other.cause === cause)).length,
      ...adviceFor(cause, { told, gaps, steps }),
    }))
}
