import { join } from 'node:path'
import { buildSync } from 'esbuild'

/** Bundles a script of this folder into one that plain Node runs, and returns its path. */
export function bundle(script: string, folder: string): string {
  const outfile = join(folder, script.replaceAll('/', '-').replace(/\.ts$/, '.mjs'))
  const entryPoints = [join(import.meta.dirname, script)]
  buildSync({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20' })
  return outfile
}
