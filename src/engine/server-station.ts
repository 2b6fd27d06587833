import { EntryHeap } from './entry-heap.ts'
import { ExactSum } from './exact-sum.ts'
import { ALWAYS_OPEN, type OpeningHours } from './opening-hours.ts'
import { NEVER } from './time.ts'
import { WaitingLine } from './waiting-line.ts'

/**
 * A station with servers: customers are served first come, first served, one server each, in opening hours. A service
 * that has started finishes after closing; who still waits then waits for the next opening, or leaves.
 *
 * The station is passive: its driver keeps simulated time and asks `peek` for the station's next event and `step` to
 * make it happen, which leaves it in `event`, `customer` and `wait`:
 *
 *     while (station.peek() <= now) { station.step(); handle(station.event, station.customer) }
 *     station.arrive(now, customer, service)
 *
 * At one instant services end (by customer number) before others start. A customer who finds a free server starts in an
 * event at that same instant. Nothing may be left behind: calls at a time after `peek()` are an error. Times are integer
 * ms. An event costs O(log servers).
 */
export class ServerStation {
  /** The last event: a service started or ended. */
  event: 'start' | 'end' = 'start'
  /** Whose it was. */
  customer = -1
  /** How long that customer waited, ms; 0 for an end. */
  wait = 0

  /** Counts since time 0: services started, services ended, customers who left the line. */
  started = 0
  served = 0
  left = 0
  /** Services that started later than their customer came. */
  delayed = 0
  longestWait = 0
  /** The longest line that lasted; one that is gone within its ms does not count. */
  longestQueue = 0
  /** Time that customers spent in the line before they were served, or left; ms. */
  readonly waitTime = new ExactSum()
  readonly lostTime = new ExactSum()
  /** Integrals up to `time` of the customers waiting and of the servers busy; customer-ms. */
  readonly queueTime = new ExactSum()
  readonly busyTime = new ExactSum()

  private readonly servers: number
  private readonly hours: OpeningHours
  private readonly line = new WaitingLine()
  private readonly inService = new EntryHeap()
  private nextStart = NEVER
  private clock = 0

  /** @throws RangeError if `servers` is not a positive integer */
  constructor(servers: number, hours: OpeningHours = ALWAYS_OPEN) {
    if (!(Number.isInteger(servers) && servers > 0)) throw new RangeError(`${servers} servers: not a positive integer`)
    this.servers = servers
    this.hours = hours
  }

  /** The time up to which everything has happened. */
  get time(): number {
    return this.clock
  }

  /** Customers in the line. */
  get waiting(): number {
    return this.line.length
  }

  /** Servers at work. */
  get busy(): number {
    return this.inService.size
  }

  /** Puts a customer (a 31-bit number) in the line and returns the ticket to `leave` with; the service takes `service` ms. */
  arrive(time: number, customer: number, service: number): number {
    if ((customer & 0x7fffffff) !== customer) throw new RangeError(`customer ${customer} is not a 31-bit number`)
    if (!(Number.isSafeInteger(service) && service >= 0)) throw new RangeError(`a service cannot take ${service} ms`)
    this.advance(time)
    const ticket = this.line.join(customer, time, service)
    this.schedule()
    return ticket
  }

  /** Takes a customer out of the line; false, and nothing changes, if the service has started or the customer has left. */
  leave(time: number, ticket: number): boolean {
    this.advance(time)
    const arrival = this.line.leave(ticket)
    if (arrival < 0) return false
    this.left++
    this.lostTime.add(1, time - arrival)
    this.schedule()
    return true
  }

  /** Time of the next event; `NEVER` if there is none as long as nobody comes. */
  peek(): number {
    return Math.min(this.inService.firstTime, this.nextStart)
  }

  /** Makes the next event happen. @throws RangeError if there is none */
  step(): void {
    const end = this.inService.firstTime
    if (end <= this.nextStart) this.endService(end)
    else this.startService(this.nextStart)
    this.schedule()
  }

  /** Lets time pass without an event, as at the end of an interval of measurement. @throws RangeError if one is due before `time` */
  advance(time: number): void {
    if (!(time >= this.clock && time <= this.peek() && Number.isSafeInteger(time))) {
      throw new RangeError(`time ${time} is not an integer between ${this.clock} and the next event at ${this.peek()}`)
    }
    if (time > this.clock) this.longestQueue = Math.max(this.longestQueue, this.line.length)
    this.queueTime.add(this.line.length, time - this.clock)
    this.busyTime.add(this.inService.size, time - this.clock)
    this.clock = time
  }

  private endService(time: number): void {
    this.advance(time)
    this.event = 'end'
    this.customer = this.inService.firstId
    this.wait = 0
    this.served++
    this.inService.pop()
  }

  private startService(time: number): void {
    this.advance(time)
    this.event = 'start'
    this.customer = this.line.customer
    this.wait = time - this.line.arrival
    this.started++
    if (this.wait > 0) this.delayed++
    this.longestWait = Math.max(this.longestWait, this.wait)
    this.waitTime.add(1, this.wait)
    this.inService.push(time + this.line.service, this.customer)
    this.line.shift()
  }

  private schedule(): void {
    const possible = this.line.length > 0 && this.inService.size < this.servers
    this.nextStart = possible ? this.hours.nextOpen(this.clock) : NEVER
  }
}
