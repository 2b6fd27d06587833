import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'rolldown'
import { bundling, chunks } from './bundling.ts'
import type * as Program from './src/cli/program.ts'
import { CompiledModules } from './src/start/compiled-modules.ts'

const ROOT = import.meta.dirname
const DIST = join(ROOT, 'dist')
const MINIMAL = join(ROOT, 'scenarios/minimal.yaml')
const source = (file: string): string => join(ROOT, 'src', file)

await build({
  ...bundling,
  input: {
    program: source('cli/program.ts'),
    main: source('cli/main.ts'),
    perform: source('experiment/worker.ts'),
  },
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
  input: { handover: source('start/handover.ts'), worker: source('start/worker.ts') },
  output: { ...chunks, dir: DIST },
})
chmodSync(join(DIST, 'handover.js'), 0o755)
const scratch = mkdtempSync(join(tmpdir(), 'handover-build-'))
try {
  await compile(join(scratch, 'minimal'))
} finally {
  rmSync(scratch, { recursive: true })
}

/** Uses the program once, so that what V8 compiles for it can be kept. */
async function compile(out: string): Promise<void> {
  const modules = new CompiledModules(DIST)
  const { runProgram } = modules.load('program.cjs') as typeof Program
  modules.load('perform.cjs')
  const nowhere = { write: () => true }
  const io = { stdin: process.stdin, stdout: nowhere, stderr: nowhere, env: {}, signal: new AbortController().signal }
  const uses = [
    ['--help'],
    ['check', MINIMAL],
    ['run', MINIMAL, '--out', out],
    ['verify', out],
    ['explain', MINIMAL, '--device', '1'],
  ]
  for (const args of uses) {
    const code = await runProgram(args, io)
    if (code !== 0) throw new Error(`handover ${args.join(' ')} exits with ${code}`)
  }
  modules.keepCode()
}
