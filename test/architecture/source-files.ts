import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import ts from 'typescript'

export const ROOT = join(import.meta.dirname, '../..')

/** A module that a file names: what it takes, and whether only types. */
export interface Import {
  /** Path below `src`, or the name of a package or of a module of Node. */
  readonly to: string
  readonly typesOnly: boolean
  /** Names taken at run time; `*` for all. */
  readonly names: readonly string[]
}

export interface SourceFile {
  /** Path below `src`. */
  readonly path: string
  readonly folder: string
  readonly text: string
  readonly tree: ts.SourceFile
  readonly imports: readonly Import[]
}

/** Every file of `src`, parsed. */
export const SOURCES: readonly SourceFile[] = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .sort()
  .map((path) => {
    const text = readFileSync(join(ROOT, 'src', path), 'utf8')
    return { ...parse(path, text), folder: path.split('/')[0]! }
  })

export function parse(path: string, text: string): Omit<SourceFile, 'folder'> {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const imports: Import[] = []
  const add = (specifier: ts.Node | undefined, names: readonly string[]): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return
    const { text: name } = specifier
    const to = name.startsWith('.') ? normalize(join(dirname(path), name)) : name
    imports.push({ to, names, typesOnly: names.length === 0 })
  }
  visit(tree, (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, importedNames(node.importClause))
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly ? [] : ['*'])
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], ['*'])
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, [])
  })
  return { path, text, tree, imports }
}

/** The names that an import brings at run time; an import for its effects brings `*`. */
function importedNames(clause: ts.ImportClause | undefined): readonly string[] {
  if (clause === undefined) return ['*']
  if (clause.isTypeOnly) return []
  const { namedBindings } = clause
  const own = clause.name === undefined ? [] : ['default']
  if (namedBindings === undefined) return own
  if (ts.isNamespaceImport(namedBindings)) return [...own, '*']
  const named = namedBindings.elements.filter((element) => !element.isTypeOnly)
  return [...own, ...named.map((element) => (element.propertyName ?? element.name).text)]
}

/** Calls `each` with every node of a tree. */
export function visit(node: ts.Node, each: (node: ts.Node) => void): void {
  each(node)
  node.forEachChild((child) => visit(child, each))
}

/** `path:line` of a node. */
export function place({ path, tree }: Pick<SourceFile, 'path' | 'tree'>, node: ts.Node): string {
  return `${path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
}
