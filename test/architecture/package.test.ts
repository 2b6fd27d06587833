import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT, SOURCES } from './source-files.ts'

interface Package {
  readonly engines: Readonly<Record<string, string>>
  readonly bin: Readonly<Record<string, string>>
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly integrity?: string; readonly link?: boolean }>
  >
}

const read = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'))
const manifest = read('package.json') as Package
const lock = read('package-lock.json') as Lock

/** The packages that the source imports. */
const imported = new Set(
  SOURCES.flatMap(({ imports }) => imports)
    .map(({ to }) => to)
    .filter((to) => !to.startsWith('node:') && !to.startsWith('.') && !to.endsWith('.ts'))
    .map((to) =>
      to
        .split('/')
        .slice(0, to.startsWith('@') ? 2 : 1)
        .join('/'),
    ),
)

describe('package.json', () => {
  test('pins every dependency to one version, the one that is locked', () => {
    const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
    expect(all.filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version)).toEqual([])
  })

  test('runs nothing when it is installed', () => {
    const hooks = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish', 'preprepare', 'postprepare']
    expect(Object.keys(manifest.scripts).filter((script) => hooks.includes(script))).toEqual([])
  })

  test('says on which Node it runs and names its command', () => {
    expect(manifest.engines.node).toBe('>=20.19')
    expect(manifest.bin).toEqual({ handover: 'dist/handover.js' })
  })

  test('lists every package that the source imports as a dependency, and no other', () => {
    const listed = Object.keys(manifest.dependencies)
    expect([...imported].filter((name) => !listed.includes(name))).toEqual([])
    expect(listed.filter((name) => !imported.has(name) && !isPeer(name))).toEqual([])
  })

  test('has at most fifteen dependencies at run time', () => {
    expect(Object.keys(manifest.dependencies).length).toBeLessThanOrEqual(15)
  })

  test('has no scripts that name a file which is not there', () => {
    const files = Object.values(manifest.scripts).flatMap(
      (script) => script.match(/\b[\w./-]+\.(ts|mjs|js|json)\b/g) ?? [],
    )
    const sources = files.filter((file) => !file.startsWith('dist/'))
    expect(sources.filter((file) => !existsSync(join(ROOT, file)))).toEqual([])
  })
})

describe('package-lock.json', () => {
  test('has a checksum for every package', () => {
    const packages = Object.entries(lock.packages).filter(([path, { link }]) => path !== '' && link !== true)
    expect(packages.length).toBeGreaterThan(20)
    expect(packages.filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).toEqual([])
  })
})

/** Whether another dependency asks for the package beside itself, and imports it. */
function isPeer(name: string): boolean {
  return Object.keys(manifest.dependencies).some((other) => {
    const { peerDependencies } = read(`node_modules/${other}/package.json`) as {
      peerDependencies?: Record<string, string>
    }
    return peerDependencies !== undefined && name in peerDependencies
  })
}
