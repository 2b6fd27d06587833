import { type Options, stringify } from 'csv-stringify/sync'

const ROWS_PER_CHUNK = 1000
/** Texts whose quoting is remembered at a time. */
const MOST_TEXTS = 10_000
const HOUR = 3_600_000

/** What a cell holds: text of any origin, or a number of ours and the digits it is written with. */
export type CellFormat = 'text' | 'count' | 'share' | 'hours'

/** Text that any program reads as it stands: neither a formula nor in need of quotes. */
const PLAIN = /^\w[\w .:+/-]*$/

const DIGITS: Readonly<Record<CellFormat, number>> = { text: 0, count: 0, share: 6, hours: 4 }

const OPTIONS: Options = {
  escape_formulas: true,
  record_delimiter: '\n',
  quote_record_delimiter: true,
  // The two openings that the library leaves alone.
  cast: { string: (value) => (value.startsWith('\n') || value.startsWith('\0') ? `'${value}` : value) },
}

export interface CsvColumn {
  readonly name: string
  readonly format: CellFormat
}

/** One cell per column; NaN is written as an empty cell. */
export type CsvRow = readonly (string | number)[]

/** Shorthand for a list of columns of one format. */
export function columnsOf(format: CellFormat, names: readonly string[]): CsvColumn[] {
  return names.map((name) => ({ name, format }))
}

export function toHours(ms: number): number {
  return ms / HOUR
}

/**
 * A table as RFC 4180 text with LF line ends, a header first, in pieces of about a thousand rows.
 *
 * Text that a spreadsheet would run as a formula is prefixed with an apostrophe (CWE-1236); numbers are not, so that a
 * negative one stays a number.
 */
export function* csvChunks(columns: readonly CsvColumn[], rows: Iterable<CsvRow>): Generator<string> {
  yield csvHeader(columns)
  yield* csvRows(columns, rows)
}

/** The first line of such a table. */
export function csvHeader(columns: readonly CsvColumn[]): string {
  return stringify([columns.map((column) => column.name)], OPTIONS)
}

/**
 * The lines of such a table after its header, of all rows or of some that follow one another.
 *
 * How a text is quoted does not depend on what stands beside it: the library is asked once for each that needs it. Most
 * cells are as in the row before.
 */
export function* csvRows(columns: readonly CsvColumn[], rows: Iterable<CsvRow>): Generator<string> {
  const digits = columns.map((column) => DIGITS[column.format])
  const texts = new Map<string, string>()
  const knownCell = (value: string): string => {
    const known = texts.get(value)
    if (known !== undefined) return known
    if (texts.size === MOST_TEXTS) texts.clear()
    const quoted = textCell(value)
    texts.set(value, quoted)
    return quoted
  }
  const before = new Array<string | number>(columns.length).fill(Number.NaN)
  const cells = new Array<string>(columns.length).fill('')
  let lines = ''
  let count = 0
  for (const row of rows) {
    for (let i = 0; i < cells.length; i++) {
      const value = row[i]!
      if (value === before[i]) continue
      before[i] = value
      cells[i] = typeof value === 'number' ? numberCell(value, digits[i]!) : knownCell(value)
    }
    lines += `${cells.join(',')}\n`
    if (++count % ROWS_PER_CHUNK > 0) continue
    yield lines
    lines = ''
  }
  if (lines !== '') yield lines
}

/** A number of ours, which needs no quotes; empty for NaN. */
function numberCell(value: number, digits: number): string {
  if (Number.isNaN(value)) return ''
  return digits === 0 && Number.isInteger(value) ? String(value) : value.toFixed(digits)
}

/** A text as the library writes it beside another cell. */
function textCell(value: string): string {
  if (PLAIN.test(value)) return value
  return stringify([[value, 'x']], OPTIONS).slice(0, -',x\n'.length)
}
