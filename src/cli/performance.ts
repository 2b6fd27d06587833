/** What a run cost; printed, and never written to the outputs, which are the same on every machine. */
export interface Performance {
  /** Timers handled, stale ones not counted. */
  readonly events: number
  readonly engineSeconds: number
  /** Since the process began. */
  readonly wallSeconds: number
  readonly workers: number
  readonly peakMemoryMiB: number
}

export function measurePerformance(events: number, engineMs: number, workers: number): Performance {
  return {
    events,
    engineSeconds: round(engineMs / 1000),
    wallSeconds: round(performance.now() / 1000),
    workers,
    peakMemoryMiB: round(process.resourceUsage().maxRSS / 1024),
  }
}

function round(value: number): number {
  return Number(value.toFixed(3))
}
