import type * as z from 'zod'
import type { ScenarioDocument } from '../schema/schema.ts'
import type { Path, Problem } from '../words/diagnostic.ts'
import { HOLE, isHole } from '../words/hole.ts'
import { problemsOf, valueAt } from './issues.ts'

/** Rounds of widening after which the remaining checks are given up. */
const ROUNDS = 8

export interface Validated {
  readonly problems: readonly Problem[]
  /** The document with holes for what was refused; nothing where too little of it is left to check further. */
  readonly document: ScenarioDocument | null
}

/**
 * Validates data and, where parts are refused, goes on without them: each becomes a hole, then a missing field, then what it
 * stands in, until the schema accepts the rest. So checks across fields still run, and all problems come out at once.
 */
export function validate(schema: z.ZodType<ScenarioDocument>, data: unknown): Validated {
  const first = schema.safeParse(data)
  if (first.success) return { problems: [], document: first.data }
  const problems = problemsOf(first.error.issues, data)
  const rest = structuredClone(data)
  let refused: readonly Problem[] = problems
  for (let round = 0; round < ROUNDS; round++) {
    for (const problem of refused) punch(rest, problem)
    const next = schema.safeParse(rest)
    if (next.success) return { problems, document: next.data }
    refused = next.error.issues.map((issue) => ({ path: issue.path as Path, code: 'wrong-type', message: '' }))
  }
  return { problems, document: null }
}

function punch(data: unknown, { path, atKey = false }: Problem): void {
  const parent = valueAt(data, path.slice(0, -1))
  const key = path.at(-1)
  if (typeof parent !== 'object' || parent === null || key === undefined) {
    if (path.length > 1) punch(data, { path: path.slice(0, -1), code: 'wrong-type', message: '' })
    return
  }
  const fields = parent as Record<string | number, unknown>
  if (atKey) delete fields[key]
  else if (!isHole(fields[key])) fields[key] = HOLE
  else if (typeof key === 'string' && !Array.isArray(parent)) delete fields[key]
  else punch(data, { path: path.slice(0, -1), code: 'wrong-type', message: '' })
}
