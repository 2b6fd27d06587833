import { isMap, isScalar, isSeq, type LineCounter, type Node, type Range } from 'yaml'
import {
  type Diagnostic,
  formatPath,
  type Origin,
  type Path,
  type Problem,
  type Severity,
} from '../words/diagnostic.ts'
import type { Tree } from './set.ts'

/** Longest piece of a value that a diagnostic shows. */
const LONGEST = 60

/** What `locate` needs to know of a scenario: its text, and its tree if it has one. */
export interface Place {
  readonly file: string
  readonly text: string
  readonly lines: LineCounter
  readonly tree: Tree | null
}

/**
 * Gives a problem its place: that of its own token, else of the mapping that lacks it, 1:1 for the document itself. A value
 * that an option put in has the option's name instead of a place.
 */
export function locate(problem: Problem, severity: Severity, place: Place): Diagnostic {
  const { code, message, allowed = '', hint = '', path, devices } = problem
  const found = find(problem, place)
  const [line, column] = found.origin ? [0, 0] : position(found.offset, place.lines)
  return {
    code,
    severity: problem.severity ?? severity,
    file: found.origin?.label ?? place.file,
    line,
    column,
    path: formatPath(path),
    value: shorten(found.value),
    message,
    allowed,
    hint,
    ...(devices === undefined ? {} : { devices }),
  }
}

interface Found {
  readonly offset: number
  readonly value: string
  readonly origin?: Origin
}

function find({ path, atKey = false, offset, origin }: Problem, { text, tree }: Place): Found {
  if (origin) return { offset: 0, value: origin.text, origin }
  const walked = tree === null ? { offset: 0, value: '' } : walk(tree, path, atKey, text)
  return offset === undefined || walked.origin ? walked : { ...walked, offset }
}

function walk(tree: Tree, path: Path, atKey: boolean, text: string): Found {
  let here: Node | null = tree.root
  let found: Found = { offset: 0, value: '' }
  let origin: Origin | undefined
  for (const [depth, step] of path.entries()) {
    const { key, value }: Step = enter(here, step)
    if (key === null && value === null) return origin ? { ...found, value: '', origin } : { ...found, value: '' }
    const last = depth === path.length - 1
    const shown: Node | null = last && atKey ? key : value
    origin = (value && tree.origins.get(value)) ?? (last && atKey && key ? tree.origins.get(key) : undefined) ?? origin
    const range: Range | null | undefined = shown?.range
    const source = origin?.text ?? text
    found = range
      ? { offset: range[0], value: last ? source.slice(range[0], range[1]) : '' }
      : { offset: found.offset, value: last ? String(isScalar(shown) ? shown.value : '') : '' }
    here = value
  }
  return origin ? { ...found, origin } : found
}

interface Step {
  readonly key: Node | null
  readonly value: Node | null
}

function enter(node: Node | null, step: string | number): Step {
  if (isSeq(node) && typeof step === 'number')
    return { key: null, value: (node.items[step] as Node | undefined) ?? null }
  if (!isMap(node)) return { key: null, value: null }
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
  return { key: (pair?.key as Node | undefined) ?? null, value: (pair?.value as Node | null | undefined) ?? null }
}

function position(offset: number, lines: LineCounter): readonly [number, number] {
  const { line, col } = lines.linePos(offset)
  return line === 0 ? [1, 1] : [line, col]
}

function shorten(value: string): string {
  const line = value.replace(/\s+/g, ' ').trim()
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 3)}...` : line
}
