import type { Results } from '../measure/results.ts'

/** What the files of an output folder are made of. */
export interface ExportSource {
  readonly results: Results
  /** The content of `summary.json`, as plain data. */
  readonly summary: object
  /** Local time of each bucket's first instant. */
  readonly times: readonly string[]
}

/**
 * One file of the output folder.
 *
 * `chunks` yields its text piece by piece and is pulled by the writer, so that no more than one piece is held in memory.
 * The same source gives the same text.
 */
export interface Exporter {
  readonly file: string
  chunks(source: ExportSource): Iterable<string>
}
