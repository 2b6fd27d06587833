import { formatNumber } from '../report/format.ts'
import { loadScenario } from '../scenario/load.ts'
import type { Diagnostic } from '../scenario/words/diagnostic.ts'
import { renderDiagnostic, withoutControls } from '../scenario/words/render.ts'
import { Failure } from './failure.ts'
import type { Io } from './io.ts'
import { readScenario } from './read-scenario.ts'

interface CheckedFile {
  readonly file: string
  /** Why the file cannot be read, if so. */
  readonly unreadable: string | null
  readonly diagnostics: readonly Diagnostic[]
  /** How many findings the scenario silences. */
  readonly silenced: number
}

/** Checks scenario files, prints what is wrong with them on standard output and returns the number of errors. */
export async function checkFiles(
  paths: readonly string[],
  { json, set }: { readonly json: boolean; readonly set: readonly string[] },
  io: Io,
): Promise<number> {
  const files: CheckedFile[] = []
  let errors = 0
  let warnings = 0
  let silenced = 0
  for (const path of paths) {
    const checked = await checkFile(path, set, io)
    files.push(checked)
    errors += countOf(checked, 'error') + (checked.unreadable === null ? 0 : 1)
    warnings += countOf(checked, 'warning')
    silenced += checked.silenced
    if (!json) io.stdout.write(linesOf(checked))
  }
  if (json) io.stdout.write(`${JSON.stringify({ files, errors, warnings, silenced }, null, 2)}\n`)
  else {
    const counts = `${formatNumber(errors, 'error')}, ${formatNumber(warnings, 'warning')}`
    const hidden = silenced === 0 ? '' : ` (${silenced} silenced)`
    io.stdout.write(`${counts} in ${formatNumber(paths.length, 'file')}${hidden}\n`)
  }
  return errors
}

async function checkFile(path: string, set: readonly string[], { stdin }: Io): Promise<CheckedFile> {
  try {
    const { file, text } = await readScenario(path, stdin)
    const loaded = loadScenario(text, { file, set })
    if (!loaded.ok) return { file, unreadable: null, diagnostics: loaded.diagnostics, silenced: 0 }
    return { file, unreadable: null, diagnostics: [...loaded.warnings, ...loaded.notes], silenced: loaded.silenced }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { file: path, unreadable: error.message, diagnostics: [], silenced: 0 }
  }
}

function countOf({ diagnostics }: CheckedFile, severity: Diagnostic['severity']): number {
  return diagnostics.filter((diagnostic) => diagnostic.severity === severity).length
}

function linesOf({ unreadable, diagnostics }: CheckedFile): string {
  const lines = diagnostics.map(renderDiagnostic)
  if (unreadable !== null) lines.push(`error: ${withoutControls(unreadable)}`)
  return lines.map((line) => `${line}\n`).join('')
}
