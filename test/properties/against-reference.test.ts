import process from 'node:process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { run } from '../../src/experiment/run.ts'
import { differences } from '../reference/differences.ts'
import { simulate } from '../reference/simulate.ts'
import { arbitraryScenario } from './arbitrary-scenario.ts'
import { FEATURES, type Feature, featuresNamed } from './features.ts'
import { loadDocument } from './load-document.ts'

/** `FEATURES=set,licences` takes scenarios of these, `ORDER=any` leaves the order of events within an instant open. */
const asked = process.env.FEATURES
const anyOrder = process.env.ORDER === 'any'
const each: readonly (readonly Feature[])[] = [[], ...FEATURES.map((feature) => [feature])]
const cases =
  asked === undefined
    ? each.map((features) => ({ features, runs: features.length === 0 ? 120 : 14 }))
    : [{ features: featuresNamed(asked), runs: 300 }]

/** The program's results that the reference does not have, with every event kept and, on its fast path, without. */
test.each(cases)(
  'every event, outcome, flow, count and sum of a run with $features is that of the plain reference',
  { timeout: 300_000 },
  async ({ features, runs }) => {
    const scope = { features, anyOrder }
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
      { numRuns: runs },
    )
  },
)
