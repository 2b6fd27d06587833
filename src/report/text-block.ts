import { styleText } from 'node:util'
import Table from 'cli-table3'
import { withoutControls } from '../scenario/words/render.ts'

export type Style = 'heading' | 'good' | 'bad' | 'dim'

const STYLES = { heading: 'bold', good: 'green', bad: 'red', dim: 'dim' } as const

/** Colours text, or leaves it alone. */
export type Paint = (style: Style, text: string) => string

export function painter(color: boolean): Paint {
  return (style, text) => (color ? styleText(STYLES[style], text, { validateStream: false }) : text)
}

/** Columns of text without lines between them; the last takes no trailing space. */
export function columns(
  rows: readonly (readonly string[])[],
  aligned: readonly ('left' | 'right')[],
  indent = 0,
): string[] {
  const blank = ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right']
  const lines = ['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid']
  const table = new Table({
    chars: { ...Object.fromEntries([...blank, ...lines].map((name) => [name, ''])), middle: '  ' },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colAligns: [...aligned],
  })
  table.push(...rows.map((row) => [...row]))
  return rows.length === 0
    ? []
    : table
        .toString()
        .split('\n')
        .map((line) => ' '.repeat(indent) + line.trimEnd())
}

/** Breaks text into lines of at most `width` between its words; a longer word has a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of withoutControls(text.replace(/\s+/g, ' ')).trim().split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** Text that hangs beside a label: its lines begin at column `by`. */
export function hanging(label: string, text: string, width: number, by: number): string[] {
  return wrap(text, width - by).map((line, index) => (index === 0 ? label : '').padEnd(by) + line)
}

/** The column at which the text of labels begins. */
const LABEL = 13

/** A label of a summary, and text that hangs beside it. */
export function labelled(label: string, text: string, width: number): string[] {
  return hanging(label, text, width, LABEL)
}
