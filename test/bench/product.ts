import { join } from 'node:path'
import type { Measurement } from './measurement.ts'
import { runProcess } from './run-process.ts'
import type { Statistics } from './statistics.ts'

/** The part of what `handover run --json` prints that is read here. */
interface Printed {
  readonly summary: {
    readonly fleet: { readonly devices: number }
    readonly handover: { readonly timeTo: readonly { readonly percent: number; readonly hours: number | null }[] }
    readonly gaps: readonly { readonly gap: string; readonly deviceHours: number }[]
    readonly load: { readonly checkins: number }
  }
  readonly performance: {
    readonly events: number
    readonly engineSeconds: number
    readonly wallSeconds: number
    readonly workers: number
    readonly peakMemoryMiB: number
  }
}

export interface ProductRun extends Measurement {
  readonly statistics: Statistics
  readonly memoryMiB: number
  readonly workers: number
}

const BASE_MODEL = join(import.meta.dirname, 'base-model.yaml')
const FULL_MODEL = join(import.meta.dirname, '../../scenarios/hybrid-to-intune.yaml')
/** Devices of each cohort of the full model, of 15 400. */
const FULL_COHORTS = { 'field-phones': 6000, 'office-laptops': 9000, kiosks: 400 }
/** Exit codes of a run that succeeded: done, a threshold undecided or breached. */
const SUCCEEDED = [0, 98, 99]

/** The program as its users run it: one process per run, with its files. */
export class Product {
  private readonly command: string
  private readonly out: string

  /** @param out folder for the outputs, which each run replaces */
  constructor(command: string, out: string) {
    this.command = command
    this.out = out
  }

  baseModel(devices: number, ...options: readonly string[]): Promise<ProductRun> {
    return this.run(BASE_MODEL, '--set', `fleet.devices.devices=${devices}`, ...options)
  }

  /** The shipped scenario with waves, licences, kiosks, profiles and support, its cohorts scaled alike. */
  fullModel(devices: number, ...options: readonly string[]): Promise<ProductRun> {
    const total = Object.values(FULL_COHORTS).reduce((sum, each) => sum + each)
    const sizes = Object.entries(FULL_COHORTS).flatMap(([cohort, share]) => [
      '--set',
      `fleet.${cohort}.devices=${Math.round((devices * share) / total)}`,
    ])
    return this.run(FULL_MODEL, ...sizes, ...options)
  }

  async run(scenario: string, ...options: readonly string[]): Promise<ProductRun> {
    const args = ['run', scenario, '--out', join(this.out, 'run'), '--json', ...options]
    const { code, stdout, stderr, wallSeconds, cpuSeconds } = await this.start(...args)
    if (!SUCCEEDED.includes(code)) throw new Error(`handover ${args.join(' ')} exits with ${code}\n${stderr}`)
    const { summary, performance } = JSON.parse(stdout) as Printed
    const management = summary.gaps.find(({ gap }) => gap === 'management')
    const times = summary.handover.timeTo.filter(({ percent }) => percent < 100)
    return {
      devices: summary.fleet.devices,
      events: performance.events,
      loopSeconds: performance.engineSeconds,
      wallSeconds,
      cpuSeconds,
      memoryMiB: performance.peakMemoryMiB,
      workers: performance.workers,
      statistics: {
        devices: summary.fleet.devices,
        events: performance.events,
        checkins: summary.load.checkins,
        gapHours: management?.deviceHours ?? Number.NaN,
        timeTo: new Map(times.map(({ percent, hours }) => [percent, hours ?? Number.NaN])),
      },
    }
  }

  start(...args: readonly string[]) {
    return runProcess(process.execPath, [this.command, ...args])
  }

  /** Whether this version takes more than one worker. */
  async hasWorkers(): Promise<boolean> {
    const { code } = await this.start('run', BASE_MODEL, '--out', join(this.out, 'run'), '--quiet', '--workers', '2')
    return SUCCEEDED.includes(code)
  }
}
