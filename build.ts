import { build } from 'rolldown'
import { bundling, chunks } from './bundling.ts'

await build({
  ...bundling,
  input: { handover: 'src/cli/main.ts', worker: 'src/experiment/worker.ts' },
  output: { ...chunks, dir: 'dist', cleanDir: true },
})
