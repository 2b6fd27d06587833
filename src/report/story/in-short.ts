import { STATES } from '../../model/vocabulary.ts'
import { formatSpan } from './span.ts'
import type { GapStory } from './story.ts'
import { authority, clockOf, type Told } from './told.ts'

/** Of the time in a gap, the share of a cause beside which the others are not worth a figure. */
const NEARLY_ALL = 0.95

const WITHOUT = { management: 'Not managed', protection: 'Without a profile it needs', access: 'Kept out' }

/** The gaps of a device in a sentence each, and where it ends up. */
export function inShort({ scenario, trace }: Told, gaps: readonly GapStory[]): string[] {
  const managed = trace.outcome.managedAt[0]!
  const words = gaps.map(({ gap, total, causes, periods }) => {
    const main = causes[0]!
    const open = periods.at(-1)!.open ? ', and still at the end' : ''
    const part =
      causes.length === 1
        ? `cause: ${main.words}`
        : main.total >= NEARLY_ALL * total
          ? `nearly all of it: ${main.words}`
          : `main cause: ${main.words}, ${formatSpan(main.total)}`
    return `${WITHOUT[gap]} for ${formatSpan(total)}${open}; ${part}.`
  })
  const to = authority(scenario.change.to)
  const end = STATES[trace.outcome.finalState[0]!]!
  const stays = end === 'managed_new' || end === 'registered' ? '' : `, but not at the end (state ${end})`
  return [
    ...(gaps.length === 0 ? ['It has no gap: it is managed, protected and let in throughout.'] : words),
    Number.isNaN(managed)
      ? end === 'managed_old'
        ? `Stays with ${authority(scenario.change.from)}.`
        : `Never fully managed by ${to}.`
      : `Managed by ${to} from ${clockOf(scenario, managed)}${stays}.`,
  ]
}
