import { relative } from 'node:path'
import type { InputOptions, OutputOptions } from 'rolldown'

/** What the inner loops are made of. */
const ENGINE = /^src[/](random|engine|fleet|model|measure)[/]|(^|[/])node_modules[/]@stdlib[/]/

/**
 * How code is bundled: the program, and what tests and benchmarks run outside of the test runner.
 *
 * The inner loops depend on it: top-level constants stay `const`, which the compiler of Node takes for constant, numbers
 * among them are written where they are used, and what the loops call is in one file with them.
 */
export const bundling = {
  platform: 'node',
  external: ['piscina'],
  optimization: { inlineConst: { mode: 'all', pass: 3 } },
} satisfies InputOptions

export const chunks = {
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
  comments: false,
  strict: true,
  codeSplitting: { groups: [{ name: 'engine', test: (id) => ENGINE.test(relative(import.meta.dirname, id)) }] },
} satisfies OutputOptions
