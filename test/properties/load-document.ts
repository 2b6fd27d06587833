import { loadScenario } from '../../src/scenario/load.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import type { Document } from './arbitrary-scenario.ts'

/** Loads a generated document as the command does. @throws Error if the generator makes something that is refused */
export function loadDocument(document: Document): Scenario {
  const loaded = loadScenario(JSON.stringify(document), { file: 'generated' })
  if (loaded.ok) return loaded.scenario
  throw new Error(loaded.diagnostics.map(({ path, message }) => `${path} ${message}`).join('\n'))
}
