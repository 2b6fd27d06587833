import type { Fault, Path } from '../words/diagnostic.ts'

interface Context<T> {
  readonly value: T
  readonly issues: unknown[]
}

/**
 * Makes a schema check of a function that returns a fault (at a path inside the value) or nothing. It is left out where the value
 * has other faults already.
 */
export function checked<T>(
  check: (value: T) => (Fault & { readonly path?: Path }) | null,
): (context: Context<T>) => void {
  return ({ value, issues }) => {
    const fault = issues.length > 0 ? null : check(value)
    if (fault === null) return
    const { path = [], ...rest } = fault
    issues.push({ code: 'custom', message: fault.message, params: { fault: rest }, path: [...path], input: value })
  }
}
