import type { Diagnostic } from './diagnostic.ts'

/**
 * Renders a diagnostic as one line: `file:line:column: error: path: message (value ...); allowed: ...; hint`. A finding has its
 * code at the end, in brackets, for the scenario to silence it by.
 *
 * Control characters are removed, so that a scenario cannot drive the terminal that shows its faults.
 */
export function renderDiagnostic(diagnostic: Diagnostic): string {
  const { file, line, column, severity, path, value, message, allowed, hint, code } = diagnostic
  const place = line === 0 ? file : `${file}:${line}:${column}`
  const parts = [
    `${place}: ${severity}: ${path === '' ? '' : `${path}: `}${message}${value === '' ? '' : ` (value ${value})`}`,
  ]
  if (allowed !== '') parts.push(`allowed: ${allowed}`)
  if (hint !== '') parts.push(hint)
  return withoutControls(`${parts.join('; ')}${severity === 'error' ? '' : ` [${code}]`}`)
}

/** Removes C0 and C1 controls, DEL, and the marks that reorder or hide text. */
export function withoutControls(text: string): string {
  return text.replace(/\p{Cc}|[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu, '')
}
