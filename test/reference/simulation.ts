import type { Cause, State } from '../../src/model/vocabulary.ts'
import { KINDS, type Kind, type Scenario } from '../../src/scenario/scenario.ts'
import { Agenda, type Priority } from './agenda.ts'
import { Books, lacks } from './books.ts'
import { APPLE, type Device, type Fleet, makeFleet, waveOf } from './fleet.ts'
import { type Messages, messagesOf } from './messages.ts'
import { assignWaves } from './waves.ts'

/** What all parts of a life share: the clock, the agenda and the fleet. */
export class Simulation {
  readonly scenario: Scenario
  readonly fleet: Fleet
  readonly messages: Messages
  readonly agenda = new Agenda()
  readonly books: Books
  now = 0
  /** Check-ins admitted in each minute. */
  readonly admitted = new Map<number, number>()

  constructor(scenario: Scenario) {
    this.scenario = scenario
    this.fleet = makeFleet(scenario)
    assignWaves(scenario, this.fleet)
    this.messages = messagesOf(scenario)
    this.books = new Books(scenario)
  }

  /** Plans something for a device; what lies before the start is past. */
  at(time: number, priority: Priority, device: Device, act: () => void, order = 0): void {
    if (time < this.now) return
    this.agenda.add({ time, priority, device: device.number, order, act })
  }

  /** Lets everything happen up to the horizon, and looks at the fleet at the first instant of each bucket. */
  run(): void {
    const { agenda, scenario, fleet, books } = this
    for (const device of fleet.devices) books.open(device, this.stateOf(device))
    for (const device of fleet.devices) this.settle(device)
    let bucket = 0
    for (;;) {
      const next = agenda.first
      const time = Math.min(next?.time ?? scenario.horizon, scenario.horizon)
      for (; bucket * scenario.bucket < time; bucket++) books.takeStock(bucket, fleet.devices)
      if (next === undefined || next.time >= scenario.horizon) break
      agenda.shift()
      this.now = next.time
      next.act()
      this.settle(fleet.devices[next.device - 1]!)
    }
    books.close(scenario.horizon)
  }

  /** Brings the books of a device up to date with what has just happened to it. */
  settle(device: Device): void {
    this.books.showState(this.now, device, this.stateOf(device))
    this.books.setGap(this.now, device, 'management', this.managementCause(device))
    this.books.setGap(this.now, device, 'protection', this.protectionCause(device))
  }

  /** When the new settings of a kind are ready for a device. */
  readyAt(device: Device, kind: Kind): number {
    const { settingsReady } = this.scenario.change
    return settingsReady[waveOf(device) ?? settingsReady.length - 1]![kind]
  }

  /** Whether Apple's push service does not serve the device. */
  isCutOff({ cohort, certified }: Device): boolean {
    return APPLE.includes(cohort.platform) && !certified
  }

  private stateOf(device: Device): State {
    return this.isCutOff(device) ? 'apns_blocked' : device.authority
  }

  private managementCause(device: Device): Cause | null {
    if (['managed_old', 'registered', 'managed_new'].includes(this.stateOf(device))) return null
    if (device.attendance.never) return 'never-online'
    if (device.stranded) return 'stranded'
    if (device.authority === 'needs_ticket') return 'ticket'
    if (device.authority === 'unlicensed') return 'licence'
    if (this.isCutOff(device)) return 'apns'
    if (!device.online) return 'offline'
    return device.retriesWaiting > 0 ? 'throttled' : 'awaiting-checkin'
  }

  private protectionCause(device: Device): Cause | null {
    const lacking = KINDS.filter((kind) => lacks(device, kind))
    if (lacking.length === 0) return null
    const management = this.managementCause(device)
    if (management !== null) return management
    if (lacking.some((kind) => device.rules[kind] === 'unassigned')) return 'not-assigned'
    if (lacking.some((kind) => this.readyAt(device, kind) > this.now)) return 'settings-late'
    return device.online ? 'awaiting-checkin' : 'offline'
  }
}
