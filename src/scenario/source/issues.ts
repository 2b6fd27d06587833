import type * as z from 'zod'
import type { Fault, Path, Problem } from '../words/diagnostic.ts'
import { isHole } from '../words/hole.ts'
import { didYouMean } from '../words/nearest.ts'
import { kindOf } from '../words/word.ts'
import { LATER } from './later.ts'

type Issue = z.core.$ZodIssue

/** Translates what the schema found in `data` into problems. A place that is a hole already has its problem. */
export function problemsOf(issues: readonly Issue[], data: unknown, prefix: Path = []): Problem[] {
  return issues.flatMap((issue) => translate(issue, data, prefix))
}

function translate(issue: Issue, data: unknown, prefix: Path): Problem[] {
  const path = [...prefix, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))]
  const value = valueAt(data, path)
  if (isHole(value)) return []
  switch (issue.code) {
    case 'custom':
      return [{ ...(issue.params?.fault as Fault), path }]
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey([...path, key], issue.message))
    case 'invalid_union':
      return issue.discriminator === undefined
        ? branch(issue.errors, data, path)
        : [unlisted(path, value, (issue as { options?: unknown[] }).options ?? [])]
    case 'invalid_value':
      return [unlisted(path, value, issue.values)]
    case 'too_small':
      return [{ path, code: 'wrong-type', message: 'has too few items', allowed: `at least ${issue.minimum}` }]
    case 'too_big':
      return [{ path, code: 'wrong-type', message: 'has too many items', allowed: `at most ${issue.maximum}` }]
    default:
      return [wrongType(path, value, issue)]
  }
}

function unlisted(path: Path, value: unknown, values: readonly unknown[]): Problem {
  const allowed = values.join(', ')
  if (value === undefined) return { path, code: 'missing', message: 'is required', allowed }
  return {
    path,
    code: 'not-allowed',
    message: 'is not one of the words',
    allowed,
    hint: didYouMean(String(value), values.map(String)),
  }
}

function unknownKey(path: Path, known: string): Problem {
  const key = String(path.at(-1))
  const place = path
    .slice(0, -1)
    .filter((step) => typeof step === 'string')
    .join('.')
  if (LATER.get(place)?.includes(key))
    return { path, atKey: true, code: 'unsupported', message: 'is not supported by this version' }
  return {
    path,
    atKey: true,
    code: 'unknown-key',
    message: 'is not known here',
    allowed: known,
    hint: didYouMean(key, known.split(', ')),
  }
}

function wrongType(path: Path, value: unknown, issue: Issue): Problem {
  const expected = issue.code === 'invalid_type' ? issue.expected : ''
  const allowed = expected === 'array' || expected === 'tuple' ? 'a list' : 'a mapping'
  if (value === undefined) return { path, code: 'missing', message: 'is required', allowed }
  return { path, code: 'wrong-type', message: `is ${kindOf(value)}`, allowed }
}

/**
 * Reports the one form of several that the value comes nearest to. A form refuses the value itself, or its keys, or only something
 * inside it; for a single word, all that any form allows is listed.
 */
function branch(errors: readonly (readonly Issue[])[], data: unknown, path: Path): Problem[] {
  const forms = errors.map((issues) => problemsOf(issues, data, path))
  const distances = forms.map((problems) => Math.max(0, ...problems.map((problem) => distance(problem, path))))
  const least = Math.min(...distances)
  const best = forms[distances.indexOf(least)] ?? []
  const value = valueAt(data, path)
  if (least < REFUSED && typeof value === 'object' && value !== null) return best
  const telling = best[0]
  const allowed = new Set(forms.flat().map((problem) => problem.allowed ?? ''))
  return telling ? [{ ...telling, allowed: [...allowed].filter((words) => words !== '').join('; or ') }] : []
}

const REFUSED = 2

function distance({ path, code, hint = '' }: Problem, root: Path): number {
  const depth = path.length - root.length
  if (depth === 0)
    return code === 'wrong-type' || code === 'missing' || (code === 'not-allowed' && hint === '') ? REFUSED : 0
  return depth === 1 && (code === 'unknown-key' || code === 'missing' || path.at(-1) === 'kind') ? 1 : 0
}

/** Returns what stands at a path of plain data; nothing where the path leads nowhere. */
export function valueAt(data: unknown, path: Path): unknown {
  let here = data
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined
    here = (here as Record<string | number, unknown>)[step]
  }
  return here
}
