/** One unit of the high word; sums of that many milliseconds stay exact in a double with room to spare. */
const CARRY = 2 ** 50

/**
 * Sums of whole numbers beyond 2⁵³, by slot: ten million devices over two weeks are more milliseconds than a double can
 * count. Exact, so that partial sums merge in any order.
 */
export class ExactSums {
  readonly low: Float64Array
  readonly high: Float64Array

  constructor(slots: number) {
    this.low = new Float64Array(slots)
    this.high = new Float64Array(slots)
  }

  /** Adds a whole number from 0 to 2⁵⁰. */
  add(slot: number, amount: number): void {
    let low = this.low[slot]! + amount
    if (low >= CARRY) {
      low -= CARRY
      this.high[slot]!++
    }
    this.low[slot] = low
  }

  merge(other: ExactSums): void {
    for (let slot = 0; slot < this.low.length; slot++) {
      this.high[slot]! += other.high[slot]!
      this.add(slot, other.low[slot]!)
    }
  }

  value(slot: number): bigint {
    return BigInt(this.high[slot]!) * BigInt(CARRY) + BigInt(this.low[slot]!)
  }
}
