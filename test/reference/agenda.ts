import { PRIORITY } from '../../src/engine/time.ts'

export type Priority = keyof typeof PRIORITY

/** The order of what ends for one device at one instant. */
export const EXPIRY = { push: 0, retention: 1, certificate: 2, record: 3, cleanup: 4, validity: 5, access: 6 }

/** The order of what is broadcast to one device at one instant. */
export const BROADCAST = { wave: 0, tenantSwitch: 1, licence: 4, ready: 5, switchDevices: 7, support: 8, action: 9 }

/** Something that will happen to one device. */
export interface Appointment {
  readonly time: number
  readonly priority: Priority
  /** The device's number in the fleet, from 1; more than all of them what comes last. */
  readonly device: number
  /** Order among the appointments of one device at one instant in one class. */
  readonly order: number
  readonly act: () => void
}

/** Everything that will happen to the whole fleet, in one list: by time, class, device, order and then first come. */
export class Agenda {
  private readonly list: Appointment[] = []

  add(appointment: Appointment): void {
    let low = 0
    let high = this.list.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (comesBefore(appointment, this.list[middle]!)) high = middle
      else low = middle + 1
    }
    this.list.splice(low, 0, appointment)
  }

  get first(): Appointment | undefined {
    return this.list[0]
  }

  shift(): void {
    this.list.shift()
  }
}

function comesBefore(a: Appointment, b: Appointment): boolean {
  if (a.time !== b.time) return a.time < b.time
  if (a.priority !== b.priority) return PRIORITY[a.priority] < PRIORITY[b.priority]
  if (a.device !== b.device) return a.device < b.device
  return a.order < b.order
}
