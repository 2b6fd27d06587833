/** Bins per octave: each is at most 1/128 of its lower edge wide. */
const PER_OCTAVE = 128
const LINEAR = 2 * PER_OCTAVE
/** Ten years of milliseconds are below 2³⁹. */
const OCTAVES = 40

/** 2 to the power of minus the octave. */
const SHRINK = new Float64Array(OCTAVES).fill(1)
for (let octave = 1; octave < OCTAVES; octave++) SHRINK[octave] = SHRINK[octave - 1]! / 2

/**
 * Counts durations in log-linear integer bins: exact below 256 ms, at most 1 % wide above, so that quantiles need no
 * memory that grows with the fleet and partial counts merge exactly.
 */
export class DurationBins {
  readonly counts = new Float64Array(LINEAR + OCTAVES * PER_OCTAVE)
  total = 0
  max = 0

  add(duration: number): void {
    this.counts[binOf(duration)]!++
    this.total++
    if (duration > this.max) this.max = duration
  }

  merge(other: DurationBins): void {
    for (let bin = 0; bin < this.counts.length; bin++) this.counts[bin]! += other.counts[bin]!
    this.total += other.total
    if (other.max > this.max) this.max = other.max
  }

  /** The ⌈q·n⌉-th smallest duration, as the upper edge of its bin but never above the largest; 0 when there are none. */
  quantile(q: number): number {
    if (this.total === 0) return 0
    const rank = Math.max(1, Math.ceil(q * this.total))
    let seen = 0
    for (let bin = 0; bin < this.counts.length; bin++) {
      seen += this.counts[bin]!
      if (seen >= rank) return Math.min(this.max, upperEdge(bin))
    }
    return this.max
  }
}

function binOf(duration: number): number {
  if (duration < LINEAR) return duration
  const octave = (duration < 2147483648 ? 31 - Math.clz32(duration) : 47 - Math.clz32(Math.floor(duration / 65536))) - 7
  return octave * PER_OCTAVE + Math.floor(duration * SHRINK[octave]!)
}

/** The largest whole number in a bin. */
function upperEdge(bin: number): number {
  if (bin < LINEAR) return bin
  const octave = Math.floor(bin / PER_OCTAVE) - 1
  return (bin - octave * PER_OCTAVE + 1) / SHRINK[octave]! - 1
}
