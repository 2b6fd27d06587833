import fc from 'fast-check'
import { expect, test } from 'vitest'
import { run } from '../../src/experiment/run.ts'
import { arbitraryScenario } from './arbitrary-scenario.ts'
import { FEATURES } from './features.ts'
import { loadDocument } from './load-document.ts'
import { plainResults } from './plain-results.ts'

/** Scenarios with a service that has room for a few check-ins a minute, for all or not. */
const limited = fc
  .tuple(arbitraryScenario(), fc.integer({ min: 1, max: 6 }), fc.constantFrom('10s', '5m'))
  .map(([{ stations, ...document }, ratePerMinute, retryAfter]) => ({
    ...document,
    stations: { ...(stations as object), service: { ratePerMinute, retryAfter } },
  }))

test('keeping every event changes nothing else: devices that wait for the service are followed one way, or another', async () => {
  await fc.assert(
    fc.asyncProperty(limited, async (document) => {
      const scenario = loadDocument(document)
      const followed = await run(scenario, { devices: true, events: true })
      const counted = await run(scenario, { devices: true, events: false })
      expect({ ...plainResults(counted), events: null }).toEqual({ ...plainResults(followed), events: null })
    }),
    { numRuns: 60 },
  )
})

test('in scenarios with everything', async () => {
  await fc.assert(
    fc.asyncProperty(
      arbitraryScenario(FEATURES.filter((feature) => feature !== 'third-party' && feature !== 'coexistence')),
      async (document) => {
        const scenario = loadDocument(document)
        const followed = await run(scenario, { devices: true, events: true })
        const counted = await run(scenario, { devices: true, events: false })
        expect({ ...plainResults(counted), events: null }).toEqual({ ...plainResults(followed), events: null })
      },
    ),
    { numRuns: 40 },
  )
})
