import { textOf } from './play.ts'

/** A suggestion of a scenario's comment: what to set, and what it says comes of it. */
interface Suggestion {
  readonly set: readonly string[]
  readonly note: string
}

/** The comment at the head of a shipped scenario. */
export interface Comment {
  /** What comes before the suggestions, on one line. */
  readonly text: string
  readonly suggestions: readonly Suggestion[]
}

const ASSIGNMENT = /--set ('[^']*'|[^ ']*'[^']*'|\S+)/g

/** Reads it. A note of a suggestion may go on, or stand, on the next line. */
export function readComment(name: string): Comment {
  const lines = textOf(name)
    .split('\nname:')[0]!
    .split('\n')
    .map((line) => line.replace(/^# ?/, ''))
  const suggestions: { set: string[]; note: string }[] = []
  for (const line of lines) {
    if (/^ +--set /.test(line)) {
      const set = [...line.matchAll(ASSIGNMENT)].map((match) => match[1]!.replaceAll("'", ''))
      suggestions.push({ set, note: line.replaceAll(ASSIGNMENT, '').trim() })
    } else if (/^ {20,}\S/.test(line)) {
      const last = suggestions.at(-1)!
      last.note = `${last.note} ${line.trim()}`.trim()
    }
  }
  const start = lines.findIndex((line) => line.startsWith('What it shows:'))
  const end = lines.findIndex((line) => line.startsWith('What to try:'))
  return { text: lines.slice(start, end).join(' ').replaceAll(/ +/g, ' '), suggestions }
}
