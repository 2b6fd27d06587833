import type { ExitCode } from './exit-codes.ts'

/** Ends a command with an exit code and a message for the user. */
export class Failure extends Error {
  readonly exitCode: ExitCode
  readonly hint: string

  constructor(exitCode: ExitCode, message: string, hint = '') {
    super(message)
    this.name = 'Failure'
    this.exitCode = exitCode
    this.hint = hint
  }
}
