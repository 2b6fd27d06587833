import type { Command } from '@commander-js/extra-typings'
import type { Io } from './io.ts'
import type { ScenarioRequest } from './load-request.ts'
import { collectAssignment, parseMemory } from './options.ts'

const EXAMPLES = `
Examples:
  handover explain plan.yaml --device 1234             the device with this number in devices.csv
  handover explain plan.yaml --device kiosks/7         the seventh device of a cohort
  handover explain plan.yaml --device kiosks/7 --set support.leadTime=1d
  handover explain plan.yaml --device 1234 --all       every check-in, every cause over time
  handover explain plan.yaml --device 1234 --json | jq .gaps
  generate-plan | handover explain - --device 1 --quiet

To find devices worth it: handover run plan.yaml --devices, then sort devices.csv by its gaps or by main_cause.`

/** What the command line asks for. */
export interface ExplainRequest extends ScenarioRequest {
  readonly device: string
  /** Bytes. */
  readonly maxMemory: number | undefined
  readonly all: boolean
  readonly json: boolean
  readonly quiet: boolean
}

/** Adds `handover explain`: one device's story. */
export function addExplain(program: Command, io: Io): void {
  program
    .command('explain')
    .summary("tell one device's story")
    .description(
      "Tells one device's story: what happens to it and by which rule, when each gap opens and closes and why, and what would have helped.",
    )
    .argument('<scenario>', 'scenario file, YAML or JSON; - for standard input')
    .requiredOption('-d, --device <id>', 'its number in devices.csv, or <cohort>/<number in the cohort>, both from 1')
    .option('--seed <seed>', "use this seed instead of the scenario's")
    .option('--set <path=value>', 'override a field of the scenario; may be repeated', collectAssignment)
    .option('--all', 'tell every step and every change of cause, routine too')
    .option('--max-memory <size>', 'where all devices must be simulated: refuse to take more, e.g. 8GiB', parseMemory)
    .option('--json', 'print one JSON object: device, steps (all of them), gaps, advice')
    .option('-q, --quiet', 'no notes and no progress, nothing but the story')
    .addHelpText('after', EXAMPLES)
    .action(async (scenario, options) => {
      const { device, seed, set = [], maxMemory, all = false, json = false, quiet = false } = options
      const { explainDevice } = await import('./explain-device.ts')
      await explainDevice({ scenario, device, seed, set, maxMemory, all, json, quiet }, io)
    })
}
