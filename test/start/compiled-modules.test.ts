import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { CompiledModules } from '../../src/start/compiled-modules.ts'
import { temporaryFolders } from '../helpers/temporary-folder.ts'

const folder = temporaryFolders()
const SOURCE = pathToFileURL(join(import.meta.dirname, '../../src/start/compiled-modules.ts')).href

function written(modules: Readonly<Record<string, string>>): string {
  const path = folder()
  for (const [file, source] of Object.entries(modules)) writeFileSync(join(path, file), source)
  return path
}

test('modules get each other, and what Node and packages have', () => {
  const path = written({
    'sum.cjs': "exports.sum = require('./two.cjs').two + 1; exports.base = require('node:path').basename(__filename)",
    'two.cjs': "exports.two = 2; exports.same = __dirname === require('path').dirname(__filename)",
  })
  const modules = new CompiledModules(path)
  expect(modules.load('sum.cjs')).toEqual({ sum: 3, base: 'sum.cjs' })
  expect(modules.load('two.cjs')).toEqual({ two: 2, same: true })
})

test('a module runs once, and may take the place of its exports', () => {
  const path = written({
    'once.cjs': 'module.exports = { at: {} }',
    'asks.cjs': "exports.once = require('./once.cjs')",
  })
  const modules = new CompiledModules(path)
  const once = modules.load('once.cjs')
  expect(modules.load('once.cjs')).toBe(once)
  expect(modules.load('asks.cjs')).toEqual({ once })
})

test('a module that is not there is named', () => {
  expect(() => new CompiledModules(folder()).load('absent.cjs')).toThrow(/absent\.cjs/)
})

test('an error tells the file and the line', () => {
  const path = written({ 'bad.cjs': "\nexports.fail = () => { throw new Error('bad') }" })
  const { fail } = new CompiledModules(path).load('bad.cjs') as { fail: () => void }
  let stack = ''
  try {
    fail()
  } catch (error) {
    stack = (error as Error).stack!
  }
  expect(stack).toContain(`${join(path, 'bad.cjs')}:2`)
})

/** A folder with one module, whose function gives 1, and the code that was kept of it. */
function kept(): { readonly path: string; readonly code: Buffer } {
  const path = written({ 'one.cjs': 'exports.one = () => 1' })
  const modules = new CompiledModules(path)
  expect(one(modules)).toBe(1)
  modules.keepCode()
  return { path, code: readFileSync(join(path, 'one.cjs.code')) }
}

function one(modules: CompiledModules): number {
  return (modules.load('one.cjs') as { one: () => number }).one()
}

test('code that is kept is taken, for the same text', () => {
  const { path } = kept()
  const modules = new CompiledModules(path)
  expect(one(modules)).toBe(1)
  expect(modules.outdated).toEqual([])
})

test('another text is compiled anew, also one of the same length', () => {
  const { code } = kept()
  const path = written({ 'one.cjs': 'exports.one = () => 2' })
  writeFileSync(join(path, 'one.cjs.code'), code)
  const modules = new CompiledModules(path)
  expect(one(modules)).toBe(2)
  expect(modules.outdated).toEqual(['one.cjs'])
})

test('code that is cut short, damaged anywhere, or none does no harm', () => {
  const { code } = kept()
  const damaged = (at: number): Buffer => Buffer.from(code.map((byte, i) => (i === at ? byte ^ 0xff : byte)))
  const middle = Math.floor(code.length / 2)
  for (const spoilt of [
    ...[code.length - 8, 20, 4, 3, 0].map((length) => code.subarray(0, length)),
    ...[0, 4, middle, code.length - 1].map(damaged),
    Buffer.alloc(code.length),
  ]) {
    const path = written({ 'one.cjs': 'exports.one = () => 1' })
    writeFileSync(join(path, 'one.cjs.code'), spoilt)
    const modules = new CompiledModules(path)
    expect(one(modules)).toBe(1)
    expect(modules.outdated).toEqual(['one.cjs'])
  }
})

test('code of another Node is not taken, although V8 would take it and crash', () => {
  const { path } = kept()
  const script = (version: string) => `
    Object.defineProperty(process, 'versions', { value: { ...process.versions, node: ${JSON.stringify(version)} } })
    const { CompiledModules } = await import(${JSON.stringify(SOURCE)})
    const modules = new CompiledModules(${JSON.stringify(path)})
    modules.load('one.cjs')
    console.log(JSON.stringify(modules.outdated))`
  const outdated = (version: string) =>
    execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script(version)], {
      encoding: 'utf8',
    }).trim()
  expect(outdated(process.versions.node)).toBe('[]')
  expect(outdated('20.0.0')).toBe('["one.cjs"]')
})
