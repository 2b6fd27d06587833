import type { Cause } from '../../src/model/vocabulary.ts'
import type { HelpDesk as Terms } from '../../src/scenario/scenario.ts'
import { waitForReenrolment } from './actions.ts'
import type { Device } from './fleet.ts'
import { Meter } from './meter.ts'
import { rescue, visitPortal } from './presence.ts'
import type { Simulation } from './simulation.ts'

const ANEW: readonly (Cause | null)[] = ['identity-certificate', 'removed', 'user-not-enrolled', 'enrolment-failed']
const SYNC: readonly (Cause | null)[] = ['offline', 'awaiting-checkin', 'throttled', 'not-compliant', 'access-lag']

/** The people whom users call while they lack protection or access. */
export class HelpDesk {
  readonly line: Device[] = []
  readonly meter: Meter
  private busy = 0
  private readonly sim: Simulation
  private readonly terms: Terms

  constructor(sim: Simulation, terms: Terms) {
    this.sim = sim
    this.terms = terms
    this.meter = new Meter(sim.scenario)
  }

  /** From each opening on the line moves. */
  start(): void {
    for (const [from] of this.terms.hours ?? []) this.sim.atStation(from, 'grant', () => this.serve())
  }

  /** Sees whether the device has a gap that its user notices. */
  review(device: Device, isOpen: boolean): void {
    const { calls } = device
    if (device.user === null || device.attendance.never || isOpen === calls.periodOpen) return
    calls.periodOpen = isOpen
    if (isOpen) {
      calls.answered = 0
      if (calls.state === null) this.planCall(device)
    } else if (calls.state === 'planned') {
      calls.state = null
      calls.turn++
    } else if (calls.state === 'waiting') this.abandon(device)
    else calls.outlived = true
  }

  private planCall(device: Device): void {
    const { calls, draws } = device
    calls.state = 'planned'
    const turn = ++calls.turn
    const time = this.sim.now + draws.duration(this.terms.callAfter, 'callAfter', calls.number)
    this.sim.atDesk(time, 'act', device, () => calls.turn === turn && this.open(device))
  }

  private open(device: Device): void {
    const { sim, terms } = this
    const { calls, draws } = device
    const number = calls.number++
    const turn = ++calls.turn
    calls.state = 'waiting'
    this.enter(device, 'opened')
    this.line.push(device)
    this.serve()
    if (terms.patience === null) return
    sim.atDesk(sim.now + draws.duration(terms.patience, 'callPatience', number), 'expiry', device, () => {
      if (calls.turn !== turn || calls.state !== 'waiting') return
      this.abandon(device)
      this.planCall(device)
    })
  }

  private abandon(device: Device): void {
    this.line.splice(this.line.indexOf(device), 1)
    device.calls.state = null
    this.enter(device, 'abandoned')
  }

  private serve(): void {
    const { sim, terms } = this
    const isOpen = terms.hours === null || terms.hours.some(([from, to]) => from <= sim.now && sim.now < to)
    while (isOpen && this.busy < terms.agents && this.line.length > 0) {
      const device = this.line.shift()!
      device.calls.state = 'served'
      device.calls.outlived = false
      this.changeBusy(1)
      const handling = device.draws.duration(terms.handling, 'callHandling', device.calls.number - 1)
      sim.atDesk(sim.now + handling, 'grant', device, () => this.finish(device))
    }
  }

  private finish(device: Device): void {
    this.changeBusy(-1)
    device.calls.state = null
    this.enter(device, 'closed')
    if (device.calls.periodOpen && !device.calls.outlived) {
      device.calls.answered++
      this.help(device)
      this.sim.settle(device)
    }
    if (device.calls.periodOpen && device.calls.state === null) this.planCall(device)
    this.serve()
  }

  private help(device: Device): void {
    const { sim } = this
    const gaps = sim.books.accounts.get(device)!.gaps
    const cause = gaps.protection.cause ?? gaps.access.cause
    const isOfOtherTopic = device.enrolled && device.tenantCertified && device.tenantTopic !== device.topic
    if (cause === 'stranded') rescue(sim, device)
    else if (ANEW.includes(cause) || (cause === 'apns' && isOfOtherTopic)) waitForReenrolment(sim, device, 'help')
    else if (SYNC.includes(cause)) {
      if (device.calls.answered === 1) visitPortal(sim, device)
      else waitForReenrolment(sim, device, 'help')
    }
  }

  private changeBusy(change: number): void {
    this.busy += change
    this.meter.add(change, this.sim.now)
  }

  private enter(device: Device, event: 'opened' | 'closed' | 'abandoned'): void {
    this.sim.books.note(this.sim.now, device, `call-${event}`)
    this.sim.books.count(`calls_${event}`, this.sim.now)
  }
}
