/**
 * Stands in for a value that was refused, so that everything else can still be checked.
 *
 * No text can produce it, since NaN is refused when it is read; every word of the schema accepts it, it reads as NaN
 * wherever a number comes of it, and every comparison with NaN is false: no fault follows from a fault.
 */
export const HOLE: unknown = Number.NaN

/** Tells whether a value is the hole, whatever its type says. */
export function isHole(value: unknown): boolean {
  return Number.isNaN(value)
}
