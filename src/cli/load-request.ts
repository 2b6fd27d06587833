import type { Io } from './io.ts'
import { type Loaded, loadOrFail } from './load.ts'
import { readScenario } from './read-scenario.ts'

/** Which scenario a command line asks for. */
export interface ScenarioRequest {
  /** A file, or `-` for standard input. */
  readonly scenario: string
  /** Instead of the scenario's. */
  readonly seed: string | undefined
  /** `path=value`, in the order in which they apply. */
  readonly set: readonly string[]
}

/**
 * Reads and loads the scenario of a command line. What is wrong with it, or risky in it, is written to stderr.
 *
 * @throws {Failure} with exit code 65 when it cannot be read or has errors
 */
export async function loadRequest(
  { scenario, seed, set }: ScenarioRequest,
  { stdin, stderr }: Pick<Io, 'stdin' | 'stderr'>,
  { quiet }: { readonly quiet: boolean },
): Promise<Loaded> {
  const { file, text } = await readScenario(scenario, stdin)
  return loadOrFail(text, { file, set, ...(seed === undefined ? {} : { seed }) }, stderr, { quiet })
}
