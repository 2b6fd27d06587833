import type { Command } from '@commander-js/extra-typings'
import type { Io } from './io.ts'

const EXAMPLES = `
Examples:
  handover schema > scenario.schema.json

With this first line in a scenario, editors complete and check it:
  # yaml-language-server: $schema=./scenario.schema.json`

/** Adds `handover schema`: the JSON Schema of scenario files. */
export function addSchema(program: Command, io: Io): void {
  program
    .command('schema')
    .summary('print the JSON Schema of scenario files')
    .description('Prints the JSON Schema of scenario files, for editor completion.')
    .addHelpText('after', EXAMPLES)
    .action(async () => {
      const { jsonSchema } = await import('../scenario/schema/json-schema.ts')
      io.stdout.write(`${JSON.stringify(jsonSchema(), null, 2)}\n`)
    })
}
