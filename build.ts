import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'rolldown'
import { bundling, chunks } from './bundling.ts'
import type * as Program from './src/cli/program.ts'
import { CompiledModules } from './src/start/compiled-modules.ts'

const DIST = join(import.meta.dirname, 'dist')
const MINIMAL = join(import.meta.dirname, 'scenarios/minimal.yaml')

await build({
  ...bundling,
  input: { program: 'src/cli/program.ts', main: 'src/cli/main.ts', perform: 'src/experiment/worker.ts' },
  output: {
    ...chunks,
    dir: DIST,
    cleanDir: true,
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
  },
})
await build({
  ...bundling,
  input: { handover: 'src/start/handover.ts', worker: 'src/start/worker.ts' },
  output: { ...chunks, dir: DIST },
})
await compile()

/** Runs the program once, so that what V8 compiles for it can be kept. */
async function compile(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'handover-build-'))
  const modules = new CompiledModules(DIST)
  const { runProgram } = modules.load('program.cjs') as typeof Program
  modules.load('perform.cjs')
  const nowhere = { write: () => true }
  const io = { stdin: process.stdin, stdout: nowhere, stderr: nowhere, env: {}, signal: new AbortController().signal }
  for (const args of [['--help'], ['check', MINIMAL], ['run', MINIMAL, '--out', join(scratch, 'minimal')]]) {
    const code = await runProgram(args, io)
    if (code !== 0) throw new Error(`handover ${args.join(' ')} exits with ${code}`)
  }
  modules.keepCode()
  rmSync(scratch, { recursive: true })
}
