import { join } from 'node:path'
import { interleave } from '../interleave.ts'
import { medians } from '../measurement.ts'
import type { Product, ProductRun } from '../product.ts'
import { atLeast, atMost, type Bench, digits, power, type Section, type Target } from '../section.ts'
import { BASE, type Cell, FULL, secondsPerDevice } from './models.ts'

/** Below this size a run is over before it is warm. */
const SMALLEST_FLAT = 1e5
const LARGE = 1e6
/** A service that takes 40 minutes for as many check-ins as there are devices; the push of the base model asks for them in one. */
const RATE_PER_DEVICE = 0.025

interface Line {
  readonly what: string
  readonly runs: readonly ProductRun[]
}

/** What a fleet costs as it grows, with a second worker, and when its devices wait for one another. */
export async function measureScaling(bench: Bench, cells: readonly Cell[]): Promise<Section> {
  const workers = await measureWorkers(bench)
  const throttled = await measureThrottled(bench)
  const lines = [...workers, throttled]
  return {
    title: 'Workers, and a service at its limit (base model)',
    head: ['', 'M events', 'engine s', 'process s', 'cpu s', 'M events/s', 'MiB'],
    rows: lines.map(rowOf),
    notes: notesOn(workers),
    targets: [...flatness(cells), ...speedUp(workers), ...throughput(throttled), ...memory(cells)],
    data: lines.map(({ what, runs }) => ({ what, ...medians(runs), memoryMiB: memoryOf(runs) })),
  }
}

async function measureWorkers({ options, product, scratch, progress }: Bench): Promise<readonly Line[]> {
  if (!(await product.hasWorkers())) return []
  const devices = options.quick ? 4e5 : 4e6
  const jobs = [
    ...[1, 2].map((workers) => ({
      name: `${power(devices)} devices, workers: ${workers}`,
      run: () => product.baseModel(devices, '--workers', `${workers}`),
    })),
    { name: `${power(devices)} devices, two processes of half of them`, run: () => runTwo(product, devices, scratch) },
  ]
  const samples = await interleave(jobs, options.rounds, progress)
  return jobs.map(({ name }, i) => ({ what: name, runs: samples[i]! }))
}

/** Half the devices each, at once: what the machine gives to two programs that share nothing. */
async function runTwo(product: Product, devices: number, scratch: string): Promise<ProductRun> {
  const began = performance.now()
  const half = (out: string) => product.baseModel(devices / 2, '--workers', '1', '--out', join(scratch, out))
  const [one, other] = await Promise.all([half('one'), half('other')])
  return {
    ...one,
    devices,
    events: one.events + other.events,
    loopSeconds: Math.max(one.loopSeconds, other.loopSeconds),
    wallSeconds: (performance.now() - began) / 1000,
    // Each counts the other's processor time.
    cpuSeconds: Number.NaN,
    memoryMiB: one.memoryMiB + other.memoryMiB,
  }
}

/** It runs once unless everything is asked for: it is long. */
async function measureThrottled({ options, product, progress }: Bench): Promise<Line> {
  const devices = options.quick ? 1e5 : LARGE
  const rate = devices * RATE_PER_DEVICE
  const run = () => product.baseModel(devices, '--set', `stations.service.ratePerMinute=${rate}`, '--workers', '1')
  const what = `${power(devices)} devices, ${rate} check-ins a minute`
  const [runs] = await interleave([{ name: what, run }], options.full ? options.rounds : 1, progress)
  return { what, runs: runs! }
}

function rowOf({ what, runs }: Line): readonly string[] {
  const { events, loopSeconds, wallSeconds, cpuSeconds } = medians(runs)
  const figures = [events / 1e6, loopSeconds, wallSeconds, cpuSeconds, events / loopSeconds / 1e6, memoryOf(runs)]
  return [what, ...figures.map(digits)]
}

function memoryOf(runs: readonly ProductRun[]): number {
  return Math.max(...runs.map(({ memoryMiB }) => memoryMiB))
}

function notesOn(workers: readonly Line[]): readonly string[] {
  const [one, , apart] = workers.map(({ runs }) => medians(runs).wallSeconds)
  if (one === undefined || apart === undefined) return ['two workers: not measured, this version has one']
  return [`for comparison: two processes that share nothing are ${digits(one / apart)} × as fast as one`]
}

function flatness(cells: readonly Cell[]): readonly Target[] {
  const base = cells.filter(({ program, devices }) => program === BASE && devices >= SMALLEST_FLAT)
  if (base.length < 2) return []
  const costs = base.map(secondsPerDevice)
  const spread = (Math.max(...costs) / Math.min(...costs) - 1) * 100
  const sizes = `${power(base[0]!.devices)} to ${power(base.at(-1)!.devices)}`
  return [atMost(`engine seconds per device differ from ${sizes} by`, spread, 15, ' %')]
}

function speedUp(lines: readonly Line[]): readonly Target[] {
  const [one, two] = lines.map(({ runs }) => medians(runs))
  if (one === undefined || two === undefined) return []
  const name = `two workers at ${power(one.devices)} are faster than one, whole process`
  return [atLeast(name, one.wallSeconds / two.wallSeconds, 1.7, ' ×')]
}

function throughput({ what, runs }: Line): readonly Target[] {
  const { devices, events, loopSeconds } = medians(runs)
  return devices < LARGE ? [] : [atLeast(`throttled: ${what}`, events / loopSeconds / 1e6, 4, ' M events/s')]
}

function memory(cells: readonly Cell[]): readonly Target[] {
  return cells
    .filter(({ program, devices }) => (program === BASE || program === FULL) && Math.abs(devices / LARGE - 1) < 0.01)
    .map(({ program, memoryMiB }) => atMost(`${program} at ${power(LARGE)}: peak memory`, memoryMiB ?? 0, 300, ' MiB'))
}
