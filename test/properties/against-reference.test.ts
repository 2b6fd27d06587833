import process from 'node:process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { run } from '../../src/experiment/run.ts'
import { differences } from '../reference/differences.ts'
import { simulate } from '../reference/simulate.ts'
import { arbitraryScenario } from './arbitrary-scenario.ts'
import { featuresNamed } from './features.ts'
import { loadDocument } from './load-document.ts'

/** `FEATURES=set,licences` takes scenarios of these, `ORDER=any` leaves the order of events within an instant open. */
const { FEATURES, ORDER } = process.env
const features = featuresNamed(FEATURES)
const scope = { features, anyOrder: ORDER === 'any' }

/** The program's results that the reference does not have, with every event kept and, on its fast path, without. */
test('every event, outcome, flow, count and sum of a run is that of the plain reference', {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryScenario(features), async (document) => {
      const scenario = loadDocument(document)
      const reference = simulate(scenario)
      const traced = await run(scenario, { devices: true, events: true })
      expect(differences(traced, reference, scope).slice(0, 4).join('\n')).toBe('')
      const untraced = await run(scenario, { devices: true })
      expect(differences(untraced, reference, scope).slice(0, 4).join('\n')).toBe('')
      expect(untraced.fingerprint).toBe(traced.fingerprint)
    }),
    { numRuns: 300 },
  )
})
