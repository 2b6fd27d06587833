import { addAbortSignal } from 'node:stream'
import { systemReason } from '../export/output-error.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import type { Io } from './io.ts'
import { runProgram } from './program.ts'
import { interruptionOf, reportError } from './report-error.ts'

/** How long a command may take to stop after a signal. */
const GRACE_MS = 1500

const args = process.argv.slice(2)
const interruption = new AbortController()

const io: Io = {
  // Opened only by the commands that read it.
  get stdin() {
    return addAbortSignal(interruption.signal, process.stdin)
  },
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  signal: interruption.signal,
}

/** The first signal asks the command to stop and clean up; the second, or the end of its patience, ends the process. */
function interrupt(code: ExitCode): void {
  if (interruption.signal.aborted) process.exit(code)
  interruption.abort(code)
  setTimeout(() => {
    process.stderr.write(interruptionOf(args))
    process.exit(code)
  }, GRACE_MS).unref()
}

let outputFailure: Error | null = null

/** A reader that goes away (`| head`) loses what is written from then on, without a word; any other failure counts. */
function onOutputError(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') outputFailure ??= error
}

process.on('SIGINT', () => interrupt(EXIT.interrupted))
process.on('SIGTERM', () => interrupt(EXIT.terminated))
process.on('uncaughtException', (error) => process.exit(reportError(error, args, io)))
process.stdout.on('error', onOutputError)
process.stderr.on('error', onOutputError)

async function main(): Promise<void> {
  const exitCode = await runProgram(args, io)
  await new Promise<void>((resolve) => process.stdout.write('', () => resolve()))
  if (outputFailure !== null) process.stderr.write(`error: standard output: ${systemReason(outputFailure)}\n`)
  process.exitCode = outputFailure === null || exitCode !== EXIT.done ? exitCode : EXIT.failed
}

void main()
