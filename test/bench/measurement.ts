import { median } from './statistics.ts'

/** What one run of one program cost. */
export interface Measurement {
  readonly devices: number
  readonly events: number
  /** Of the simulation alone, by the program's own clock. */
  readonly loopSeconds: number
  /** Of the whole process, from outside. */
  readonly wallSeconds: number
  readonly cpuSeconds: number
}

/** The median of each figure over the rounds; events are the same in all of them. */
export function medians(runs: readonly Measurement[]): Measurement {
  const of = (figure: (run: Measurement) => number) => median(runs.map(figure))
  return {
    devices: runs[0]!.devices,
    events: runs[0]!.events,
    loopSeconds: of((run) => run.loopSeconds),
    wallSeconds: of((run) => run.wallSeconds),
    cpuSeconds: of((run) => run.cpuSeconds),
  }
}
