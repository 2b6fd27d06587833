import { PRIORITY } from '../../src/engine/time.ts'
import type { Cause, State } from '../../src/model/vocabulary.ts'
import { KINDS, type Kind, type Scenario } from '../../src/scenario/scenario.ts'
import { accessCause, reviewAccess } from './access.ts'
import { Agenda, type Priority } from './agenda.ts'
import { Books, lacks } from './books.ts'
import { CategoryDesk } from './categories.ts'
import { isSwitched } from './co-management.ts'
import { APPLE, type Device, type Fleet, makeFleet, waveOf } from './fleet.ts'
import { HelpDesk } from './help-desk.ts'
import { assignLicences } from './licences.ts'
import { type Messages, messagesOf } from './messages.ts'
import { waitsForCategory } from './profiles.ts'
import { PushStation } from './push-station.ts'
import { CertificateIssuer } from './scep.ts'
import { assignWaves } from './waves.ts'

/** Later than every device at one instant in one class. */
const LATER = 1e9

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
  readonly pushStation: PushStation | null
  readonly issuer: CertificateIssuer | null
  readonly helpDesk: HelpDesk | null
  readonly categoryDesk: CategoryDesk

  constructor(scenario: Scenario) {
    this.scenario = scenario
    this.fleet = makeFleet(scenario)
    assignWaves(scenario, this.fleet)
    assignLicences(scenario, this.fleet)
    this.messages = messagesOf(scenario)
    this.books = new Books(scenario)
    const { push, scep } = scenario.stations
    this.pushStation = push && new PushStation(this, push)
    this.issuer = scep && new CertificateIssuer(scep.ratePerMinute)
    this.helpDesk = scenario.helpDesk && new HelpDesk(this, scenario.helpDesk)
    this.categoryDesk = new CategoryDesk(this)
    this.pushStation?.start()
    this.helpDesk?.start()
  }

  /** Plans something for a device; what lies before the start is past. */
  at(time: number, priority: Priority, device: Device, act: () => unknown, order = 0): void {
    if (time < this.now) return
    const actAndSettle = (): void => {
      act()
      this.settle(device)
    }
    this.agenda.add({ time, priority, device: device.number, order, act: actAndSettle })
  }

  /** Plans something for a station, after all devices. */
  atStation(time: number, priority: Priority, act: () => void): void {
    if (time >= this.now) this.agenda.add({ time, priority, device: LATER, order: 0, act })
  }

  /** Plans something for the help desk, after all devices. */
  atDesk(time: number, priority: Priority, device: Device, act: () => unknown): void {
    const actAndSettle = (): void => {
      act()
      this.settle(device)
    }
    this.agenda.add({ time, priority, device: LATER + device.number, order: 0, act: actAndSettle })
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
      for (; bucket * scenario.bucket < time; bucket++) {
        books.takeStock(bucket, fleet.devices)
        this.takeQueues(bucket)
      }
      if (next === undefined || next.time >= scenario.horizon) break
      agenda.shift()
      // What comes of a later class is noted with it.
      books.rank = Math.max(next.time === this.now ? books.rank : 0, PRIORITY[next.priority])
      this.now = next.time
      next.act()
    }
    books.close(scenario.horizon)
    this.reportStations()
  }

  /** Brings the books of a device up to date with what has just happened to it. */
  settle(device: Device): void {
    const { books, now } = this
    if (!device.arrived) return
    books.showState(now, device, this.stateOf(device))
    const hasNew = device.authority === 'registered' || device.authority === 'managed_new'
    if (hasNew !== (device.moves.length % 2 === 1)) device.moves.push(now)
    reviewAccess(this, device)
    const protection = this.protectionCause(device)
    const management = this.managementCause(device)
    const access = device.access.blocked ? (management ?? accessCause(this, device)) : null
    books.setGap(now, device, 'management', management)
    books.setGap(now, device, 'protection', protection)
    books.setGap(now, device, 'access', access)
    this.helpDesk?.review(device, protection !== null || access !== null)
  }

  private takeQueues(bucket: number): void {
    this.books.setQueue('push', bucket, this.pushStation?.waiting ?? 0)
    this.books.setQueue('scep', bucket, this.issuer?.waiting ?? 0)
    this.books.setQueue('help_desk', bucket, this.helpDesk?.line.length ?? 0)
    this.books.setQueue('categories', bucket, this.categoryDesk.waiting)
  }

  private reportStations(): void {
    const { scenario, books } = this
    const { bucket, horizon, stations } = scenario
    const buckets = Array.from(
      { length: Math.ceil(horizon / bucket) },
      (_, i) => [i * bucket, Math.min((i + 1) * bucket, horizon)] as const,
    )
    const share = (times: readonly number[], capacity: (from: number, to: number) => number) =>
      buckets.map(([from, to]) => {
        const most = capacity(from, to)
        return most === 0 ? 0 : times.filter((time) => time >= from && time < to).length / most
      })
    const used = (spells: readonly (readonly [number, number])[]) =>
      buckets.map(([from, to]) => {
        const times = spells.map(([begin, end]) => Math.max(0, Math.min(end, to) - Math.max(begin, from)))
        return times.reduce((sum, time) => sum + time, 0) / (to - from)
      })
    const { push, scep } = stations
    if (push !== null) {
      books.setBusy('push', used(this.pushStation!.spells))
    }
    if (scep !== null) {
      const { granted } = this.issuer!
      books.setBusy(
        'scep',
        share(granted, (from, to) => (scep.ratePerMinute * (to - from)) / 60_000),
      )
    }
    if (this.helpDesk !== null) books.setBusy('help_desk', this.helpDesk.meter.means())
    books.setBusy('categories', used(this.categoryDesk.spells))
  }

  /** When the new settings of a kind are ready for a device. */
  readyAt(device: Device, kind: Kind): number {
    const { settingsReady } = this.scenario.change
    return settingsReady[waveOf(device) ?? settingsReady.length - 1]![kind]
  }

  /** Whether Apple's push service does not serve the device. */
  isCutOff({ cohort, enrolled, tenantCertified, tenantTopic, topic }: Device): boolean {
    return enrolled && APPLE.includes(cohort.platform) && !(tenantCertified && tenantTopic === topic)
  }

  /** The state that a device shows. */
  stateOf(device: Device): State {
    if (['removed', 'unenrolled', 'enrolling'].includes(device.authority)) return device.authority
    if (device.expired) return 'identity_expired'
    return this.isCutOff(device) ? 'apns_blocked' : device.authority
  }

  private managementCause(device: Device): Cause | null {
    const shown = this.stateOf(device)
    if (['managed_old', 'registered', 'managed_new'].includes(shown)) return null
    const isOut = shown === 'unenrolled' || shown === 'enrolling'
    if (shown === 'removed') return device.deleted ? 'retired' : 'removed'
    if (isOut && device.retired) return 'retired'
    if (shown === 'identity_expired') return 'identity-certificate'
    if (device.attendance.never) return 'never-online'
    if (device.stranded) return 'stranded'
    if (device.authority === 'needs_ticket') return 'ticket'
    if (device.authority === 'unlicensed') return 'licence'
    if (isOut && device.trouble === 'licence') return 'licence'
    if (isOut && device.trouble === 'other') return 'enrolment-failed'
    if (isOut && device.trouble === 'apns') return 'apns'
    if (isOut || shown === 'orphaned') return 'user-not-enrolled'
    if (shown === 'apns_blocked') return 'apns'
    if (!device.online) return 'offline'
    return device.retriesWaiting > 0 ? 'throttled' : 'awaiting-checkin'
  }

  private protectionCause(device: Device): Cause | null {
    const lacking = KINDS.filter((kind) => lacks(device, kind))
    if (lacking.length === 0) return null
    const management = this.managementCause(device)
    if (management !== null) return management
    const news = lacking.filter(
      (kind) => device.authority !== 'managed_old' && isSwitched(this.scenario, this.now, device, kind),
    )
    if (news.some((kind) => device.rules[kind] === 'unassigned')) return 'not-assigned'
    if (news.some((kind) => this.readyAt(device, kind) > this.now)) return 'settings-late'
    if (news.some((kind) => waitsForCategory(this, device, kind))) return 'category'
    if (lacking.includes('certificate') && device.issuance === 'asked') return 'issuance'
    return device.online ? 'awaiting-checkin' : 'offline'
  }
}
