import type { Trigger } from '../../src/model/vocabulary.ts'
import type { Device } from './fleet.ts'
import { count, travel } from './push.ts'
import type { Simulation } from './simulation.ts'

interface Waiting {
  readonly device: Device
  readonly leave: () => void
}

/** Sends pushes in batches: those of a line in its order, or one to each of some devices of a pool. */
export class PushStation {
  readonly isPool: boolean
  /** The part of the time from each tick to the next in which it would send what it sends. */
  readonly spells: (readonly [from: number, to: number])[] = []
  private line: Waiting[] = []
  private readonly sim: Simulation
  private readonly batch: number
  private readonly every: number
  private readonly order: 'queue' | 'fixed' | 'random'

  constructor(sim: Simulation, { batch, every, order }: { batch: number; every: number; order: PushStation['order'] }) {
    this.sim = sim
    this.batch = batch
    this.every = every
    this.order = order
    this.isPool = order !== 'queue'
  }

  start(): void {
    this.planTick(1)
  }

  get waiting(): number {
    return this.isPool ? this.sim.fleet.devices.filter(({ pooled }) => pooled !== null).length : this.line.length
  }

  /** An attempt waits for its turn. */
  wait(device: Device, leave: () => void): void {
    this.line.push({ device, leave })
  }

  /** The device gets pushes until it checks in. */
  pool(device: Device, trigger: Trigger): void {
    device.pooled ??= trigger
  }

  checkedIn(device: Device): void {
    this.take(device, 'coalesced')
  }

  unenrolled(device: Device): void {
    this.take(device, 'expired')
  }

  private take(device: Device, fate: 'coalesced' | 'expired'): void {
    device.pooled = null
    for (const waiting of this.line) if (waiting.device === device) count(this.sim, fate)
    this.line = this.line.filter((waiting) => waiting.device !== device)
  }

  private planTick(tick: number): void {
    this.sim.atStation(tick * this.every, 'grant', () => {
      const sent = this.isPool ? this.serve(tick) : this.advance()
      const { now } = this.sim
      this.spells.push([now, now + Math.floor((this.every * sent) / this.batch + 0.5)])
      this.planTick(tick + 1)
    })
  }

  /** Returns how many pushes it has sent. */
  private advance(): number {
    let left = this.batch
    while (left > 0 && this.line.length > 0) {
      const { device, leave } = this.line.shift()!
      if (this.sim.isCutOff(device)) {
        count(this.sim, 'suppressed')
        continue
      }
      left--
      leave()
    }
    return this.batch - left
  }

  private serve(tick: number): number {
    const { sim } = this
    const { loss, latency } = sim.scenario.push
    const rank = (device: Device) => (this.order === 'fixed' ? device.number : device.draws.uniform('poolOrder', tick))
    const pooled = sim.fleet.devices.filter((device) => device.pooled !== null)
    let left = this.batch
    for (const device of pooled.sort((a, b) => rank(a) - rank(b))) {
      if (sim.isCutOff(device)) {
        if (left === 0 && this.order === 'fixed') continue
        count(sim, 'due')
        count(sim, 'suppressed')
        device.pooled = null
        continue
      }
      if (left === 0) continue
      left--
      count(sim, 'due')
      const isLost = device.draws.happens(loss, 'poolLoss', tick)
      travel(sim, device, device.pooled!, isLost, device.draws.duration(latency, 'poolLatency', tick))
    }
    return this.batch - left
  }
}
