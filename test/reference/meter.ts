import type { Scenario } from '../../src/scenario/scenario.ts'

/** The mean of a level in each bucket. */
export class Meter {
  private readonly sums: number[] = []
  private readonly bucket: number
  private readonly horizon: number
  private level = 0
  private since = 0

  constructor({ bucket, horizon }: Scenario) {
    this.bucket = bucket
    this.horizon = horizon
  }

  set(level: number, now: number): void {
    for (let time = this.since; time < now; ) {
      const bucket = Math.floor(time / this.bucket)
      const end = Math.min((bucket + 1) * this.bucket, now)
      this.sums[bucket] = (this.sums[bucket] ?? 0) + this.level * (end - time)
      time = end
    }
    this.level = level
    this.since = now
  }

  add(change: number, now: number): void {
    this.set(this.level + change, now)
  }

  means(): number[] {
    this.set(this.level, this.horizon)
    return Array.from({ length: Math.ceil(this.horizon / this.bucket) }, (_, i) => {
      const length = Math.min(this.bucket, this.horizon - i * this.bucket)
      return (this.sums[i] ?? 0) / length
    })
  }
}
