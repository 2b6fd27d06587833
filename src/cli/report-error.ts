import { RunError } from '../experiment/run-error.ts'
import { OutputError } from '../export/output-error.ts'
import { withoutControls } from '../scenario/words/render.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { Failure } from './failure.ts'
import type { Io } from './io.ts'
import { shellWords } from './shell-words.ts'
import { VERSION } from './version.ts'

/** Tells the user why a command ended early and returns the exit code. */
export function reportError(error: unknown, args: readonly string[], { stderr, signal, env }: Io): ExitCode {
  if (signal.aborted) {
    stderr.write(interruptionOf(args))
    return signal.reason as ExitCode
  }
  if (error instanceof Failure) {
    stderr.write(messageOf(error))
    return error.exitCode
  }
  if (error instanceof OutputError) {
    stderr.write(messageOf(error))
    return error.code === 'not-a-result' ? EXIT.data : EXIT.failed
  }
  if (error instanceof RunError) {
    stderr.write(messageOf(error))
    return error.code === 'too-large' ? EXIT.data : EXIT.failed
  }
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) }
  stderr.write(`error: internal error in handover ${VERSION}: ${withoutControls(`${name}: ${message}`)}\n`)
  stderr.write(`Please report it with the scenario file and the command: handover ${shellWords(args)}\n`)
  if (env.HANDOVER_DEBUG === '1' && error instanceof Error) stderr.write(`${error.stack}\n`)
  return EXIT.failed
}

/** What is said to a user who has interrupted a command. */
export function interruptionOf(args: readonly string[]): string {
  return `\nInterrupted: nothing was written. To run it again: handover ${shellWords(args)}\n`
}

function messageOf({ message, hint }: { readonly message: string; readonly hint: string }): string {
  return `error: ${withoutControls(message)}\n${hint === '' ? '' : `${withoutControls(hint)}\n`}`
}
