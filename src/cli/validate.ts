import type { Command } from '@commander-js/extra-typings'
import { EXIT } from './exit-codes.ts'
import type { Io } from './io.ts'
import type { Finish } from './program.ts'

const EXAMPLES = `
Examples:
  handover validate
  handover validate --json

It exits with 1 if a simulated figure is too far from the exact one.`

/** Adds `handover validate`: the simulator against the closed forms it must reproduce. */
export function addValidate(program: Command, io: Io, finish: Finish): void {
  program
    .command('validate')
    .summary('compare the simulator with exact results')
    .description('Simulates cases with known exact results and prints both; z is their distance in standard errors.')
    .option('--json', 'print one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(async ({ json = false }) => {
      const { runChecks } = await import('./run-checks.ts')
      finish((await runChecks(json, io)) ? EXIT.done : EXIT.failed)
    })
}
