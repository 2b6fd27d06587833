import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { parse, place, SOURCES, type SourceFile, visit } from './source-files.ts'

/** These run in a browser, and give the same results there. */
const PURE = ['engine', 'random', 'fleet', 'model', 'measure', 'statistics', 'scenario']
/** These compute results, with operations that are exact everywhere. */
const EXACT = ['engine', 'random', 'fleet', 'model', 'measure']

type Parsed = Pick<SourceFile, 'path' | 'tree' | 'imports'>

/** Whether an identifier stands for a variable, not for a property or in a declaration of one. */
function isVariable(node: ts.Node): node is ts.Identifier {
  if (!ts.isIdentifier(node)) return false
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node
  return !(
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isEnumMember(parent) ||
    ts.isQualifiedName(parent)
  )
}

/** Places at which a file reads one of these: a variable `process`, or a property `Date.now` of one. */
function uses(file: Parsed, names: readonly string[]): readonly string[] {
  const found: string[] = []
  visit(file.tree, (node) => {
    if (!isVariable(node)) return
    const property = ts.isPropertyAccessExpression(node.parent) ? `${node.text}.${node.parent.name.text}` : node.text
    const name = names.find((each) => each === property) ?? names.find((each) => each === node.text)
    if (name !== undefined) found.push(`${place(file, node)} ${name}`)
  })
  return found
}

/** Places at which a file asks the clock by a date without arguments or of anything else. */
function dates(file: Parsed): readonly string[] {
  const found: string[] = []
  visit(file.tree, (node) => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'Date') found.push(`${place(file, node)} new Date`)
  })
  return found
}

/** Places at which a file raises anything but a constant to a constant. */
function powers(file: Parsed): readonly string[] {
  const found: string[] = []
  const isConstant = (node: ts.Expression): boolean =>
    ts.isNumericLiteral(node) ||
    (ts.isIdentifier(node) && /^[A-Z][A-Z_0-9]*$/.test(node.text)) ||
    (ts.isPrefixUnaryExpression(node) && isConstant(node.operand))
  visit(file.tree, (node) => {
    if (!ts.isBinaryExpression(node)) return
    const { kind } = node.operatorToken
    const raises = kind === ts.SyntaxKind.AsteriskAsteriskToken || kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken
    if (raises && !(isConstant(node.left) && isConstant(node.right)))
      found.push(`${place(file, node)} ${node.getText()}`)
  })
  return found
}

function nodeModules({ path, imports }: Parsed): readonly string[] {
  return imports.filter(({ to }) => to.startsWith('node:')).map(({ to }) => `${path} ${to}`)
}

const of = (folders: readonly string[]) => SOURCES.filter(({ folder }) => folders.includes(folder))

const IMPURE = [
  'process',
  'console',
  'Date.now',
  'Math.random',
  'performance',
  'Temporal.Now',
  'globalThis',
  'require',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'Buffer',
  'fetch',
  'crypto',
]
/** What tells the outputs of one process from those of another. */
const IDENTITY = ['process.pid', 'process.kill', 'process.cwd']
const INEXACT =
  'exp expm1 log log1p log2 log10 pow sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh hypot cbrt'
    .split(' ')
    .map((name) => `Math.${name}`)

describe('the folders that run anywhere', () => {
  test.each(PURE)('%s imports nothing of Node', (folder) => {
    expect(of([folder]).flatMap(nodeModules)).toEqual([])
  })

  test.each(PURE)('%s asks neither the machine, nor the clock, nor chance', (folder) => {
    expect(of([folder]).flatMap((file) => [...uses(file, IMPURE), ...dates(file)])).toEqual([])
  })
})

describe('the folders that compute results', () => {
  test.each(EXACT)('%s uses no function whose last bit may differ between machines', (folder) => {
    expect(of([folder]).flatMap((file) => [...uses(file, INEXACT), ...powers(file)])).toEqual([])
  })
})

describe('the terminal and the file system', () => {
  const others = SOURCES.filter(({ folder }) => folder !== 'cli')

  test('only the command writes to the terminal, and knows arguments, environment and exit', () => {
    const found = others.flatMap((file) => {
      const allowed = file.folder === 'export' ? IDENTITY : []
      return [
        ...uses(file, ['console']),
        ...uses(file, ['process', ...IDENTITY]).filter((line) => !allowed.some((name) => line.endsWith(` ${name}`))),
      ]
    })
    expect(found).toEqual([])
  })

  test('nor does any other import them', () => {
    const streams = others.flatMap(nodeModules).filter((line) => /node:(console|readline|tty)/.test(line))
    // The start tells this Node from others.
    const taken = others
      .filter(({ folder }) => folder !== 'start')
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ to }) => to === 'node:process')
          .flatMap(({ names }) => names.map((name) => `${path} ${name}`)),
      )
    // How much memory there is is a question about the machine.
    expect([...streams, ...taken.filter((line) => line !== 'experiment/memory.ts constrainedMemory')]).toEqual([])
  })

  test('only the exporters, the command and its start open files', () => {
    const closed = others.filter(({ folder }) => folder !== 'export' && folder !== 'start')
    expect(closed.flatMap(nodeModules).filter((line) => line.includes('node:fs'))).toEqual([])
  })
})

describe('the search', () => {
  const found = (text: string) => {
    const file = parse('model/x.ts', text)
    return [...uses(file, [...IMPURE, ...INEXACT]), ...dates(file), ...powers(file)].map((line) =>
      line.replace('model/x.ts:', ''),
    )
  }

  test('finds what is used', () => {
    expect(found('const t = Date.now()')).toEqual(['1 Date.now'])
    expect(found('\nlog(process.env, console)')).toEqual(['2 process', '2 console'])
    expect(found('const r = Math.random; const f = () => Math.log2(2)')).toEqual(['1 Math.random', '1 Math.log2'])
    expect(found('new Date(); new Date(5); performance.now()')).toEqual(['1 performance', '1 new Date', '1 new Date'])
    expect(found('x ** 2; 2 ** n; y **= 2')).toEqual(['1 x ** 2', '1 2 ** n', '1 y **= 2'])
  })

  test('and not what only looks like it', () => {
    expect(found("const text = 'process Math.log Date.now' // console")).toEqual([])
    expect(found('const a = { process: 1 }; a.process; interface B { console: string }')).toEqual([])
    expect(found('Math.floor(Math.sqrt(2)); 2 ** 53; 2 ** -32; 2 ** -OCTAVES; let d: Date')).toEqual([])
  })
})
