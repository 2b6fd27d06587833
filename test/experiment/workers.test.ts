import { fc, test } from '@fast-check/vitest'
import { afterAll, describe, expect } from 'vitest'
import { InlineExecutor } from '../../src/experiment/inline-executor.ts'
import { type RunOptions, run } from '../../src/experiment/run.ts'
import { workersFor } from '../../src/experiment/workers.ts'
import { exportSource } from '../../src/export/export-source.ts'
import { EXPORTERS } from '../../src/export/exporters.ts'
import type { Results } from '../../src/measure/results.ts'
import { planOf } from '../../src/model/plan.ts'
import { summarise } from '../../src/report/summarise.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { keptTexts, streamedTexts } from '../helpers/detail-texts.ts'
import { cohort, type Document } from '../helpers/story.ts'
import { arbitraryScenario } from '../properties/arbitrary-scenario.ts'
import { buildThreads } from './worker-threads.ts'

const threads = await buildThreads()
const executors = new Map([2, 3, 8].map((workers) => [workers, new threads.ThreadExecutor(workers)]))
afterAll(() => Promise.all([...executors.values()].map((executor) => executor.close())))

const PHONES = cohort({
  devices: 70,
  devicesPerUser: 2,
  profiles: { vpn: { renamed: 0.5, unassigned: 0.5 } },
  licensed: 0.9,
  presence: { kind: 'renewal', online: { lognormal: { median: '9h', p95: '30h' } }, offline: { exponential: '4h' } },
})
const LAPTOPS = cohort({ cohort: 'laptops', devices: 40, owners: 'phones', platform: 'windows', presence: 'weekly' })
const KIOSKS = cohort({ cohort: 'kiosks', devices: 30, platform: 'ios', enrolment: 'userless' })

const IN_PLACE: Document = {
  name: 'in place',
  seed: 'workers',
  horizon: '4d',
  bucket: '2h',
  fleet: [PHONES, LAPTOPS, KIOSKS],
  change: { kind: 'in-place', from: 'hybrid', to: 'intune', at: '1d' },
}

/** Small fleets with all that a plan computes once: calendars, waves by count, outages, tickets, a station. */
const SCENARIOS: readonly (readonly [name: string, document: Document])[] = [
  ['in place', IN_PLACE],
  [
    'waves, campaigns and licences',
    {
      ...IN_PLACE,
      change: {
        ...(IN_PLACE.change as Document),
        waves: [
          { name: 'pilot', at: '6h', count: 9 },
          { name: 'rest', at: '12h', share: 0.5 },
        ],
        campaigns: [{ at: '8h', response: 0.4, delay: { exponential: '5h' } }],
        licences: [{ at: '30h', share: 0.5 }],
        settingsReady: { wifi: '+6h' },
      },
      retention: { max: { wifi: '6h' }, clock: 'last-contact' },
    },
  ],
  [
    'APNs and tickets',
    {
      ...IN_PLACE,
      change: { kind: 'in-place', from: 'intune', to: 'hybrid', at: '1d', apns: { uploads: [{ at: '+9h' }] } },
      support: { openedAt: '-1h', leadTime: '1h', hours: 'always' },
    },
  ],
  ['a service that is full', { ...IN_PLACE, stations: { service: { ratePerMinute: 2 } } }],
  ['one device', { ...IN_PLACE, fleet: [cohort()] }],
]

function load(document: Document) {
  const loaded = loadScenario(JSON.stringify(document), { file: 'test' })
  if (!loaded.ok) throw new Error(loaded.diagnostics.map(({ path, message }) => `${path} ${message}`).join('; '))
  return loaded
}

/** Every byte of every file, and the fingerprint; `details` are those of a run that kept none. */
function bytes(results: Results, document: Document, details = keptTexts(results)): string {
  const source = exportSource(results, summarise(results, load(document).document))
  const texts = EXPORTERS.flatMap(({ file, chunks }) => [file, ...chunks(source)])
  return [results.fingerprint, ...texts, details.devices, details.events].join('\n')
}

const ALL = { devices: true, events: true } as const

async function bytesOf(document: Document, options: RunOptions = {}): Promise<string> {
  return bytes(await threads.run(load(document).scenario, { ...ALL, ...options }), document)
}

/** The same when the run hands its details over part by part. */
async function streamedBytes(document: Document, options: RunOptions = {}): Promise<string> {
  const { scenario } = load(document)
  const { results, ...texts } = await streamedTexts(scenario, (more) => threads.run(scenario, { ...more, ...options }))
  return bytes(results, document, texts)
}

describe('the number of workers', () => {
  for (const [name, document] of SCENARIOS) {
    test(`does not change a byte: ${name}`, { timeout: 120_000 }, async () => {
      const alone = bytes(await run(load(document).scenario, ALL), document)
      expect(alone).toContain('\ntime_ms,device,event,detail\n')
      expect(await streamedBytes(document)).toBe(alone)
      for (const [workers, executor] of executors) {
        expect([workers, await bytesOf(document, { executor, blockSize: 7 })]).toEqual([workers, alone])
        expect([workers, await streamedBytes(document, { executor, blockSize: 7 })]).toEqual([workers, alone])
      }
    })
  }

  const MODES = [
    (document: Document, blockSize: number) => bytesOf(document, { executor: executors.get(3)!, blockSize }),
    (document: Document, blockSize: number) => streamedBytes(document, { executor: executors.get(3)!, blockSize }),
    (document: Document, blockSize: number) => streamedBytes(document, { blockSize }),
  ]
  test.prop([arbitraryScenario(), fc.integer({ min: 1, max: 9 }), fc.constantFrom(...MODES)], { numRuns: 36 })(
    'does not change a byte of any scenario, nor does a run that hands its details over',
    async (document, blockSize, perform) => {
      expect(await perform(document, blockSize)).toBe(await bytesOf(document))
    },
  )

  test('does not change a byte with threads of its own and blocks of its choice', async () => {
    const document = { ...IN_PLACE, fleet: [{ ...PHONES, devices: 3000 }] }
    const alone = await bytesOf(document)
    expect(await bytesOf(document, { workers: 2 })).toBe(alone)
    expect(await streamedBytes(document, { workers: 2 })).toBe(alone)
  })
})

const inPlace = load(IN_PLACE).scenario
const inPlaceAlone = bytes(await run(inPlace, ALL), IN_PLACE)

test.prop([fc.array(fc.nat(40), { minLength: 12, maxLength: 12 })], { numRuns: 20 })(
  'the order in which tasks end does not change a byte',
  async (delays) => {
    const inline = new InlineExecutor(planOf(inPlace))
    const executor = {
      workers: 4,
      async perform(task: Parameters<typeof inline.perform>[0]) {
        const part = await inline.perform(task)
        for (let turns = delays[task.slot]!; turns > 0; turns--) await new Promise((resolve) => setImmediate(resolve))
        return structuredClone(part)
      },
      close: () => inline.close(),
    }
    const results = await run(inPlace, { ...ALL, blockSize: 12, executor })
    expect(bytes(results, IN_PLACE)).toBe(inPlaceAlone)
  },
)

describe('the number of workers that a run takes', () => {
  const { scenario } = load(IN_PLACE)
  const large = load({ ...IN_PLACE, fleet: [{ ...PHONES, devices: 1_000_000 }] }).scenario

  test('is the one asked for, but not more than there are devices', () => {
    expect([workersFor(scenario, 5), workersFor(scenario, 500)]).toEqual([5, 140])
  })

  test('is one for a small run', () => {
    expect(workersFor(scenario)).toBe(1)
  })

  test('is one where devices meet at a station', () => {
    const service = { ratePerMinute: 1000, retryAfter: { kind: 'constant', value: 60_000 } } as const
    expect(workersFor({ ...large, stations: { ...large.stations, service } }, 8)).toBe(1)
  })
})
