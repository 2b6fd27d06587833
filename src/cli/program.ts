import { Command, CommanderError } from '@commander-js/extra-typings'
import { addCheck } from './check.ts'
import { EXIT, EXIT_CODES_HELP, type ExitCode } from './exit-codes.ts'
import { addExplain } from './explain.ts'
import { addInit } from './init.ts'
import type { Io } from './io.ts'
import { reportError } from './report-error.ts'
import { addRun } from './run.ts'
import { addSchema } from './schema.ts'
import { addValidate } from './validate.ts'
import { addVerify } from './verify.ts'
import { VERSION } from './version.ts'

const EXAMPLES = `
Examples:
  handover init my-plan                     write a commented scenario to start from
  handover check my-plan.yaml               find its mistakes and the risks in the plan
  handover run my-plan.yaml                 simulate it; results in output/my-plan
  handover explain my-plan.yaml --device 7  tell the story of one device
  handover run my-plan.yaml --set change.at='5d 9h' --out output/saturday

${EXIT_CODES_HELP}`

/** Runs the command line `args` (without the program's name) and returns the exit code; it never throws. */
export async function runProgram(args: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.done
  try {
    const program = createProgram(io, (code) => {
      exitCode = code
    })
    await program.parseAsync([...args], { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage
    return reportError(error, args, io)
  }
}

/** Tells how an action ended; without a call it is `done`. */
export type Finish = (code: ExitCode) => void

function createProgram(io: Io, finish: Finish) {
  const program = new Command('handover')
    .description(
      'Simulates a change of MDM authority: which devices are unmanaged or unprotected, for how long and why, and what load the move puts on services and people.',
    )
    .version(VERSION)
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride()
    .showHelpAfterError('(see --help)')
    .addHelpText('after', EXAMPLES)
  addRun(program, io, finish)
  addCheck(program, io, finish)
  addExplain(program, io)
  addValidate(program, io, finish)
  addVerify(program, io, finish)
  addInit(program, io)
  addSchema(program, io)
  return program
}
