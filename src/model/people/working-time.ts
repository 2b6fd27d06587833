import type { Hours } from '../../scenario/scenario.ts'

/** The instant `spent` ms of working time after `from`; without working hours plain time. Past the table: never. */
export function addHours(hours: Hours, from: number, spent: number): number {
  if (hours === null) return from + spent
  let left = spent
  for (let window = windowAfter(hours, from); window < hours.length; window++) {
    const open = Math.max(from, hours[window]![0])
    const close = hours[window]![1]
    if (open + left <= close) return open + left
    left -= close - open
  }
  return Number.POSITIVE_INFINITY
}

/** Calls `each` with the spells of working time in [from, to), in order; `to` may be ∞ where there are working hours. */
export function eachSpell(hours: Hours, from: number, to: number, each: (open: number, close: number) => void): void {
  if (hours === null) {
    if (from < to) each(from, to)
    return
  }
  for (let window = windowAfter(hours, from); window < hours.length; window++) {
    const open = Math.max(from, hours[window]![0])
    if (open >= to) return
    each(open, Math.min(to, hours[window]![1]))
  }
}

/** Index of the first window that ends after `time`. */
function windowAfter(hours: NonNullable<Hours>, time: number): number {
  let low = 0
  let high = hours.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (hours[middle]![1] <= time) low = middle + 1
    else high = middle
  }
  return low
}
