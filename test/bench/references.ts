import { join } from 'node:path'
import { bundle } from './bundle.ts'
import type { Measurement } from './measurement.ts'
import { runProcess, succeeds } from './run-process.ts'
import type { Spread, Statistics } from './statistics.ts'

export interface ReferenceRun extends Measurement {
  readonly statistics: Statistics
  readonly spread: Spread
}

/** A program in `references/`, ready to run. */
export interface Reference {
  readonly name: string
  /** Above this size it is not run, unless everything is asked for: it would take most of the benchmark's time. */
  readonly largest: number
  readonly largestInFull: number
  run(devices: number): Promise<ReferenceRun>
}

/** What every reference prints. */
interface Printed {
  readonly devices: number
  readonly seconds: number
  readonly events: number
  readonly eventsSquared: number
  readonly checkins: number
  readonly checkinsSquared: number
  readonly gapMs: number
  readonly gapMsSquared: number
  readonly timeToMinutes: Readonly<Record<string, number>>
}

const HOUR_MS = 3_600_000
const SOURCES = join(import.meta.dirname, 'references')
const COMPILERS = ['g++', 'clang++']
/** Distributions install SimPy for their own Python, which need not be the first one. */
const PYTHONS = ['python3', '/usr/bin/python3']

export const PLAIN_CPP = 'C++, plain loop'
export const SIMPY = 'SimPy'

/** Builds the references that this machine can run; tells of each other one why not. */
export async function prepareReferences(folder: string, tell: (line: string) => void): Promise<readonly Reference[]> {
  const references: Reference[] = []
  const add = (name: string, largest: number, largestInFull: number, command: string, args: readonly string[]) =>
    references.push({ name, largest, largestInFull, run: (devices) => runReference(command, [...args, `${devices}`]) })

  const program = join(folder, 'plain-loop')
  if (await compile(join(SOURCES, 'plain-loop.cpp'), program)) add(PLAIN_CPP, 1e7, 1e7, program, [])
  else tell(`${PLAIN_CPP}: skipped, there is no C++ compiler (${COMPILERS.join(', ')})`)

  add('JavaScript, plain loop', 1e6, 1e7, process.execPath, [await bundle('references/plain-loop.ts', folder)])
  add('JavaScript, one heap', 1e5, 1e6, process.execPath, [await bundle('references/global-heap.ts', folder)])

  const python = await firstThat(PYTHONS, (each) => succeeds(each, ['-c', 'import simpy']))
  if (python !== undefined) add(SIMPY, 1e4, 1e5, python, [join(SOURCES, 'processes.py')])
  else tell(`${SIMPY}: skipped, there is no Python with the package simpy (Debian: python3-simpy3)`)
  return references
}

async function compile(source: string, program: string): Promise<boolean> {
  const args = ['-O3', '-march=native', '-std=c++20', source, '-o', program]
  return (await firstThat(COMPILERS, (compiler) => succeeds(compiler, args))) !== undefined
}

async function firstThat(candidates: readonly string[], holds: (one: string) => Promise<boolean>) {
  for (const candidate of candidates) if (await holds(candidate)) return candidate
  return undefined
}

async function runReference(command: string, args: readonly string[]): Promise<ReferenceRun> {
  const { code, stdout, stderr, wallSeconds, cpuSeconds } = await runProcess(command, args)
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} exits with ${code}\n${stderr}`)
  const printed = JSON.parse(stdout) as Printed
  const { devices, events, checkins, gapMs, timeToMinutes } = printed
  const times = Object.entries(timeToMinutes).map(([percent, minutes]) => [Number(percent), minutes / 60] as const)
  const deviation = (sum: number, squares: number) => Math.sqrt(squares / devices - (sum / devices) ** 2)
  return {
    ...{ devices, events, loopSeconds: printed.seconds, wallSeconds, cpuSeconds },
    statistics: { devices, events, checkins, gapHours: gapMs / HOUR_MS, timeTo: new Map(times) },
    spread: {
      events: deviation(events, printed.eventsSquared),
      checkins: deviation(checkins, printed.checkinsSquared),
      gapHours: deviation(gapMs, printed.gapMsSquared) / HOUR_MS,
    },
  }
}
