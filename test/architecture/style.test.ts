import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { parse, place, ROOT, SOURCES, type SourceFile, visit } from './source-files.ts'

type Parsed = Pick<SourceFile, 'path' | 'text' | 'tree'>

const LONGEST = 400

/** Every file of `src` and `test`. */
const FILES: readonly Parsed[] = [
  ...SOURCES,
  ...readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => parse(`test/${path}`, readFileSync(join(ROOT, 'test', path), 'utf8'))),
]

/** Places of nodes of which something is true. */
function nodes(file: Parsed, is: (node: ts.Node) => boolean): readonly string[] {
  const found: string[] = []
  visit(file.tree, (node) => {
    if (is(node)) found.push(place(file, node))
  })
  return found
}

function isDefaultExport(node: ts.Node): boolean {
  return (
    ts.isExportAssignment(node) ||
    (ts.canHaveModifiers(node) && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) === true)
  )
}

describe('the source', () => {
  test('has no file of more than 400 lines that does not say why', () => {
    const long = SOURCES.filter(({ text }) => text.split('\n').length > LONGEST + 1)
    expect(long.filter(({ text }) => !/\/\*\*[^/]*in one file/.test(text)).map(({ path }) => path)).toEqual([])
  })

  test('names every file in kebab case', () => {
    expect(
      FILES.map(({ path }) => path).filter(
        (path) => !/^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+([-.][a-z0-9]+)*\.ts$/.test(path),
      ),
    ).toEqual([])
  })

  test('has no `any`, no enum and no default export', () => {
    expect(
      FILES.flatMap((file) =>
        nodes(file, (node) => node.kind === ts.SyntaxKind.AnyKeyword || ts.isEnumDeclaration(node)),
      ),
    ).toEqual([])
    expect(SOURCES.flatMap((file) => nodes(file, isDefaultExport))).toEqual([])
  })

  test('leaves nothing to be done, and turns no check off', () => {
    const words = new RegExp(
      [
        'TO' + 'DO',
        'FIX' + 'ME',
        'X' + 'XX',
        '@ts-' + '(ignore|expect-error|nocheck)',
        'biome-' + 'ignore',
        'eslint-' + 'disable',
      ].join('|'),
    )
    const found = FILES.flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, i) => (words.test(line) ? [`${path}:${i + 1}`] : [])),
    )
    expect(found).toEqual([])
  })

  test('runs every test: none is skipped, alone, or left for later', () => {
    const words = /\b(test|it|describe)\.(only|skip|to[d]o)\b|(?<!\.)\b[xf](it|describe)\(/
    expect(
      FILES.filter(({ path, text }) => path.startsWith('test/') && words.test(text)).map(({ path }) => path),
    ).toEqual([])
  })
})
