import type { Scenario } from '../../scenario/scenario.ts'
import { formatNumber } from '../format.ts'
import type { Routine, Step, Story } from './story.ts'
import { minuteOf } from './told.ts'

/** A line of the story: a step, or what a row of routine comes to. */
export interface Line {
  readonly offset: number
  readonly words: string
  /** '' where there is none to tell. */
  readonly rule: string
  readonly routine: boolean
}

/** Rows of routine shorter than this are told step by step. */
const FEW = 3

/** The steps as lines: rows of routine between those that matter, or at which a gap opens or closes, become one line each. */
export function condense({ steps, gaps }: Pick<Story, 'steps' | 'gaps'>, scenario: Scenario): Line[] {
  const edges = new Set(gaps.flatMap(({ periods }) => periods.flatMap(({ from, to }) => [from.offset, to.offset])))
  const lines: Line[] = []
  let row: Step[] = []
  const flush = (): void => {
    if (row.length < FEW) lines.push(...row.map(lineOf))
    else lines.push({ offset: row[0]!.offset, words: summary(row, scenario), rule: '', routine: true })
    row = []
  }
  for (const step of steps) {
    if (step.routine !== null && !edges.has(step.offset)) {
      row.push(step)
      continue
    }
    flush()
    lines.push(lineOf(step))
  }
  flush()
  return lines
}

/** A step as a line of its own. */
export function lineOf({ offset, words, rule, routine }: Step): Line {
  return { offset, words, rule, routine: routine !== null }
}

const REPEATED: readonly (readonly [Routine, string])[] = [
  ['checkin', 'checks in'],
  ['failed-checkin', 'tries to check in to no effect'],
  ['failed-enrolment', 'tries to enrol to no effect'],
  ['push', 'hears a push'],
]

function summary(row: readonly Step[], scenario: Scenario): string {
  const repeated = REPEATED.flatMap(([routine, words]) => {
    const steps = row.filter((step) => step.routine === routine)
    const last = steps.at(-1)
    if (last === undefined) return []
    const when = minuteOf(scenario, last.offset)
    return [steps.length === 1 ? `${words} ${when}` : `${words} ${times(steps.length)}, last ${when}`]
  })
  return `Routine: ${[...repeated, ...presence(row, scenario)].join('; ')}`
}

/** How often it goes offline, and how it ends up. */
function presence(row: readonly Step[], scenario: Scenario): string[] {
  const last = row.findLast(({ routine }) => routine === 'online' || routine === 'offline')
  if (last === undefined) return []
  const departures = row.filter(({ routine }) => routine === 'offline').length
  const when = minuteOf(scenario, last.offset)
  if (departures === 0) return [`comes online ${when}`]
  if (departures === 1 && last.routine === 'offline') return [`goes offline ${when}`]
  return [`goes offline ${times(departures)}, ${last.routine === 'online' ? 'online since' : 'last'} ${when}`]
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : formatNumber(count, 'time')
}
