import type { Command } from '@commander-js/extra-typings'
import { EXIT } from './exit-codes.ts'
import type { Io } from './io.ts'
import { parseMemory } from './options.ts'
import type { Finish } from './program.ts'

const EXAMPLES = `
Examples:
  handover verify output/hybrid-to-intune
  handover verify output/hybrid-to-intune --json

It exits with 1 if anything differs, and with 65 if the folder is no finished result.`

/** Adds `handover verify`: replay a finished output folder from its manifest and compare. */
export function addVerify(program: Command, io: Io, finish: Finish): void {
  program
    .command('verify')
    .summary('replay a finished output folder and compare it')
    .description(
      'Checks the files of an output folder against its manifest, simulates its scenario again and compares.',
    )
    .argument('<dir>', 'output folder')
    .option(
      '--max-memory <size>',
      'refuse to take more memory, e.g. 8GiB (default: 75 % of what there is)',
      parseMemory,
    )
    .option('--json', 'print one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(async (dir, { json = false, maxMemory }) => {
      const { verifyFolder } = await import('./verify-folder.ts')
      finish((await verifyFolder(dir, { json, maxMemory }, io)) ? EXIT.done : EXIT.failed)
    })
}
