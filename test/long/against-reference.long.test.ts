import fc from 'fast-check'
import { expect, test } from 'vitest'
import { run } from '../../src/experiment/run.ts'
import { arbitraryScenario } from '../properties/arbitrary-scenario.ts'
import { FEATURES, type Feature } from '../properties/features.ts'
import { loadDocument } from '../properties/load-document.ts'
import { differences } from '../reference/differences.ts'
import { simulate } from '../reference/simulate.ts'

/** The reference may take long for a scenario with everything in it: so many of them as fit into this time, ms. */
const PATIENCE = 60_000

async function compare(features: readonly Feature[], runs: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(arbitraryScenario(features), async (document) => {
      const scenario = loadDocument(document)
      const results = await run(scenario, { devices: true, events: true })
      const scope = { features, anyOrder: false }
      expect(differences(results, simulate(scenario), scope).slice(0, 4).join('\n')).toBe('')
    }),
    { numRuns: runs, interruptAfterTimeLimit: PATIENCE },
  )
}

test('a thousand more changes in place give the events of the plain reference', async () => {
  await compare([], 1000)
})

test('so do scenarios in which everything happens', async () => {
  await compare(FEATURES, 200)
})

const PAIRS: readonly (readonly Feature[])[] = [
  ['third-party', 'actions'],
  ['coexistence', 'licences', 'actions'],
  ['co-management', 'actions'],
  ['new-devices', 'actions'],
  ['access', 'compliance', 'help-desk'],
  ['certificate', 'help-desk'],
  ['scep', 'categories'],
  ['push-station', 'scep'],
]

test.each(PAIRS)('so do scenarios with %s, %s', async (...features) => {
  await compare(features, 60)
})
