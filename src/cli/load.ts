import { type LoadOptions, loadScenario } from '../scenario/load.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { ScenarioDocument } from '../scenario/schema/schema.ts'
import { renderDiagnostic } from '../scenario/words/render.ts'
import { EXIT } from './exit-codes.ts'
import { Failure } from './failure.ts'
import type { TextSink } from './io.ts'

export interface Loaded {
  readonly scenario: Scenario
  /** In the units of its file, defaults filled in. */
  readonly document: ScenarioDocument
}

/**
 * Loads a scenario that is going to be run. What is wrong with it, or risky in it, is written to `messages`.
 *
 * @throws {Failure} with exit code 65 when it has errors
 */
export function loadOrFail(
  text: string,
  options: LoadOptions,
  messages: TextSink,
  { quiet }: { readonly quiet: boolean },
): Loaded {
  const loaded = loadScenario(text, options)
  if (loaded.ok) {
    if (!quiet) for (const warning of loaded.warnings) messages.write(`${renderDiagnostic(warning)}\n`)
    return loaded
  }
  for (const diagnostic of loaded.diagnostics) messages.write(`${renderDiagnostic(diagnostic)}\n`)
  throw new Failure(EXIT.data, `${options.file} is not a scenario that can be run`)
}
