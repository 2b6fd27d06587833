import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type RunOptions, run } from '../../src/experiment/run.ts'
import type { Results } from '../../src/measure/results.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { arbitraryScenario } from './arbitrary-scenario.ts'
import { loadDocument } from './load-document.ts'
import { plainResults } from './plain-results.ts'

test('results do not depend on how the devices are cut into blocks, on the clock or on Math.random', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryScenario(), fc.boolean(), async (document, events) => {
      const scenario = loadDocument(document)
      const whole = plainResults(
        await runSealed(scenario, { devices: true, events, blockSize: Number.MAX_SAFE_INTEGER }),
      )
      for (const blockSize of [1, 7, 1000]) {
        const cut = plainResults(await runSealed(scenario, { devices: true, events, blockSize }))
        expect(cut, `blocks of ${blockSize}`).toEqual(whole)
      }
      expect(plainResults(await run(scenario, { devices: true, events })), 'blocks of the usual size').toEqual(whole)
    }),
    { numRuns: 40 },
  )
})

test('devices that meet at the service give the same results again', async () => {
  const limited = arbitraryScenario().map((document) => ({
    ...document,
    stations: { service: { ratePerMinute: 1, retryAfter: '5m' } },
  }))
  await fc.assert(
    fc.asyncProperty(limited, async (document) => {
      const scenario = loadDocument(document)
      const once = plainResults(await runSealed(scenario, { devices: true, blockSize: 1 }))
      const again = plainResults(await runSealed(loadDocument(document), { devices: true, blockSize: 7 }))
      expect(again).toEqual(once)
    }),
    { numRuns: 15 },
  )
})

/** Runs with neither a clock nor `Math.random`: asking for them from the program's folders is an error. */
async function runSealed(scenario: Scenario, options: RunOptions): Promise<Results> {
  const { random } = Math
  const { now } = Date
  Math.random = () => refuse('Math.random', random)
  Date.now = () => refuse('Date.now', now)
  try {
    return await run(scenario, options)
  } finally {
    Math.random = random
    Date.now = now
  }
}

function refuse(name: string, original: () => number): number {
  if (new Error().stack?.includes('/src/')) throw new Error(`the program calls ${name}`)
  return original()
}
