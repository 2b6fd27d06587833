import type { Command } from '@commander-js/extra-typings'
import { EXIT } from './exit-codes.ts'
import type { Io } from './io.ts'
import { collectAssignment } from './options.ts'
import type { Finish } from './program.ts'

const EXAMPLES = `
Examples:
  handover check plan.yaml
  handover check scenarios/*.yaml
  handover check plan.yaml --set change.at=25d
  handover check - --json < plan.yaml

It exits with 65 if there is an error; warnings are risks in a plan that can be run, notes what only people can check.
A scenario silences them by the code in brackets: silence: [long-absences]`

/** Adds `handover check`: every error of scenario files, then the risks in their plans. */
export function addCheck(program: Command, io: Io, finish: Finish): void {
  program
    .command('check')
    .summary('find the mistakes in scenarios and the risks in their plans')
    .description('Finds every mistake in scenario files, with its place, and the risks in plans that can be run.')
    .argument('<scenario...>', 'scenario files, YAML or JSON; - for standard input')
    .option('--set <path=value>', 'override a field; may be repeated', collectAssignment)
    .option('--json', 'print one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(async (scenarios, { json = false, set = [] }) => {
      const { checkFiles } = await import('./check-files.ts')
      finish((await checkFiles(scenarios, { json, set }, io)) > 0 ? EXIT.data : EXIT.done)
    })
}
