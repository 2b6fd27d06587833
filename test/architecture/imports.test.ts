import { describe, expect, test } from 'vitest'
import { type Import, parse, SOURCES, type SourceFile } from './source-files.ts'

/** What each folder may import beside itself; of `scenario`, see below. */
const DIRECTIONS: Readonly<Record<string, readonly string[]>> = {
  engine: [],
  random: [],
  scenario: ['random'],
  fleet: ['engine', 'random', 'scenario'],
  model: ['engine', 'random', 'fleet', 'scenario'],
  measure: ['engine', 'random', 'fleet', 'model', 'scenario'],
  statistics: ['engine', 'random'],
  experiment: ['engine', 'random', 'fleet', 'model', 'measure', 'statistics', 'scenario'],
  export: ['engine', 'random', 'fleet', 'model', 'measure', 'statistics', 'experiment', 'scenario'],
  report: ['engine', 'random', 'fleet', 'model', 'measure', 'statistics', 'experiment', 'scenario', 'export'],
  start: ['experiment'],
  cli: ['engine', 'random', 'fleet', 'model', 'measure', 'statistics', 'experiment', 'scenario', 'export', 'report'],
}

/** These take types from `scenario`, and plain constants from where the types are. */
const TYPES_AND_CONSTANTS = ['fleet', 'model', 'measure', 'export']

function inside({ to }: Import): boolean {
  return to.includes('/') && (to.split('/')[0] ?? '') in DIRECTIONS
}

/** The imports of a file that go against the direction. */
function wrongArrows({ path, folder, imports }: Pick<SourceFile, 'path' | 'folder' | 'imports'>): readonly string[] {
  return imports.filter(inside).flatMap((each) => {
    const to = each.to.split('/')[0]!
    const arrow = `${path} -> ${each.to}`
    if (to !== folder && !DIRECTIONS[folder]?.includes(to)) return [arrow]
    if (to !== 'scenario' || !TYPES_AND_CONSTANTS.includes(folder)) return []
    const plain = each.to === 'scenario/scenario.ts' && each.names.every((name) => /^[A-Z][A-Z_]*$/.test(name))
    return each.typesOnly || plain ? [] : [`${arrow} (${each.names.join(', ')})`]
  })
}

/** The first circle among the files that need one another at run time, `null` if there is none. */
function circle(arrows: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const done = new Set<string>()
  const walk = (path: string, way: readonly string[]): readonly string[] | null => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path]
    if (done.has(path)) return null
    for (const next of arrows.get(path) ?? []) {
      const found = walk(next, [...way, path])
      if (found !== null) return found
    }
    done.add(path)
    return null
  }
  for (const path of arrows.keys()) {
    const found = walk(path, [])
    if (found !== null) return found
  }
  return null
}

describe('imports', () => {
  test('go in the direction of the folders only', () => {
    expect(SOURCES.flatMap(wrongArrows)).toEqual([])
  })

  test('stay within src, but for the package itself', () => {
    const outside = SOURCES.flatMap(({ path, imports }) =>
      imports.filter(({ to }) => to.startsWith('..')).map(({ to }) => `${path} -> ${to}`),
    )
    expect(outside).toEqual(['cli/version.ts -> ../package.json'])
  })

  test('name files that are there, with their ending', () => {
    const paths = new Set(SOURCES.map(({ path }) => path))
    const missing = SOURCES.flatMap(({ path, imports }) =>
      imports.filter((each) => inside(each) && !paths.has(each.to)).map(({ to }) => `${path} -> ${to}`),
    )
    expect(missing).toEqual([])
  })

  test('make no circle at run time', () => {
    const arrows = new Map(
      SOURCES.map(({ path, imports }) => [
        path,
        imports.filter((each) => !each.typesOnly && inside(each)).map(({ to }) => to),
      ]),
    )
    expect(circle(arrows)).toBeNull()
  })

  test('every folder has its place in the direction', () => {
    expect([...new Set(SOURCES.map(({ folder }) => folder))].filter((folder) => !(folder in DIRECTIONS))).toEqual([])
  })
})

describe('the walk over imports', () => {
  const arrowsOf = (path: string, text: string) => wrongArrows({ ...parse(path, text), folder: path.split('/')[0]! })

  test('finds every form of an import', () => {
    const text = [
      "import a, { b, type C } from '../fleet/a.ts'",
      "import type { D } from '../fleet/d.ts'",
      "import { type E } from '../fleet/e.ts'",
      "import * as f from 'yaml'",
      "import './g.ts'",
      "export { h } from './h.ts'",
      "export type { I } from './i.ts'",
      "const j = await import('./j.ts')",
      "let k: typeof import('./k.ts')",
      "// import './l.ts'",
    ].join('\n')
    expect(parse('model/x.ts', text).imports.map(({ to, names }) => [to, ...names])).toEqual([
      ['fleet/a.ts', 'default', 'b'],
      ['fleet/d.ts'],
      ['fleet/e.ts'],
      ['yaml', '*'],
      ['model/g.ts', '*'],
      ['model/h.ts', '*'],
      ['model/i.ts'],
      ['model/j.ts', '*'],
      ['model/k.ts'],
    ])
  })

  test('refuses an arrow against the direction, types included', () => {
    expect(arrowsOf('engine/x.ts', "import type { World } from '../model/world.ts'")).toEqual([
      'engine/x.ts -> model/world.ts',
    ])
    expect(arrowsOf('model/x.ts', "import { Tally } from '../measure/tally.ts'")).toEqual([
      'model/x.ts -> measure/tally.ts',
    ])
    expect(arrowsOf('scenario/x.ts', "import type { A } from '../engine/a.ts'")).toEqual([
      'scenario/x.ts -> engine/a.ts',
    ])
    expect(arrowsOf('measure/x.ts', "import { A } from '../model/a.ts'")).toEqual([])
  })

  test('refuses functions of scenario to the model, and takes its types and constants', () => {
    expect(arrowsOf('model/x.ts', "import { loadScenario } from '../scenario/load.ts'")).toEqual([
      'model/x.ts -> scenario/load.ts (loadScenario)',
    ])
    expect(arrowsOf('model/x.ts', "import { KINDS, type Kind } from '../scenario/scenario.ts'")).toEqual([])
    expect(arrowsOf('model/x.ts', "import type { Schema } from '../scenario/schema.ts'")).toEqual([])
  })

  test('finds a circle, and none where there is none', () => {
    const arrows = (entries: Readonly<Record<string, readonly string[]>>) => circle(new Map(Object.entries(entries)))
    expect(arrows({ a: ['b'], b: ['c'], c: ['b'] })).toEqual(['b', 'c', 'b'])
    expect(arrows({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] })).toBeNull()
  })
})
