import { type Options, stringify } from 'csv-stringify/sync'

const ROWS_PER_CHUNK = 1000
const HOUR = 3_600_000

/** What a cell holds: text of any origin, or a number of ours and the digits it is written with. */
export type CellFormat = 'text' | 'count' | 'share' | 'hours'

const DIGITS: Readonly<Record<CellFormat, number>> = { text: 0, count: 0, share: 6, hours: 4 }

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
  return stringify([columns.map((column) => column.name)], optionsOf(columns))
}

/** The lines of such a table after its header, of all rows or of some that follow one another. */
export function* csvRows(columns: readonly CsvColumn[], rows: Iterable<CsvRow>): Generator<string> {
  const options = optionsOf(columns)
  let chunk: CsvRow[] = []
  for (const row of rows) {
    chunk.push(row)
    if (chunk.length === ROWS_PER_CHUNK) {
      yield stringify(chunk, options)
      chunk = []
    }
  }
  if (chunk.length > 0) yield stringify(chunk, options)
}

function optionsOf(columns: readonly CsvColumn[]): Options {
  const digits = columns.map((column) => DIGITS[column.format])
  return {
    escape_formulas: true,
    record_delimiter: '\n',
    quote_record_delimiter: true,
    cast: {
      number: (value, { index }) => (Number.isNaN(value) ? '' : value.toFixed(digits[index])),
      // The two openings that the library leaves alone.
      string: (value) => (value.startsWith('\n') || value.startsWith('\0') ? `'${value}` : value),
    },
  }
}
