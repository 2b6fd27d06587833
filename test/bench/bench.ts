/** `npm run bench`: what the program costs, beside others that do the same. See README.md. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { columns } from '../../src/report/text-block.ts'
import { describeMachine, load } from './machine.ts'
import { type Options, readOptions, USAGE } from './options.ts'
import { plot } from './plot.ts'
import { Product } from './product.ts'
import { prepareReferences } from './references.ts'
import type { Bench, Section, Target } from './section.ts'
import { measureCalendar } from './sections/calendar.ts'
import { type Cell, measureModels, modelsSection, secondsPerDevice } from './sections/models.ts'
import { measureScaling } from './sections/scaling.ts'
import { measureStartUp } from './sections/start-up.ts'

const tell = (line: string): void => void process.stdout.write(`${line}\n`)

/** A line that the next one replaces, on a terminal only. */
function progress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`)
}

function printSection({ title, head, rows, notes }: Section): void {
  progress('')
  const aligned = head.map((_, i) => (i === 0 ? ('left' as const) : ('right' as const)))
  tell(['', title, ...columns([head, ...rows], aligned, 2), ...notes.map((note) => `  ${note}`)].join('\n'))
}

function printTargets(targets: readonly Target[]): void {
  if (targets.length === 0) return
  const rows = targets.map(({ name, asked, measured, holds }) => [holds ? 'holds' : 'FAILS', asked, measured, name])
  tell(['', 'Targets', ...columns(rows, ['left', 'right', 'right', 'left'], 2)].join('\n'))
}

function drawModels(cells: readonly Cell[]): string {
  const programs = [...new Set(cells.map(({ program }) => program))]
  const series = programs.map((name) => ({
    name,
    points: cells
      .filter(({ program }) => program === name)
      .map((cell) => ({ x: cell.devices, y: secondsPerDevice(cell) * 1e6 })),
  }))
  return plot({ title: 'Cost of a device for 14 days', x: 'devices', y: 'µs per device (loop)', series })
}

async function measure(bench: Bench): Promise<void> {
  const { options } = bench
  const machine = describeMachine()
  const before = load()
  const began = performance.now()
  tell(
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.platform}, Node ${machine.node}`,
  )
  tell(`commit ${machine.commit}, median of ${options.rounds}, load average before: ${before}`)

  const sections: Section[] = []
  const add = (section: Section): void => {
    printSection(section)
    sections.push(section)
  }
  let cells: readonly Cell[] = []
  if (options.sections.includes('models')) {
    cells = await measureModels(bench, await prepareReferences(bench.scratch, tell))
    add(modelsSection(cells))
    writeFileSync(join(options.out, 'bench.svg'), drawModels(cells))
  }
  if (options.sections.includes('scaling')) add(await measureScaling(bench, cells))
  if (options.sections.includes('calendar')) add(await measureCalendar(bench))
  if (options.sections.includes('start-up')) add(await measureStartUp(bench))

  const targets = sections.flatMap((section) => section.targets)
  printTargets(targets)
  const after = load()
  const seconds = (performance.now() - began) / 1000
  tell(`\nload average after: ${after}; ${seconds.toFixed(0)} s in all; details in ${options.out}`)
  const { sizes, rounds } = options
  const result = { machine, load: { before, after }, seconds, sizes, rounds, sections, targets }
  writeFileSync(join(options.out, 'bench.json'), `${JSON.stringify(result, null, 2)}\n`)
}

async function main(options: Options): Promise<void> {
  if (!existsSync(options.command)) throw new Error(`${options.command} is missing: npm run build`)
  mkdirSync(options.out, { recursive: true })
  const scratch = mkdtempSync(join(tmpdir(), 'handover-bench-'))
  try {
    await measure({ options, product: new Product(options.command, scratch), scratch, progress, tell })
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

try {
  const args = process.argv.slice(2)
  if (args.includes('--help')) tell(USAGE)
  else await main(readOptions(args))
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
