import { readFileSync } from 'node:fs'

/** A table of a page: its cells by the words of its header. */
export type Table = readonly Readonly<Record<string, string>>[]

/** A page in Markdown, to be compared with the program that it describes. */
export class Page {
  readonly text: string

  constructor(path: string) {
    this.text = readFileSync(path, 'utf8')
  }

  /** The tables whose header has all of these words, in the order of the page. */
  tables(...words: readonly string[]): Table[] {
    const tables: Table[] = []
    const lines = this.text.split('\n')
    for (const [at, line] of lines.entries()) {
      if (!line.startsWith('|') || !/^\|[-| ]+\|$/.test(lines[at + 1] ?? '')) continue
      const header = cellsOf(line)
      if (!words.every((word) => header.includes(word))) continue
      const rows: Record<string, string>[] = []
      for (let row = at + 2; lines[row]?.startsWith('|'); row++) {
        const cells = cellsOf(lines[row]!)
        if (cells.length !== header.length) throw new Error(`a row of ${cells.length} cells: ${lines[row]}`)
        rows.push(Object.fromEntries(header.map((word, index) => [word, cells[index]!])))
      }
      tables.push(rows)
    }
    return tables
  }

  /** The only such table. */
  table(...words: readonly string[]): Table {
    const [table, ...others] = this.tables(...words)
    if (table === undefined || others.length > 0) throw new Error(`not one table of ${words.join(', ')}`)
    return table
  }

  /** The anchors of the headings. */
  anchors(): readonly string[] {
    return [...this.text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
      heading!
        .toLowerCase()
        .replace(/[^\p{Letter}\p{Number} _-]/gu, '')
        .replaceAll(' ', '-'),
    )
  }

  /** The targets of all links. */
  links(): readonly string[] {
    return [...this.text.matchAll(/\[[^\]]+\]\(([^)\s]+)\)/g)].map(([, target]) => target!)
  }
}

/** The words in code style. */
export function codes(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word!)
}

function cellsOf(line: string): string[] {
  return line
    .slice(1, line.lastIndexOf('|'))
    .split('|')
    .map((cell) => cell.trim())
}
