import * as z from 'zod'
import { type Fault, ScenarioError } from './diagnostic.ts'
import { isHole } from './hole.ts'

/**
 * The scalars of a scenario as schema types. They stay as written: a schema checks and fills in, `resolve.ts` converts.
 * `fragment` is what JSON Schema can say about the type; its title names it there and in the reference.
 */
export function word<T>(fragment: Fragment, check: (value: unknown) => void) {
  return z
    .custom<T>()
    .check((context) => {
      const fault = faultOf(context.value, check)
      if (fault !== null) {
        context.issues.push({ code: 'custom', message: fault.message, params: { fault }, input: context.value })
      }
    })
    .meta(fragment)
}

/** What every text without a grammar of its own is called. */
export const TEXT = 'text'

type Fragment = Readonly<Record<string, unknown>>

function faultOf(value: unknown, check: (value: unknown) => void): Fault | null {
  if (isHole(value)) return null
  try {
    check(value)
    return null
  } catch (error) {
    if (error instanceof ScenarioError) return error.fault
    throw error
  }
}

/** Refuses what is no text: a missing value, a number, a list. */
export function text(value: unknown, allowed: string): string {
  if (typeof value === 'string') return value
  if (value === undefined) throw new ScenarioError('missing', 'is required', { allowed })
  const hint = typeof value === 'number' || typeof value === 'boolean' ? `in quotes it is text: '${value}'` : ''
  throw new ScenarioError('wrong-type', `is ${kindOf(value)}`, { allowed, hint: allowed === TEXT ? hint : '' })
}

/** Says what a value is, in the words of the format. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a mapping'
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'a number' : 'true or false'
}
