const UNIT = 2 ** 24

/**
 * A sum of products of a count and a duration in ms that stays exact beyond 2⁵³, where a plain number would round (ten
 * million waiting for fourteen days already are).
 *
 * Counts run to 2²⁴, durations to 2⁴⁸; the sum is exact up to 2⁷⁷.
 */
export class ExactSum {
  private high = 0
  private low = 0

  /** Adds count × duration; both are integers from 0. */
  add(count: number, duration: number): void {
    const units = Math.floor(duration / UNIT)
    const low = this.low + count * (duration - units * UNIT)
    const carry = Math.floor(low / UNIT)
    this.high += count * units + carry
    this.low = low - carry * UNIT
  }

  /** Adds another sum. */
  merge(other: ExactSum): void {
    const low = this.low + other.low
    const carry = Math.floor(low / UNIT)
    this.high += other.high + carry
    this.low = low - carry * UNIT
  }

  /** The sum, rounded to a double. */
  toNumber(): number {
    return this.high * UNIT + this.low
  }

  toBigInt(): bigint {
    return BigInt(this.high) * BigInt(UNIT) + BigInt(this.low)
  }
}
