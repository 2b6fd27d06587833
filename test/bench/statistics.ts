/**
 * What a program computed of the base model, as far as another one can be compared with it. Sums are over devices; `timeTo`
 * is in hours from the change, to the minute above.
 */
export interface Statistics {
  readonly devices: number
  readonly events: number
  readonly checkins: number
  readonly gapHours: number
  readonly timeTo: ReadonlyMap<number, number>
}

/** Standard deviations over devices, as a reference estimates them. */
export interface Spread {
  readonly events: number
  readonly checkins: number
  readonly gapHours: number
}

/** Differences of this many standard errors do not happen by chance in any number of runs of the benchmark. */
const LARGEST_Z = 5
const MINUTE_HOURS = 1 / 60
/** On → off and back of the base model: once an offline spell has begun it ends at this rate, per hour. */
const RECONNECTION_RATE = 1 / 8

/**
 * In what two programs differ by more than sampling error: empty when they computed the same model.
 *
 * Means over devices are compared with their standard error. A time to a share q is compared with that of the sample
 * quantile, √(q(1 − q)/n) / f: past the change a device waits for its first instant online, so that f = (1 − q)·rate.
 */
export function disagreements(one: Statistics, other: Statistics, spread: Spread): readonly string[] {
  const scale = Math.sqrt(1 / one.devices + 1 / other.devices)
  const means = (['events', 'checkins', 'gapHours'] as const).map((name) => ({
    name: `${name} per device`,
    values: [one[name] / one.devices, other[name] / other.devices] as const,
    allowed: LARGEST_Z * spread[name] * scale,
  }))
  const times = [...one.timeTo].map(([percent, hours]) => {
    const rest = 1 - percent / 100
    const error = Math.sqrt((1 - rest) / rest) / RECONNECTION_RATE
    return {
      name: `hours to ${percent} %`,
      values: [hours, other.timeTo.get(percent) ?? Number.NaN] as const,
      // Two thirds are online at the change: half of the fleet has moved at once, without any error.
      allowed: percent === 50 ? 0 : LARGEST_Z * error * scale + MINUTE_HOURS,
    }
  })
  return [...means, ...times]
    .filter(({ values: [a, b], allowed }) => !(Math.abs(a - b) <= allowed))
    .map(
      ({ name, values: [a, b], allowed }) =>
        `${name}: ${a.toFixed(4)} and ${b.toFixed(4)}, allowed ${allowed.toFixed(4)}`,
    )
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
