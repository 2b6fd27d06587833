import { defineConfig } from 'vitest/config'

/** Tests that put their own modules in the place of others need a module graph of their own; the rest share one. */
const MOCKING = ['test/export/output-folder-killed.test.ts', 'test/export/unreadable.test.ts']
const LONG = 'test/**/*.long.test.ts'
const common = { testTimeout: 60_000, pool: 'threads' } as const

export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      {
        test: { ...common, name: 'tests', include: ['test/**/*.test.ts'], exclude: [LONG, ...MOCKING], isolate: false },
      },
      { test: { ...common, name: 'mocking', include: MOCKING } },
    ],
  },
})
