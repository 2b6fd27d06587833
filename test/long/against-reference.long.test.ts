import process from 'node:process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { run } from '../../src/experiment/run.ts'
import { arbitraryScenario } from '../properties/arbitrary-scenario.ts'
import { featuresNamed } from '../properties/features.ts'
import { loadDocument } from '../properties/load-document.ts'
import { differences } from '../reference/differences.ts'
import { simulate } from '../reference/simulate.ts'

const { FEATURES, ORDER } = process.env
const features = featuresNamed(FEATURES)
const scope = { features, anyOrder: ORDER === 'any' }

test('a thousand more scenarios give the events of the plain reference', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryScenario(features), async (document) => {
      const scenario = loadDocument(document)
      const results = await run(scenario, { devices: true, events: true })
      expect(differences(results, simulate(scenario), scope).slice(0, 4).join('\n')).toBe('')
    }),
    { numRuns: 1000 },
  )
})
