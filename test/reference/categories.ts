import { afterWork, openHours } from './arrivals.ts'
import type { Device } from './fleet.ts'
import { push } from './push.ts'
import type { Simulation } from './simulation.ts'

const HOUR = 3_600_000

/** One person who puts devices into their categories by hand, one after the other, in working hours. */
export class CategoryDesk {
  waiting = 0
  /** The times at work. */
  readonly spells: (readonly [from: number, to: number])[] = []
  private free = 0
  private readonly sim: Simulation

  constructor(sim: Simulation) {
    this.sim = sim
  }

  /** Work that has been asked for is done, whether or not the device still needs it. */
  queue(device: Device): void {
    const { sim } = this
    const { ratePerHour, hours } = sim.scenario.categories
    const begins = nextOpening(hours, Math.max(sim.now, this.free))
    this.free = afterWork(hours, begins, Math.floor(HOUR / ratePerHour + 0.5))
    this.spells.push(...openHours(hours, begins, this.free))
    if (begins > sim.now) {
      this.waiting++
      sim.atStation(begins, 'grant', () => this.waiting--)
    }
    const { epoch } = device
    sim.at(this.free, 'grant', device, () => {
      if (device.epoch !== epoch) return
      device.category = 'kept'
      push(sim, device, sim.messages.category, false)
    })
  }
}

function nextOpening(hours: Parameters<typeof afterWork>[0], time: number): number {
  const window = hours?.find(([, to]) => to > time)
  if (window !== undefined) return Math.max(time, window[0])
  return hours === null ? time : Number.POSITIVE_INFINITY
}

/** The first check-in after the change shows that the device has lost its category. */
export function askForCategory(sim: Simulation, device: Device): void {
  if (device.category !== 'lost') return
  device.category = 'queued'
  sim.categoryDesk.queue(device)
}
