import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'rolldown'
import { bundling, chunks } from '../../bundling.ts'

/**
 * Imports modules of `src`, by their entries, with all they import, bundled as they are shipped.
 *
 * For tests that simulate millions of events: the test runner turns every use of an imported name into a call of a getter,
 * which makes the inner loops three times as slow.
 */
export async function bundled<Modules extends Readonly<Record<string, unknown>>>(
  entries: Readonly<Record<keyof Modules & string, string>>,
): Promise<Modules> {
  const folder = await mkdtemp(join(tmpdir(), 'handover-bundle-'))
  try {
    const source = join(import.meta.dirname, '../../src')
    await build({
      ...bundling,
      input: Object.fromEntries(Object.entries<string>(entries).map(([name, entry]) => [name, join(source, entry)])),
      output: { ...chunks, dir: folder, entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      logLevel: 'silent',
    })
    const modules = Object.keys(entries).map(async (name) => {
      return [name, await import(pathToFileURL(join(folder, `${name}.mjs`)).href)] as const
    })
    return Object.fromEntries(await Promise.all(modules)) as Modules
  } finally {
    await rm(folder, { recursive: true })
  }
}
