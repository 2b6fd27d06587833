import fc from 'fast-check'
import { expect, test } from 'vitest'
import { run } from '../../src/experiment/run.ts'
import type { Results } from '../../src/measure/results.ts'
import { formatDuration, parseDuration } from '../../src/scenario/words/duration.ts'
import { arbitraryScenario, type Document } from './arbitrary-scenario.ts'
import { loadDocument } from './load-document.ts'
import { livesOf } from './plain-results.ts'

/** Devices that nothing couples: no service that refuses, no waves that count heads, dates that stand by themselves. */
const uncoupled = arbitraryScenario().map(
  ({ stations: _, ...document }): Document => ({
    ...document,
    change: withDates({ ...document.change, waves: waves(document).map(({ count: _, ...wave }) => wave) }),
    ...('support' in document ? { support: withDates({ ...(document.support as object) }, document.change.at) } : {}),
  }),
)

const phones = {
  cohort: 'phones',
  devices: 3,
  platform: 'ios',
  enrolment: 'user',
  presence: { kind: 'renewal', online: { exponential: '1h' }, offline: { exponential: '2h' } },
}

test('a new cohort moves no other device, wherever it stands in the file', async () => {
  await fc.assert(
    fc.asyncProperty(uncoupled, fc.nat(), async (document, place) => {
      const fleet = document.fleet.toSpliced(place % (document.fleet.length + 1), 0, phones)
      await expectSameLives(document, { ...document, fleet })
    }),
    { numRuns: 40 },
  )
})

test('a wave of others moves no device', async () => {
  await fc.assert(
    fc.asyncProperty(
      uncoupled,
      fc.nat(),
      fc.constantFrom({}, { share: 0.5 }, { count: 2 }),
      async (document, place, size) => {
        const fleet = [...document.fleet, phones]
        const wave = { name: 'others', at: '0s', cohorts: ['phones'], ...size }
        const before = waves(document)
        const after = before.toSpliced(place % (before.length + 1), 0, wave)
        const base = { ...document, fleet, change: { ...named(document), waves: before, ...FORTH } }
        const more = { ...base, change: { ...base.change, waves: after } }
        await expectSameLives(base, more, (name) => !name.startsWith('phones#'))
      },
    ),
    { numRuns: 40 },
  )
})

test('another date of the switch moves no device that a wave has moved', async () => {
  await fc.assert(
    fc.asyncProperty(uncoupled, fc.integer({ min: 1, max: 5 }), async (document, steps) => {
      const at = parseDuration(document.change.at as string)
      const step = Math.floor((parseDuration(document.horizon as string) - at - 1) / 6)
      const push = document.push === 'off' ? 'off' : { ...(document.push as object), pushOnSwitch: false }
      const list = waves(document).map((wave) => ({
        ...wave,
        at: formatDuration(Math.min(at, parseDuration(wave.at as string))),
      }))
      const apns = { ...(document.change.apns as object), required: false, uploads: 'never' }
      const base = { ...document, push, change: { ...document.change, ...FORTH, waves: list, apns } }
      const later = { ...base, change: { ...base.change, at: formatDuration(at + steps * step) } }
      const moved = movedByWaves(await run(loadDocument(base), { devices: true }), at)
      await expectSameLives(base, later, (_, index) => moved(index))
    }),
    { numRuns: 40 },
  )
})

test('another date of a sync moves no device of other cohorts', async () => {
  await fc.assert(
    fc.asyncProperty(uncoupled, async (document) => {
      const fleet = [...document.fleet, phones]
      const { actions = [], ...change } = named(document)
      const withSync = (at: string) => ({
        ...document,
        fleet,
        change: { ...change, actions: [{ at, kind: 'sync', cohorts: ['phones'] }, ...(actions as object[])] },
      })
      await expectSameLives(withSync('0s'), withSync('20h'), (name) => !name.startsWith('phones#'))
    }),
    { numRuns: 30 },
  )
})

test('devices added to the end of a cohort move no device before them', async () => {
  const growing = uncoupled.filter(({ fleet }) => fleet.some((cohort) => mayGrow(fleet, cohort)))
  await fc.assert(
    fc.asyncProperty(growing, fc.integer({ min: 1, max: 9 }), async (document, more) => {
      const chosen = document.fleet.find((cohort) => mayGrow(document.fleet, cohort))
      const fleet = document.fleet.map((cohort) =>
        cohort === chosen ? { ...cohort, devices: (cohort.devices as number) + more } : cohort,
      )
      await expectSameLives(document, { ...document, fleet })
    }),
    { numRuns: 40 },
  )
})

/** One direction has waves. */
const FORTH = { from: 'hybrid', to: 'intune' }

function waves({ change }: Document): Record<string, unknown>[] {
  return (change.waves ?? []) as Record<string, unknown>[]
}

/** The plan with the cohorts of its lists by name, so that a new one is in none of them. */
function named({ change, fleet }: Document): Document['change'] {
  const cohorts = fleet.map(({ cohort }) => cohort)
  const lists = ['waves', 'licences', 'campaigns', 'actions'].filter((key) => key in change)
  const filled = lists.map((key) => [key, (change[key] as object[]).map((item) => ({ cohorts, ...item }))])
  return { ...change, ...Object.fromEntries(filled) }
}

/** A cohort whose growth changes no other's user, gives no user another device and takes no place in support's queue. */
function mayGrow(fleet: Document['fleet'], { cohort, enrolment, owners }: Record<string, unknown>): boolean {
  return enrolment === 'user' && owners === undefined && fleet.every((other) => other.owners !== cohort)
}

/** Writes every date that counts from the change as one from the start. */
function withDates<T>(value: T, at = (value as { at?: unknown }).at as unknown): T {
  if (Array.isArray(value)) return value.map((item) => withDates(item, at)) as T
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withDates(item as unknown, at)])) as T
  }
  if (typeof value !== 'string' || !/^[+-]/.test(value)) return value
  const sign = value.startsWith('-') ? -1 : 1
  return formatDuration(parseDuration(at as string) + sign * parseDuration(value.slice(1))) as T
}

function movedByWaves({ devices }: Results, before: number): (index: number) => boolean {
  return (index) => devices!.wave[index]! >= 0 && devices!.changedAt[index]! < before
}

/** Both runs have the same trace for every device of the first that `concerns` picks, by name and number from 0. */
async function expectSameLives(
  before: Document,
  after: Document,
  concerns: (name: string, index: number) => boolean = () => true,
): Promise<void> {
  const [one, other] = [before, after].map((document) => run(loadDocument(document), { events: true }))
  const [lives, otherLives] = [livesOf(await one!), livesOf(await other!)]
  for (const [index, [name, life]] of [...lives].entries()) {
    if (concerns(name, index)) expect(otherLives.get(name), name).toEqual(life)
  }
}
