import { basename } from 'node:path'
import type { Command } from '@commander-js/extra-typings'
import type { Io } from './io.ts'
import { shellWords } from './shell-words.ts'

const EXAMPLES = `
Examples:
  handover init                write scenario.yaml
  handover init my-plan        write my-plan.yaml`

/** Adds `handover init`: a commented scenario to start from. */
export function addInit(program: Command, io: Io): void {
  program
    .command('init')
    .summary('write a commented scenario to start from')
    .description('Writes a commented scenario to start from. A file that exists is left alone.')
    .argument('[name]', 'name of the file, without .yaml', 'scenario')
    .addHelpText('after', EXAMPLES)
    .action(async (name) => {
      const [{ starterScenario }, { writeNewFile }] = await Promise.all([
        import('../scenario/starter.ts'),
        import('../export/write-new-file.ts'),
      ])
      const path = /\.ya?ml$/.test(name) ? name : `${name}.yaml`
      await writeNewFile(path, starterScenario(basename(path).replace(/\.ya?ml$/, '')))
      io.stderr.write(`Wrote ${path}. Next: handover run ${shellWords([path])}\n`)
    })
}
