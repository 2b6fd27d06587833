import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'rolldown'
import { afterAll } from 'vitest'
import { bundling, chunks } from '../../bundling.ts'
import type * as RunModule from '../../src/experiment/run.ts'
import type * as ThreadModule from '../../src/experiment/thread-executor.ts'

const ROOT = join(import.meta.dirname, '../..')

/** The parts of the program that use worker threads, built as they are shipped: a thread cannot load the sources. */
export interface Threads {
  readonly run: typeof RunModule.run
  readonly ThreadExecutor: typeof ThreadModule.ThreadExecutor
  /** Writes an entry of worker threads, which finds the real one as `./worker.js`, and returns its address. */
  entry(code: string): URL
  /** The path of a file that is not there yet. */
  file(name: string): string
}

/** Builds them, once for a test file, into a folder that can see the installed packages. */
export async function buildThreads(): Promise<Threads> {
  const parent = join(ROOT, 'node_modules/.cache')
  mkdirSync(parent, { recursive: true })
  const outdir = mkdtempSync(join(parent, 'threads-'))
  afterAll(() => rmSync(outdir, { recursive: true }))
  const source = (name: string) => join(ROOT, `src/experiment/${name}.ts`)
  await build({
    ...bundling,
    input: { run: source('run'), threads: source('thread-executor'), worker: source('worker') },
    output: { ...chunks, dir: outdir },
    logLevel: 'silent',
  })
  const load = (name: string) => import(pathToFileURL(join(outdir, `${name}.js`)).href)
  const { run } = (await load('run')) as typeof RunModule
  const { ThreadExecutor } = (await load('threads')) as typeof ThreadModule
  let entries = 0
  return {
    run,
    ThreadExecutor,
    entry(code) {
      const path = join(outdir, `entry-${entries++}.mjs`)
      writeFileSync(path, `import { perform as real } from './worker.js'\n${code}`)
      return pathToFileURL(path)
    },
    file: (name) => join(outdir, name),
  }
}
