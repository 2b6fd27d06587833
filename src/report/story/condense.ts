import type { Scenario } from '../../scenario/scenario.ts'
import { formatNumber } from '../format.ts'
import type { Routine, Step, Story } from './story.ts'
import { clockOf, listOf } from './told.ts'

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

const TITLES: readonly (readonly [Routine, string])[] = [
  ['checkin', 'checks in'],
  ['failed-checkin', 'tries to check in to no effect'],
  ['push', 'hears a push'],
  ['online', 'comes online'],
  ['offline', 'goes offline'],
]

function summary(row: readonly Step[], scenario: Scenario): string {
  const parts = TITLES.flatMap(([routine, words]) => {
    const steps = row.filter((step) => step.routine === routine)
    if (steps.length === 0) return []
    return [`${words} ${times(steps.length)}`]
  })
  const last = row.findLast(({ routine }) => routine === 'checkin' || routine === 'failed-checkin')
  const toggle = row.findLast(({ routine }) => routine === 'online' || routine === 'offline')
  const contact =
    last === undefined
      ? ''
      : `; last ${last.routine === 'checkin' ? 'check-in' : 'try'} ${clockOf(scenario, last.offset)}`
  const then = toggle === undefined ? '' : `; ${toggle.routine} since ${clockOf(scenario, toggle.offset)}`
  return `Routine: ${listOf(parts)}${contact}${then}`
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : formatNumber(count, 'time')
}
