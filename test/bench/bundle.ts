import { join } from 'node:path'
import { build } from 'rolldown'
import { bundling, chunks } from '../../bundling.ts'

/** Bundles a script of this folder into one that plain Node runs, and returns its path. */
export async function bundle(script: string, folder: string): Promise<string> {
  const file = join(folder, script.replaceAll('/', '-').replace(/\.ts$/, '.mjs'))
  const input = join(import.meta.dirname, script)
  await build({ ...bundling, input, output: { ...chunks, codeSplitting: false, file }, logLevel: 'silent' })
  return file
}
