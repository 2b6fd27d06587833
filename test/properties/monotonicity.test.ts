import fc from 'fast-check'
import { expect, test } from 'vitest'
import { run } from '../../src/experiment/run.ts'
import { arbitraryScenario, type Document } from './arbitrary-scenario.ts'
import { loadDocument } from './load-document.ts'

/**
 * Scenarios in which a check-in only ever helps: no limited service; no network that hangs on a profile, because a
 * contact may be what removes it; no message before a device's change, because a check-in ends its retries, and a late
 * retry may be the first contact after the change.
 */
const helpful = arbitraryScenario().map(({ stations: _, ...document }): Document => {
  const { apns = {}, actions = [], ...change } = document.change
  const switches = (actions as { kind: string }[]).filter(({ kind }) => kind === 'switchDevices')
  return {
    ...document,
    fleet: document.fleet.map(({ dependsOn: _, ...cohort }) => cohort),
    change: { ...change, actions: switches, apns: { ...(apns as object), pushOnUpload: false } },
  }
})

test('no management gap gets shorter when more pushes are lost', async () => {
  await fc.assert(
    fc.asyncProperty(helpful, shares(), async (document, [less, more]) => {
      const settings = { ...(document.push === 'off' ? {} : (document.push as object)), deadShare: 0.1 }
      await expectNoShorter(
        { ...document, push: { ...settings, loss: less } },
        { ...document, push: { ...settings, loss: more } },
      )
    }),
    { numRuns: 30 },
  )
})

/**
 * The same without polls that come by push: a device that no push reaches has none of them, so that its last contact is
 * the start, and it keeps a certificate that one with polls may have lost in a long silence.
 */
const polling = helpful.map((document): Document => {
  if (document.poll === 'off') return document
  const { viaPush: _, ...poll } = document.poll as Record<string, unknown>
  return { ...document, poll }
})

test('no management gap gets shorter when pushes reach fewer devices', async () => {
  await fc.assert(
    fc.asyncProperty(polling, shares(), async (document, [less, more]) => {
      const settings = { ...(document.push === 'off' ? {} : (document.push as object)), loss: 0.1 }
      await expectNoShorter(
        { ...document, push: { ...settings, deadShare: less } },
        { ...document, push: { ...settings, deadShare: more } },
      )
    }),
    { numRuns: 30 },
  )
})

test('no management gap gets shorter when support takes longer to answer', async () => {
  await fc.assert(
    fc.asyncProperty(helpful, fc.nat(100), fc.integer({ min: 1, max: 100 }), async (document, first, more) => {
      const waiting = (hours: number) => ({
        ...document,
        fleet: [...document.fleet, asKiosks(document.fleet[0]!)],
        push: 'off',
        support: { ...(document.support as object), leadTime: `${hours}h` },
      })
      await expectNoShorter(waiting(first), waiting(first + more))
    }),
    { numRuns: 30 },
  )
})

test('no management gap gets shorter when the Apple certificate is uploaded later', async () => {
  await fc.assert(
    fc.asyncProperty(helpful, fc.nat(100), fc.integer({ min: 1, max: 100 }), async (document, first, more) => {
      const uploaded = (hours: number) => ({
        ...document,
        change: { ...document.change, apns: { required: true, uploads: [{ at: `+${hours}h` }] } },
      })
      await expectNoShorter(uploaded(first), uploaded(first + more))
    }),
    { numRuns: 30 },
  )
})

/** Nothing else keeps the device: a poll that fails on its return would not come again when that ends. */
test('no management gap gets shorter when a device that is away at the change returns later', async () => {
  const returning = fc.record({
    leaves: fc.nat(100),
    away: fc.integer({ min: 1, max: 60 }),
    later: fc.integer({ min: 1, max: 60 }),
  })
  await fc.assert(
    fc.asyncProperty(helpful, returning, async (document, { leaves, away, later }) => {
      const at = 100 + leaves
      const back = (hours: number) => ({
        ...document,
        horizon: '20d',
        bucket: '1d',
        fleet: document.fleet.map((cohort) => ({
          ...cohort,
          enrolment: 'user',
          licensed: 1,
          presence: {
            kind: 'trace',
            online: [
              ['0s', `${leaves}h`],
              [`${hours}h`, '18d'],
              ['19d', '20d'],
            ],
          },
        })),
        change: {
          kind: 'in-place',
          from: 'hybrid',
          to: 'intune',
          at: `${at}h`,
          campaigns: document.change.campaigns ?? [],
        },
        poll: { interval: '8h', onReconnect: 'overdue-poll', reconnectDelay: '0s' },
        push: 'off',
        channelRenewal: '5d',
      })
      await expectNoShorter(back(at + away), back(at + away + later))
    }),
    { numRuns: 30 },
  )
})

test('the mean gap of a fleet that is always online does not get shorter when it polls less often', async () => {
  const hours = fc.integer({ min: 1, max: 24 })
  await fc.assert(
    fc.asyncProperty(fc.nat(999_999), fc.nat(96), hours, hours, async (seed, at, base, more) => {
      const polling = (interval: number) => ({
        name: 'always online',
        seed: `seed ${seed}`,
        horizon: '10d',
        bucket: '1d',
        fleet: [{ cohort: 'phones', devices: 1000, platform: 'android', presence: 'always' }],
        change: { kind: 'in-place', from: 'hybrid', to: 'intune', at: `${at}h` },
        poll: { interval: `${interval}h`, jitter: 0.05 },
        push: 'off',
      })
      // An interval half as long again is far beyond what chance does to the mean of a thousand devices.
      const [short, long] = [await gapsOf(polling(base)), await gapsOf(polling(Math.ceil(base * 1.5) + more - 1))]
      expect(sum(long)).toBeGreaterThanOrEqual(sum(short))
    }),
    { numRuns: 30 },
  )
})

/** Two shares, the lower first. */
function shares(): fc.Arbitrary<readonly [number, number]> {
  return fc.tuple(fc.nat(100), fc.nat(100)).map(([a, b]) => [Math.min(a, b) / 100, Math.max(a, b) / 100])
}

/** Such devices again, but without users: they wait for support. */
function asKiosks({ owners: _, ...cohort }: Record<string, unknown>): Record<string, unknown> {
  return { ...cohort, cohort: 'kiosks', enrolment: 'userless' }
}

async function expectNoShorter(document: Document, worse: Document): Promise<void> {
  const [before, after] = [await gapsOf(document), await gapsOf(worse)]
  const shorter = after.flatMap((gap, device) =>
    gap < before[device]! ? [`device ${device + 1}: ${before[device]} to ${gap}`] : [],
  )
  expect(shorter).toEqual([])
}

/** The management gap of every device. */
async function gapsOf(document: Document): Promise<readonly number[]> {
  return [...(await run(loadDocument(document), { devices: true })).devices!.gaps[0]!]
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
