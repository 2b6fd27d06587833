/** Quantiles of a distribution of durations: the value that a share u of them, in (0, 1), does not exceed. */
export interface Quantile {
  at(u: number): number
}

/** The nodes stand at the shares 2⁻²⁴ ... ½ below, 16 to a doubling, and ½ ... 2⁻⁴⁸ above, 32 to a halving. */
const LOWER_OCTAVES = 24
const LOWER_CUTS = 16
const UPPER_OCTAVES = 48
const UPPER_CUTS = 32

/** Outer abscissa and weights of the Gauss-Legendre rule of three points on (0, 1). */
const GAUSS_OUTER = (1 - Math.sqrt(3 / 5)) / 2
const OUTER_WEIGHT = 5 / 18
const MIDDLE_WEIGHT = 8 / 18

/**
 * The survival function S(x) = P(X > x) of a distribution of durations as straight pieces, with its integral.
 *
 * Within a piece S is taken as linear; the area of a piece is that of the distribution itself, so rounding off the
 * curve inside pieces moves no probability from one to another.
 */
export class SurvivalTable {
  /** ∫ S, which is the mean of the distribution. */
  readonly mean: number
  /** Piece i goes from `x[i]` to `x[i + 1]`; S falls from `high[i]` to `low[i]` in it, and may jump between pieces. */
  private readonly x: Float64Array
  private readonly high: Float64Array
  private readonly low: Float64Array
  /** The integral of S up to `x[i]`. */
  private readonly area: Float64Array

  private constructor(pieces: Pieces) {
    this.x = Float64Array.from(pieces.x)
    this.high = Float64Array.from(pieces.high)
    this.low = Float64Array.from(pieces.low)
    this.area = Float64Array.from(pieces.area)
    this.mean = pieces.total
  }

  /**
   * Builds the table of a continuous distribution from its quantiles alone.
   *
   * Durations have long tails, so the nodes crowd towards both ends in constant proportion. About 1 900 nodes and
   * three quantiles for each: a few milliseconds.
   */
  static ofQuantile(quantile: Quantile): SurvivalTable {
    const pieces = new Pieces()
    pieces.flat(quantile.at(0), 1)
    let from = 0
    for (const to of nodes()) {
      pieces.sloped(quantile, from, to)
      from = to
    }
    return new SurvivalTable(pieces)
  }

  /** Builds the table of a sample, sorted and not empty, whose survival function is a staircase: exact. */
  static ofSample(values: ArrayLike<number>): SurvivalTable {
    const pieces = new Pieces()
    for (let i = 0; i < values.length; i++) pieces.flat(values[i]!, 1 - i / values.length)
    return new SurvivalTable(pieces)
  }

  /** S(x) within 2·10⁻⁴ of itself, exact for a sample; 0 beyond the last piece. */
  survival(x: number): number {
    if (x < 0) return 1
    const last = this.high.length
    if (x >= this.x[last]!) return 0
    const i = lastNotAbove(this.x, x)
    const part = (x - this.x[i]!) / (this.x[i + 1]! - this.x[i]!)
    return this.high[i]! + part * (this.low[i]! - this.high[i]!)
  }

  /** The x up to which the share u, in [0, 1], of the integral of S lies. */
  inverseIntegral(u: number): number {
    const target = u * this.mean
    const i = Math.min(lastNotAbove(this.area, target), this.high.length - 1)
    const part = Math.min((target - this.area[i]!) / (this.area[i + 1]! - this.area[i]!), 1)
    const high = this.high[i]!
    const low = this.low[i]!
    // The root of high·t + (low − high)·t²/2 = part·(high + low)/2, written so that nothing cancels when high ≈ low.
    const t = (part * (high + low)) / (high + Math.sqrt(high * high * (1 - part) + low * low * part))
    return this.x[i]! + t * (this.x[i + 1]! - this.x[i]!)
  }
}

function* nodes(): Generator<number> {
  for (let share = 2 ** -LOWER_OCTAVES; share < 1 / 2; share *= 2) {
    for (let cut = 0; cut < LOWER_CUTS; cut++) yield share * (1 + cut / LOWER_CUTS)
  }
  for (let share = 1 / 2; share >= 2 ** -UPPER_OCTAVES; share /= 2) {
    for (let cut = 0; cut < UPPER_CUTS; cut++) yield 1 - share * (1 - cut / (2 * UPPER_CUTS))
  }
}

/** Collects pieces from x = 0 on; those that have no width, or too little area to change the sum, are left out. */
class Pieces {
  readonly x = [0]
  readonly high: number[] = []
  readonly low: number[] = []
  readonly area = [0]
  total = 0

  /** Adds a piece up to `x` on which S keeps one height. */
  flat(x: number, height: number): void {
    this.add(x, height, height, (x - this.x.at(-1)!) * height)
  }

  /** Adds the piece between the quantiles of `from` and `to`; its area is the integral of the quantiles less its start. */
  sloped(quantile: Quantile, from: number, to: number): void {
    const start = this.x.at(-1)!
    const end = quantile.at(to)
    const width = to - from
    const inside =
      OUTER_WEIGHT * (quantile.at(from + width * GAUSS_OUTER) - start) +
      MIDDLE_WEIGHT * (quantile.at(from + width / 2) - start) +
      OUTER_WEIGHT * (quantile.at(to - width * GAUSS_OUTER) - start)
    this.add(end, 1 - from, 1 - to, (end - start) * (1 - to) + inside * width)
  }

  private add(x: number, high: number, low: number, area: number): void {
    const total = this.total + area
    if (x <= this.x.at(-1)! || total <= this.total) return
    this.total = total
    this.x.push(x)
    this.high.push(high)
    this.low.push(low)
    this.area.push(this.total)
  }
}

/** The last index whose entry is not above `value`, in an ascending array that starts with 0. */
function lastNotAbove(ascending: Float64Array, value: number): number {
  let low = 0
  let high = ascending.length
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! <= value) low = middle
    else high = middle
  }
  return low
}
