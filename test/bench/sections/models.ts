import { interleave } from '../interleave.ts'
import { type Measurement, medians } from '../measurement.ts'
import type { ProductRun } from '../product.ts'
import { PLAIN_CPP, type Reference, type ReferenceRun, SIMPY } from '../references.ts'
import { atLeast, atMost, type Bench, digits, power, type Section, type Target } from '../section.ts'
import { disagreements } from '../statistics.ts'

export const BASE = 'handover, base model'
export const FULL = 'handover, full model'

/** The medians of one program at one size. */
export interface Cell extends Measurement {
  readonly program: string
  /** Largest of the rounds, where the program tells. */
  readonly memoryMiB: number | null
}

/** The base model by the product and the references side by side, and the full model, at every size. */
export async function measureModels(bench: Bench, references: readonly Reference[]): Promise<readonly Cell[]> {
  const cells: Cell[] = []
  for (const size of bench.options.sizes) {
    const largest = (each: Reference) => (bench.options.full ? each.largestInFull : each.largest)
    const taken = references.filter((each) => size <= largest(each))
    const jobs = [
      { name: BASE, run: () => bench.product.baseModel(size, '--workers', '1') },
      { name: FULL, run: () => bench.product.fullModel(size, '--workers', '1') },
      ...taken.map((each) => ({ name: each.name, run: () => each.run(size) })),
    ]
    const samples = await interleave<ProductRun | ReferenceRun>(jobs, bench.options.rounds, (line) =>
      bench.progress(`${power(size)} devices: ${line}`),
    )
    refuseStrangers(jobs, samples)
    cells.push(...jobs.map(({ name }, i) => cellOf(name, samples[i]!)))
  }
  return cells
}

export function modelsSection(cells: readonly Cell[]): Section {
  return {
    title: 'The base model by several programs, and the full model',
    head: [
      'devices, program',
      'M events',
      'loop s',
      'process s',
      'cpu s',
      'M events/s',
      'µs/device',
      '÷ base',
      'cpu ÷ base',
      'MiB',
    ],
    rows: cells.map((cell) => rowOf(cell, baseOf(cells, cell.devices))),
    notes: [
      "loop: the simulation by the program's own clock; process and cpu: the whole process from outside",
      '÷ base: time of the loop per device, divided by that of handover on the base model in the same rounds; cpu ÷ base',
      'likewise, of the whole process: a busy machine changes it less',
    ],
    targets: targetsOf(cells),
    data: cells,
  }
}

/** @throws Error when a reference computes something else than the product: it is no reference then */
function refuseStrangers(
  jobs: readonly { readonly name: string }[],
  samples: readonly (ProductRun | ReferenceRun)[][],
) {
  const ours = samples[0]![0]!.statistics
  for (const [i, { name }] of jobs.entries()) {
    const run = samples[i]![0]!
    const different = 'spread' in run ? disagreements(ours, run.statistics, run.spread) : []
    if (different.length > 0) throw new Error(`${name} computes another model:\n${different.join('\n')}`)
  }
}

function cellOf(program: string, runs: readonly (ProductRun | ReferenceRun)[]): Cell {
  const memory = runs.flatMap((run) => ('memoryMiB' in run ? [run.memoryMiB] : []))
  return { program, ...medians(runs), memoryMiB: memory.length === 0 ? null : Math.max(...memory) }
}

/** The full model rounds its cohorts: its size is near that of the base model. */
function baseOf(cells: readonly Cell[], devices: number): Cell {
  const isNear = (cell: Cell) => Math.abs(cell.devices / devices - 1) < 0.01
  return cells.find((cell) => cell.program === BASE && isNear(cell))!
}

export function secondsPerDevice({ loopSeconds, devices }: Measurement): number {
  return loopSeconds / devices
}

/** Of the whole process. Different sizes do not take turns: processor time hardly depends on what else is running. */
function cpuPerDevice({ cpuSeconds, wallSeconds, devices }: Measurement): number {
  return (Number.isNaN(cpuSeconds) ? wallSeconds : cpuSeconds) / devices
}

function rowOf(cell: Cell, base: Cell): readonly string[] {
  const { program, devices, events, loopSeconds, wallSeconds, cpuSeconds, memoryMiB } = cell
  return [
    `${power(base.devices).padEnd(5)} ${program}`,
    digits(events / 1e6),
    digits(loopSeconds),
    digits(wallSeconds),
    digits(cpuSeconds),
    digits(events / loopSeconds / 1e6),
    digits((loopSeconds / devices) * 1e6),
    digits(secondsPerDevice(cell) / secondsPerDevice(base)),
    digits(cpuSeconds / devices / (base.cpuSeconds / base.devices)),
    memoryMiB === null ? '' : digits(memoryMiB),
  ]
}

function targetsOf(cells: readonly Cell[]): readonly Target[] {
  const last = (program: string) => cells.filter((cell) => cell.program === program).at(-1)
  const targets: Target[] = []
  const simpy = last(SIMPY)
  const base = last(BASE)!
  if (simpy !== undefined) {
    const name = `SimPy at ${power(simpy.devices)} takes, per device, this much cpu of handover at ${power(base.devices)}`
    targets.push(atLeast(name, cpuPerDevice(simpy) / cpuPerDevice(base), 60, ' ×'))
  }
  const cpp = last(PLAIN_CPP)
  if (cpp !== undefined) {
    const same = baseOf(cells, cpp.devices)
    const name = `handover at ${power(cpp.devices)}, whole process with its files, takes this much of the plain C++ loop`
    targets.push(atMost(name, same.wallSeconds / same.devices / (cpp.wallSeconds / cpp.devices), 3.5, ' ×'))
  }
  const full = last(FULL)!
  const perEvent = ({ loopSeconds, events }: Cell) => loopSeconds / events
  const name = `full model at ${power(base.devices)} takes, per event, this much of the base model`
  targets.push(atMost(name, perEvent(full) / perEvent(base), 4, ' ×'))
  return targets
}
