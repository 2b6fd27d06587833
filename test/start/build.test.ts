import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CompiledModules } from '../../src/start/compiled-modules.ts'
import { COMMAND } from '../helpers/command.ts'
import { temporaryFolders } from '../helpers/temporary-folder.ts'

const ROOT = join(import.meta.dirname, '../..')
const DIST = join(COMMAND, '..')
const folder = temporaryFolders()

describe('what the build makes', () => {
  test('can be started as a program', () => {
    if (process.platform !== 'win32') expect(statSync(COMMAND).mode & 0o111).toBe(0o111)
    expect(readFileSync(COMMAND, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
  })

  test('is strict code, as the sources are', () => {
    const modules = readdirSync(DIST).filter((file) => file.endsWith('.cjs'))
    expect(modules.length).toBeGreaterThan(10)
    expect(modules.filter((file) => !readFileSync(join(DIST, file), 'utf8').startsWith('"use strict"'))).toEqual([])
  })

  test('has code that this Node takes, for what a run needs', () => {
    const modules = new CompiledModules(DIST)
    modules.load('program.cjs')
    modules.load('perform.cjs')
    expect(modules.outdated).toEqual([])
    const compiled = readdirSync(DIST).filter((file) => file.endsWith('.code'))
    for (const name of ['program', 'engine', 'schema', 'run-and-write', 'perform']) {
      expect(compiled.filter((file) => file.startsWith(name))).not.toEqual([])
    }
  })

  test('has the inner loops in one file, wherever the project is', () => {
    const project = join(folder(), 'src/model stdlib/engine')
    mkdirSync(join(project, 'scenarios'), { recursive: true })
    for (const file of ['package.json', 'tsconfig.json', 'build.ts', 'bundling.ts', 'scenarios/minimal.yaml']) {
      copyFileSync(join(ROOT, file), join(project, file))
    }
    cpSync(join(ROOT, 'src'), join(project, 'src'), { recursive: true })
    symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'), 'junction')
    execFileSync(process.execPath, [join(ROOT, 'node_modules/tsx/dist/cli.mjs'), 'build.ts'], { cwd: project })
    const dist = join(project, 'dist')
    const holding = (text: string) =>
      readdirSync(dist).filter((file) => file.endsWith('cjs') && readFileSync(join(dist, file), 'utf8').includes(text))
    const engine = holding('function liveSteadily')
    expect(engine).toHaveLength(1)
    for (const called of ['function threefry', 'function negLn32', 'Sampler = class', 'Tally = class']) {
      expect(holding(called)).toEqual(engine)
    }
    expect(holding('async function runProgram')).not.toEqual(engine)
    const printed = execFileSync(process.execPath, [join(project, 'dist/handover.js'), '--version'], {
      encoding: 'utf8',
    })
    expect(printed).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})
