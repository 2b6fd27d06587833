import type { Scenario } from '../../scenario/scenario.ts'
import { formatCount } from '../format.ts'
import { hanging, type Paint, painter, wrap } from '../text-block.ts'
import { condense, type Line, lineOf } from './condense.ts'
import { CAUSE_WORDS } from './gaps.ts'
import { renderGaps } from './render-gaps.ts'
import { formatSpan } from './span.ts'
import type { Advice, Story } from './story.ts'
import { clockOf, listOf } from './told.ts'

export interface StoryOptions {
  /** In columns. */
  readonly width: number
  readonly color: boolean
  /** Tell every step, and every cause of a gap over time. */
  readonly all: boolean
}

/** A device's story as a planner reads it on a terminal. */
export function renderStory(story: Story, scenario: Scenario, { width, color, all }: StoryOptions): string {
  const paint = painter(color)
  const lines = all ? story.steps.map(lineOf) : condense(story, scenario)
  const rules = [...new Set(lines.map(({ rule }) => rule).filter((rule) => rule !== ''))]
  const sections = [
    title(story, width, paint),
    ['', paint('heading', 'In short'), ...story.inShort.flatMap((words) => indent(wrap(words, width - 2), 2))],
    [
      '',
      paint('heading', `What happens (local time, ${story.timezone})`),
      ...chronicle(lines, rules, scenario, width, paint),
    ],
    ...(story.gaps.length === 0
      ? []
      : [['', paint('heading', 'Its gaps'), ...renderGaps(story.gaps, { scenario, width, paint, all })]]),
    ...(story.advice.length === 0
      ? []
      : [
          [
            '',
            paint('heading', 'What would have helped'),
            ...story.advice.flatMap((advice) => adviceLines(advice, width, paint)),
          ],
        ]),
    ...(rules.length === 0
      ? []
      : [
          [
            '',
            paint('heading', 'The rules'),
            ...rules.flatMap((rule, index) => hanging(`[${index + 1}]`.padStart(6), rule, width, 7)),
          ],
        ]),
  ]
  return `${sections.flat().join('\n')}\n`
}

function title({ device, scenario }: Story, width: number, paint: Paint): string[] {
  return [
    paint('heading', `Device ${device.device}: ${device.cohort}/${device.index}`),
    ...wrap(`${scenario}, device ${formatCount(device.device)} of ${formatCount(device.devices)}`, width),
    ...device.words.flatMap((words) => hanging('  -', words, width, 4)),
  ]
}

/** Lines under a heading per day; each names its rule. */
function chronicle(
  lines: readonly Line[],
  rules: readonly string[],
  scenario: Scenario,
  width: number,
  paint: Paint,
): string[] {
  if (lines.length === 0) return ['  Nothing.']
  const text: string[] = []
  let day = ''
  for (const { offset, words, rule, routine } of lines) {
    const clock = clockOf(scenario, offset)
    const [, date = '', time = '', zone = ''] = /^(\S+ \S+) (\d\d:\d\d(?::\d\d)?)(\S+)$/.exec(clock) ?? []
    const heading = `  ${date} ${zone}`
    if (heading !== day) text.push(paint('heading', heading))
    day = heading
    const note = rule === '' ? '' : ` [${rules.indexOf(rule) + 1}]`
    const told = hanging(`  ${time.padEnd(8)}`, `${words}.${note}`, width, 12)
    text.push(...(routine ? told.map((line) => paint('dim', line)) : told))
  }
  return text
}

function adviceLines({ cause, gaps, words, fields, set }: Advice, width: number, paint: Paint): string[] {
  const dim = (line: string): string => paint('dim', line)
  return [
    ...hanging('  -', `${CAUSE_WORDS[cause]} (${spentOn(gaps)}): ${words}`, width, 4),
    ...(fields.length === 0 ? [] : hanging('', `fields: ${fields.join(', ')}`, width, 4).map(dim)),
    ...(set === null ? [] : [dim(`    try: --set '${set.replaceAll("'", `'"'"'`)}'`)]),
  ]
}

/** How much of each gap it is. */
function spentOn(gaps: Advice['gaps']): string {
  const [first, ...others] = gaps
  if (first !== undefined && others.length > 0 && others.every(({ total }) => total === first.total))
    return `${listOf(gaps.map(({ gap }) => gap))} ${formatSpan(first.total)} each`
  return gaps.map(({ gap, total }) => `${gap} ${formatSpan(total)}`).join(', ')
}

function indent(lines: readonly string[], by: number): string[] {
  return lines.map((line) => ' '.repeat(by) + line)
}
