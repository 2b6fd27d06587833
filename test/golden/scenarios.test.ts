import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import './headlines.ts'
import { CHANGES, DEPENDENCIES, OTHER_KINDS } from './names.ts'
import { recorded } from './recorded.ts'

recorded(CHANGES)

describe('the folder of scenarios', () => {
  const names = [...CHANGES, ...DEPENDENCIES, ...OTHER_KINDS].sort()

  it('has no scenario that no test runs', () => {
    const files = readdirSync('scenarios').filter((file) => file.endsWith('.yaml'))
    expect(files.map((file) => file.replace('.yaml', '')).sort()).toEqual(names)
  })

  it('has no golden file without a scenario', () => {
    const golden = readdirSync('test/golden').filter((file) => file.endsWith('.json'))
    expect(golden.map((file) => file.replace('.json', '')).sort()).toEqual(names)
  })
})
