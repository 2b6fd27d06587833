import {
  Composer,
  CST,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  type ParsedNode,
  Parser,
} from 'yaml'
import type { Path, Problem } from '../words/diagnostic.ts'
import { HOLE } from '../words/hole.ts'

/** Largest text, in UTF-16 units, and largest tree of a scenario. Each is far above any plan written by people. */
export const LIMITS = { characters: 2 ** 20, depth: 32, nodes: 10_000 } as const

/** Keys that reach into an object's prototype when careless code copies them. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

/** Tags that only repeat what YAML's core schema does anyway. */
const KNOWN_TAGS = /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/

/** A text as a tree of nodes with positions. */
export interface Source {
  readonly text: string
  readonly lines: LineCounter
  readonly root: Node | null
  /** Faults after which the tree means nothing. */
  readonly problems: readonly Problem[]
}

/**
 * Parses YAML (and so JSON) text within `LIMITS`, without recursion before the depth is known. Warnings of the parser are
 * errors; repeated keys and unknown tags are left to `readNode`, which knows their paths.
 */
export function parseSource(text: string): Source {
  const lines = new LineCounter()
  const refused = (problem: Omit<Problem, 'path'>): Source => ({
    text,
    lines,
    root: null,
    problems: [{ path: [], ...problem }],
  })
  if (text.length > LIMITS.characters) {
    return refused({
      code: 'too-large',
      message: `has ${text.length} characters`,
      allowed: `at most ${LIMITS.characters} (1 MiB)`,
    })
  }
  const parser = new Parser(lines.addNewLine)
  const tokens: CST.Token[] = []
  let nodes = 0
  let offset = 0
  lines.addNewLine(0)
  for (const lexeme of new Lexer().lex(text)) {
    if (startsNode(lexeme) && ++nodes > LIMITS.nodes) return refused(tooMany(offset))
    tokens.push(...parser.next(lexeme))
    if (depthOf(parser.stack) > LIMITS.depth) {
      return refused({
        code: 'too-deep',
        message: 'is nested too deeply',
        allowed: `at most ${LIMITS.depth} levels`,
        offset,
      })
    }
    offset = parser.offset
  }
  tokens.push(...parser.end())
  return compose(text, tokens, lines)
}

function compose(text: string, tokens: CST.Token[], lines: LineCounter): Source {
  const composer = new Composer({ strict: true, uniqueKeys: false, stringKeys: true, schema: 'core', merge: false })
  const documents = [...composer.compose(tokens, true, text.length)]
  const [first, second] = documents
  const problems: Problem[] = []
  for (const { code, message, pos } of documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])) {
    // One slip may be reported once for every level it stands in.
    if (code === 'TAG_RESOLVE_FAILED' || problems.some(({ offset }) => offset === pos[0])) continue
    const tab = code === 'TAB_AS_INDENT'
    const hint = tab ? 'indent with spaces' : ''
    problems.push({
      path: [],
      code: tab ? 'tab-indent' : 'syntax',
      message: `is not YAML: ${message.split('\n')[0]}`,
      hint,
      offset: pos[0],
    })
  }
  if (second !== undefined) {
    problems.push({
      path: [],
      code: 'multiple-documents',
      message: 'begins a second document',
      allowed: 'one document per file',
      offset: second.range[0],
    })
  }
  return { text, lines, root: (first?.contents as ParsedNode | null | undefined) ?? null, problems }
}

/**
 * Converts a tree to plain data and reports what YAML allows and a scenario does not: aliases and anchors, tags, repeated and
 * forbidden keys, numbers that are none or not exact. What is refused is read as a hole.
 */
export function readNode(node: unknown, path: Path, report: (problem: Problem) => void): unknown {
  let nodes = 0
  const read = (node: unknown, path: Path): unknown => {
    if (++nodes === LIMITS.nodes + 1) report({ path: [], ...tooMany() })
    if (nodes > LIMITS.nodes) return HOLE
    const fault = nodeFault(node)
    if (fault !== null) {
      report({ path, ...fault })
      return HOLE
    }
    if (isMap(node)) return readMap(node.items, path)
    if (isSeq(node)) return node.items.map((item, index) => read(item, [...path, index]))
    return isScalar(node) ? node.value : null
  }
  const readMap = (items: readonly unknown[], path: Path): unknown => {
    const data: Record<string, unknown> = {}
    for (const pair of items.filter(isPair)) {
      const key = String(isScalar(pair.key) ? pair.key.value : pair.key)
      const at = [...path, key]
      const offset = (pair.key as Partial<ParsedNode> | null)?.range?.[0]
      const place = { path: at, atKey: true, ...(offset === undefined ? {} : { offset }) }
      if (FORBIDDEN_KEYS.has(key)) report({ ...place, code: 'forbidden-key', message: 'is not allowed as a key' })
      else if (Object.hasOwn(data, key))
        report({ ...place, code: 'duplicate-key', message: 'is written twice in this mapping' })
      else {
        const keyFault = nodeFault(pair.key)
        if (keyFault !== null) report({ ...place, ...keyFault })
        data[key] = read(pair.value, at)
      }
    }
    return data
  }
  return read(node, path)
}

function nodeFault(node: unknown): Omit<Problem, 'path'> | null {
  if (isAlias(node)) return { code: 'alias', message: 'is an alias', allowed: 'values written out in full' }
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return null
  if (node.anchor !== undefined)
    return { code: 'alias', message: 'has an anchor', allowed: 'values written out in full' }
  if (node.tag !== undefined && !KNOWN_TAGS.test(node.tag)) {
    return { code: 'unknown-tag', message: `has a tag: ${node.tag}`, allowed: 'values without tags' }
  }
  return isScalar(node) && typeof node.value === 'number' ? numberFault(node.value, node.source ?? '') : null
}

function numberFault(value: number, source: string): Omit<Problem, 'path'> | null {
  if (!Number.isFinite(value)) return { code: 'not-finite', message: 'is not a finite number', allowed: 'a number' }
  if (Number.isInteger(value) && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    return {
      code: 'number-too-large',
      message: 'is too large to be exact',
      allowed: `at most ${Number.MAX_SAFE_INTEGER}`,
    }
  }
  if (/^[+-]?0[0-9]/.test(source)) {
    return {
      code: 'octal-number',
      message: 'begins with 0, which some programs read as octal',
      hint: `write ${value}, or '${source}' for text`,
    }
  }
  return null
}

function tooMany(offset?: number): Omit<Problem, 'path'> {
  const place = offset === undefined ? {} : { offset }
  return {
    code: 'too-many-nodes',
    message: 'has too many keys and values',
    allowed: `at most ${LIMITS.nodes}`,
    ...place,
  }
}

function depthOf(stack: readonly CST.Token[]): number {
  return stack.length <= LIMITS.depth
    ? 0
    : stack.filter(({ type }) => /^(block-map|block-seq|flow-collection)$/.test(type)).length
}

function startsNode(lexeme: string): boolean {
  switch (CST.tokenType(lexeme)) {
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
    case 'block-scalar-header':
    case 'alias':
    case 'flow-map-start':
    case 'flow-seq-start':
    case 'seq-item-ind':
      return true
    default:
      return false
  }
}
