import fc from 'fast-check'
import { expect, test } from 'vitest'
import { run } from '../../src/experiment/run.ts'
import { arbitraryScenario, type Document } from './arbitrary-scenario.ts'
import { FEATURES } from './features.ts'
import { loadDocument } from './load-document.ts'
import { plainResults } from './plain-results.ts'

/** Devices whose events are kept go from timer to timer; the others pass over what is usual, and run past the service. */
async function expectSameWithEvents(document: Document | Record<string, unknown>): Promise<void> {
  const scenario = loadDocument(document as Document)
  const followed = await run(scenario, { devices: true, events: true })
  const counted = await run(scenario, { devices: true, events: false })
  expect({ ...plainResults(counted), events: null }).toEqual({ ...plainResults(followed), events: null })
}

test('keeping every event changes nothing else where a service has room for a few check-ins a minute', async () => {
  const limited = fc
    .tuple(fc.subarray([...FEATURES], { maxLength: 5 }), fc.integer({ min: 1, max: 6 }), fc.constantFrom('10s', '5m'))
    .chain(([features, ratePerMinute, retryAfter]) =>
      arbitraryScenario(features).map(({ stations, ...document }) => ({
        ...document,
        stations: { ...(stations as object), service: { ratePerMinute, retryAfter } },
      })),
    )
  await fc.assert(fc.asyncProperty(limited, expectSameWithEvents), { numRuns: 80 })
})

const KIOSKS = {
  ...{ name: 'kiosks', seed: 'first', horizon: '2d', enrolment: { duration: '20m', failure: 0, retry: '4h' } },
  ...{ push: { deadShare: 1 }, poll: { interval: '2h' }, channelRenewal: 'off' },
}
/** They are switched, and come back to the old service before the tenant is. */
const CHANGE = {
  ...{ kind: 'in-place', from: 'hybrid', to: 'intune', at: '1d 12h' },
  actions: ['switchDevices', 'reenrol'].map((kind) => ({ at: '3h', kind, cohorts: ['kiosks'] })),
}

test('the first check-in after a change is noted though a service has refused the one before', async () => {
  await expectSameWithEvents({
    ...KIOSKS,
    fleet: [
      {
        ...{ cohort: 'kiosks', devices: 2, platform: 'windows', enrolment: 'userless' },
        presence: {
          kind: 'trace',
          online: [
            ['0s', '3h 21m'],
            ['10h', '2d'],
          ],
        },
      },
      { cohort: 'crowd', devices: 10, platform: 'android', presence: 'always' },
    ],
    change: CHANGE,
    stations: { service: { ratePerMinute: 1 } },
  })
})

test('the first check-in after a change is noted though there was no APNs certificate for the one before', async () => {
  await expectSameWithEvents({
    ...KIOSKS,
    fleet: [{ cohort: 'kiosks', devices: 2, platform: 'ipados', enrolment: 'userless', presence: 'always' }],
    change: { ...CHANGE, apns: { expires: '3h 10m', uploads: [{ at: '6h' }] } },
  })
})
