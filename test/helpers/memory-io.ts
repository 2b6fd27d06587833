import type { Io } from '../../src/cli/io.ts'
import { runProgram } from '../../src/cli/program.ts'

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command line inside this process, without a terminal. */
export async function runInProcess(args: readonly string[], io: Partial<Io> = {}): Promise<Ran> {
  let stdout = ''
  let stderr = ''
  const code = await runProgram(args, {
    stdin: input(''),
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env: {},
    signal: new AbortController().signal,
    ...io,
  })
  return { code, stdout, stderr }
}

/** Standard input that holds a text. */
export async function* input(text: string): AsyncGenerator<string> {
  yield text
}
