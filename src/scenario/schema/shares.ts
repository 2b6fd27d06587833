import type { Fault } from '../words/diagnostic.ts'

/** How far the sum of shares may be from 1. */
const SLACK = 1e-9

/** Checks that shares which divide a whole add up to it; a hole among them passes. */
export function sumFault(shares: readonly number[]): Fault | null {
  const sum = shares.reduce((total, share) => total + share, 0)
  if (!(Math.abs(sum - 1) > SLACK)) return null
  return {
    code: 'shares-sum',
    message: `has shares that add up to ${Number(sum.toPrecision(12))}`,
    allowed: 'shares that add up to 1',
  }
}
