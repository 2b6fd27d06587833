const GONE = -1

/**
 * Customers in the order in which they joined, any of whom may leave: a ring of customer, arrival and service time.
 *
 * A customer is known by the ticket drawn on joining: 0, 1, 2, … `join`, `leave` and `shift` take O(1) amortised. A place
 * whose customer left is kept until those before it are gone; the ring doubles when full and never shrinks.
 */
export class WaitingLine {
  private customers = new Int32Array(16)
  private arrivals = new Float64Array(16)
  private services = new Float64Array(16)
  /** Ticket of the first place and of the next to join. */
  private head = 0
  private tail = 0
  private present = 0

  /** Customers in the line. */
  get length(): number {
    return this.present
  }

  /** The first customer; like `arrival` and `service` meaningless when the line is empty. */
  get customer(): number {
    return this.customers[this.head & (this.customers.length - 1)]!
  }

  get arrival(): number {
    return this.arrivals[this.head & (this.customers.length - 1)]!
  }

  get service(): number {
    return this.services[this.head & (this.customers.length - 1)]!
  }

  /** Puts a customer (a 31-bit number) at the end and returns the ticket. */
  join(customer: number, arrival: number, service: number): number {
    if (this.tail - this.head === this.customers.length) this.grow()
    const place = this.tail & (this.customers.length - 1)
    this.customers[place] = customer
    this.arrivals[place] = arrival
    this.services[place] = service
    this.present++
    return this.tail++
  }

  /** Takes the first customer out; the line must not be empty. */
  shift(): void {
    this.head++
    this.present--
    this.skipGone()
  }

  /** Takes the holder of a ticket out and returns the time of arrival; −1 if the holder is not in the line. */
  leave(ticket: number): number {
    if (!(ticket >= this.head && ticket < this.tail)) return GONE
    const place = ticket & (this.customers.length - 1)
    if (this.customers[place] === GONE) return GONE
    this.customers[place] = GONE
    this.present--
    this.skipGone()
    return this.arrivals[place]!
  }

  private skipGone(): void {
    while (this.head < this.tail && this.customer === GONE) this.head++
  }

  private grow(): void {
    const old = this.customers.length
    const customers = new Int32Array(2 * old)
    const arrivals = new Float64Array(2 * old)
    const services = new Float64Array(2 * old)
    for (let ticket = this.head; ticket < this.tail; ticket++) {
      const from = ticket & (old - 1)
      const to = ticket & (2 * old - 1)
      customers[to] = this.customers[from]!
      arrivals[to] = this.arrivals[from]!
      services[to] = this.services[from]!
    }
    this.customers = customers
    this.arrivals = arrivals
    this.services = services
  }
}
