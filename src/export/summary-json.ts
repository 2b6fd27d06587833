import type { Exporter } from './exporter.ts'

/** `summary.json`: every figure of the printed summary, and the thresholds with their verdicts. */
export const summaryJson: Exporter = {
  file: 'summary.json',
  chunks: ({ summary }) => [`${JSON.stringify(summary, null, 2)}\n`],
}
