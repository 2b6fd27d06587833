/**
 * A distribution of durations in milliseconds, as data. What each kind means, and its inverse, is in `sampler.ts`.
 *
 * `values` of an empirical distribution is sorted and not empty; each value is equally likely.
 */
export type Distribution =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  | { readonly kind: 'lognormal'; readonly median: number; readonly p95: number }
  | { readonly kind: 'weibull'; readonly scale: number; readonly shape: number }
  | { readonly kind: 'triangular'; readonly min: number; readonly mode: number; readonly max: number }
  | { readonly kind: 'empirical'; readonly values: readonly number[] }

/** The distribution that is always `value` ms. */
export function constant(value: number): Distribution {
  return { kind: 'constant', value }
}
