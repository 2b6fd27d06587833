import { join } from 'node:path'
import type { Command } from '@commander-js/extra-typings'
import { EXIT } from './exit-codes.ts'
import type { Io } from './io.ts'
import type { ScenarioRequest } from './load-request.ts'
import { collectAssignment, parseCount, parseMemory, parseOne } from './options.ts'
import type { Finish } from './program.ts'
import { slugOf } from './slug.ts'

const EXAMPLES = `
Examples:
  handover run scenarios/hybrid-to-intune.yaml
  handover run plan.yaml --out output/friday --set change.at='4d 18h'
  handover run plan.yaml --seed second-draw --devices
  handover run plan.yaml --json | jq .summary.handover
  generate-plan | handover run - --quiet

It exits with 99 if a threshold of the scenario is breached.`

/** What the command line asks of a run. */
export interface RunRequest extends ScenarioRequest {
  readonly out: string
  readonly workers: number | undefined
  /** Bytes. */
  readonly maxMemory: number | undefined
  readonly devices: boolean
  readonly events: boolean
  readonly json: boolean
  readonly quiet: boolean
}

/** Adds `handover run`: simulate, print the summary, write the output folder. */
export function addRun(program: Command, io: Io, finish: Finish): void {
  program
    .command('run')
    .summary('simulate a scenario')
    .description('Simulates a scenario, prints the summary and writes the output folder.')
    .argument('<scenario>', 'scenario file, YAML or JSON; - for standard input')
    .option('-o, --out <dir>', 'output folder (default: output/<scenario file name>); an earlier result is replaced')
    .option('--seed <seed>', "use this seed instead of the scenario's")
    .option('--replications <n>', 'number of replications; this version runs one', parseOne('replication'), 1)
    .option('--workers <n>', 'simulate with this many threads (default: one per core if the run is long)', parseCount)
    .option(
      '--max-memory <size>',
      'refuse to take more memory, e.g. 8GiB (default: 75 % of what there is)',
      parseMemory,
    )
    .option('--set <path=value>', 'override a field of the scenario; may be repeated', collectAssignment)
    .option('--devices', 'also write devices.csv, a row per device')
    .option('--events', 'also write events.csv, a row per event; large')
    .option('--json', 'print one JSON object instead of the summary')
    .option('-q, --quiet', 'print nothing but errors')
    .addHelpText('after', EXAMPLES)
    .action(async (scenario, options) => {
      const { out, seed, set = [], workers, maxMemory } = options
      const { devices = false, events = false, json = false, quiet = false } = options
      const { runAndWrite } = await import('./run-and-write.ts')
      const folder = out ?? join('output', scenario === '-' ? 'stdin' : slugOf(scenario))
      const breached = await runAndWrite(
        { scenario, out: folder, seed, set, workers, maxMemory, devices, events, json, quiet },
        io,
      )
      finish(breached ? EXIT.breached : EXIT.done)
    })
}
