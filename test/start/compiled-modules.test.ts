import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { CompiledModules } from '../../src/start/compiled-modules.ts'
import { COMMAND } from '../helpers/command.ts'
import { temporaryFolders } from '../helpers/temporary-folder.ts'

const folder = temporaryFolders()

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

test('the code that is kept is for this text alone: another is compiled anew', () => {
  const path = written({ 'one.cjs': 'exports.one = () => 1' })
  const first = new CompiledModules(path)
  const { one } = first.load('one.cjs') as { one: () => number }
  expect(one()).toBe(1)
  first.keepCode()

  const second = new CompiledModules(path)
  expect((second.load('one.cjs') as { one: () => number }).one()).toBe(1)
  expect(second.outdated).toEqual([])

  writeFileSync(join(path, 'one.cjs'), 'exports.one = () => 1 + 1')
  const third = new CompiledModules(path)
  expect((third.load('one.cjs') as { one: () => number }).one()).toBe(2)
  expect(third.outdated).toEqual(['one.cjs'])
})

test('code that is cut short, or is none, does no harm', () => {
  const source = { 'one.cjs': 'exports.one = () => 1' }
  const path = written(source)
  const first = new CompiledModules(path)
  first.load('one.cjs')
  first.keepCode()
  const code = readFileSync(join(path, 'one.cjs.code'))
  for (const spoilt of [code.subarray(0, -8), code.subarray(0, 20), Buffer.alloc(code.length)]) {
    // Elsewhere, because V8 itself remembers what it has compiled for a file.
    const other = written(source)
    writeFileSync(join(other, 'one.cjs.code'), spoilt)
    const modules = new CompiledModules(other)
    expect((modules.load('one.cjs') as { one: () => number }).one()).toBe(1)
    expect(modules.outdated).toEqual(['one.cjs'])
  }
})

test('the program is built with code that this Node takes, for the modules of a run', () => {
  const dist = dirname(COMMAND)
  const modules = new CompiledModules(dist)
  modules.load('program.cjs')
  modules.load('perform.cjs')
  expect(modules.outdated).toEqual([])
  const compiled = readdirSync(dist).filter((file) => file.endsWith('.code'))
  for (const name of ['program', 'engine', 'schema', 'run-and-write', 'perform']) {
    expect(compiled.filter((file) => basename(file).startsWith(name))).not.toEqual([])
  }
})
