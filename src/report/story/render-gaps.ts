import { toHours } from '../../export/csv.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { columns, hanging, type Paint } from '../text-block.ts'
import { CAUSE_WORDS } from './gaps.ts'
import { formatSpan } from './span.ts'
import type { GapPeriod, GapStory } from './story.ts'
import { KIND_WORDS } from './tell-kinds.ts'
import { clockOf, listOf } from './told.ts'

interface View {
  readonly scenario: Scenario
  readonly width: number
  readonly paint: Paint
  /** List every change of cause. */
  readonly all: boolean
}

/** Periods of more changes of cause than this are told by their sums, unless all is asked for. */
const MANY = 12

/** The gaps with their sums by cause, as in `devices.csv`, and their periods. One like the gap before it is told by that. */
export function renderGaps(gaps: readonly GapStory[], view: View): string[] {
  return gaps.flatMap((gap, index) => {
    const head = `  ${view.paint('bad', gap.gap)}: ${formatSpan(gap.total)} (${hoursOf(gap.total)})`
    const twin = gaps.slice(0, index).find((other) => isAlike(gap, other))
    if (twin !== undefined) {
      const missing = [...new Set(gap.periods.flatMap((period) => period.missing))]
      return [
        head,
        ...hanging('    -', `at the same times and for the same causes as ${twin.gap}${lacks(missing)}`, view.width, 6),
      ]
    }
    const causes = columns(
      gap.causes.map(({ words, total }) => [words, formatSpan(total), hoursOf(total)]),
      ['left', 'right', 'right'],
      4,
    )
    return [head, ...causes, ...gap.periods.flatMap((period) => periodLines(period, view))]
  })
}

function hoursOf(total: number): string {
  return `${toHours(total).toFixed(4)} h`
}

function isAlike(one: GapStory, other: GapStory): boolean {
  const intervals = ({ periods }: GapStory) =>
    JSON.stringify(
      periods.map((period) => period.intervals.map(({ cause, from, to }) => [cause, from.offset, to.offset])),
    )
  return one.total === other.total && intervals(one) === intervals(other)
}

function lacks(missing: GapPeriod['missing']): string {
  return missing.length === 0 ? '' : `; missing: ${listOf(missing.map((kind) => KIND_WORDS[kind]))}`
}

function periodLines({ from, to, open, openedBy, closedBy, missing, intervals }: GapPeriod, view: View): string[] {
  const { scenario, width, all } = view
  const end = open ? 'still open at the end' : `closed ${clockOf(scenario, to.offset)} by ${closedBy}`
  const words = `opened ${clockOf(scenario, from.offset)} by ${openedBy}, ${end}${lacks(missing)}`
  const rows = intervals.map((interval) => [
    clockOf(scenario, interval.from.offset),
    formatSpan(interval.to.offset - interval.from.offset),
    CAUSE_WORDS[interval.cause],
  ])
  return [...hanging('    -', words, width, 6), ...changes(rows, all)]
}

function changes(rows: readonly (readonly string[])[], all: boolean): string[] {
  if (rows.length === 1) return []
  if (all || rows.length <= MANY) return columns(rows, ['left', 'right', 'left'], 6)
  return [`      the cause changes ${rows.length - 1} times; --all lists them`]
}
