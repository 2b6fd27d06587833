import { beforeAll, describe, expect, test, vi } from 'vitest'
import { run } from '../../src/experiment/run.ts'
import { trace } from '../../src/experiment/trace.ts'
import type { Results } from '../../src/measure/results.ts'
import { DeviceLife } from '../../src/model/device-life.ts'
import { CAUSES, type Cause, GAPS, STATES } from '../../src/model/vocabulary.ts'
import type { Story } from '../../src/report/story/story.ts'
import { tellStory } from '../../src/report/story/tell-story.ts'
import { type LoadOptions, loadScenario } from '../../src/scenario/load.ts'
import { type Document, HOUR } from '../helpers/story.ts'

const QUIET: Document = { name: 'story', seed: 'story', horizon: '20d', bucket: '1h' }
const CHANGE: Document = { kind: 'in-place', from: 'hybrid', to: 'intune', at: '1d' }
const PHONES: Document = { cohort: 'phones', devices: 40, platform: 'ios', presence: 'always' }
const COMES_AND_GOES: Document = { kind: 'renewal', online: { exponential: '16h' }, offline: { exponential: '8h' } }
/** Online at the start and on one day more. */
const SELDOM_SEEN = (day: number): Document => ({
  kind: 'trace',
  online: [
    ['0h', '1h'],
    [`${day}d`, `${day + 1}d`],
  ],
})

/** Scenarios with devices whose main cause is the one named. */
const BY_CAUSE: Readonly<Partial<Record<Cause, Document>>> = {
  ticket: { fleet: [{ ...PHONES, enrolment: 'userless' }], change: CHANGE },
  licence: { fleet: [{ ...PHONES, licensed: 0.5 }], change: CHANGE },
  apns: { fleet: [PHONES], change: { ...CHANGE, from: 'intune', to: 'hybrid', apns: { uploads: [{ at: '+9h' }] } } },
  offline: { fleet: [{ ...PHONES, presence: COMES_AND_GOES }], change: CHANGE },
  'awaiting-checkin': { fleet: [PHONES], change: CHANGE, push: 'off' },
  stranded: {
    fleet: [{ ...PHONES, presence: { kind: 'rare', every: '9d', length: '3h' }, dependsOn: { kinds: ['wifi'] } }],
    change: CHANGE,
  },
  'never-online': { fleet: [{ ...PHONES, presence: 'dormant' }], change: CHANGE },
  'user-not-enrolled': {
    fleet: [{ ...PHONES, presence: COMES_AND_GOES }],
    change: { ...CHANGE, kind: 'third-party', from: 'third-party', decommission: '5d' },
    enrolment: { failure: 0 },
  },
  'enrolment-failed': {
    fleet: [PHONES],
    change: { ...CHANGE, kind: 'third-party', from: 'third-party' },
    enrolment: { failure: 0.8, retry: '1d' },
    conditionalAccess: { grace: '2d' },
    helpDesk: {},
  },
  retired: { fleet: [PHONES], change: { ...CHANGE, actions: [{ at: '5d', kind: 'retire' }] } },
  'identity-certificate': {
    fleet: [
      {
        ...PHONES,
        devices: 1,
        presence: SELDOM_SEEN(19),
        profiles: { vpn: 'renamed' },
      },
    ],
    change: CHANGE,
    identityCertificate: { remaining: '5d' },
    poll: 'off',
  },
  throttled: { fleet: [PHONES], change: CHANGE, stations: { service: { ratePerMinute: 1 } } },
  category: {
    fleet: [{ ...PHONES, category: 1 }],
    change: CHANGE,
    retention: { max: '1h' },
    categories: { ratePerHour: 1 },
  },
  issuance: { fleet: [PHONES], change: CHANGE, retention: { max: '10m' }, stations: { scep: { ratePerMinute: 1 } } },
  removed: {
    horizon: '400d',
    bucket: '1d',
    fleet: [{ ...PHONES, devices: 1, presence: SELDOM_SEEN(399) }],
    change: CHANGE,
    identityCertificate: { remaining: '5d' },
    poll: 'off',
  },
  'not-compliant': {
    fleet: [{ ...PHONES, presence: { kind: 'renewal', online: '1d', offline: '1d' } }],
    change: CHANGE,
    compliance: { validity: '6h' },
    conditionalAccess: { grace: '0s' },
  },
  'access-lag': {
    fleet: [PHONES],
    change: { ...CHANGE, kind: 'third-party', from: 'third-party', migrate: { response: 1, delay: '1d' } },
    conditionalAccess: { grace: '0s', unblockDelay: '5d' },
  },
  'not-assigned': { fleet: [{ ...PHONES, profiles: { vpn: 'unassigned' } }], change: CHANGE },
  'settings-late': { fleet: [PHONES], change: { ...CHANGE, settingsReady: { wifi: '+9d' } } },
}

/** Causes against which there is no single assignment to try. */
const WITHOUT_REMEDY: readonly Cause[] = ['offline', 'never-online', 'not-compliant', 'access-lag']

function load(document: Document, set: readonly string[] = []) {
  const options: LoadOptions = { file: 'story', set }
  const loaded = loadScenario(JSON.stringify({ ...QUIET, ...document }), options)
  if (loaded.ok) return loaded
  throw new Error(loaded.diagnostics.map(({ path, message }) => `${path} ${message}`).join('; '))
}

async function storyOf(document: Document, device: number, set: readonly string[] = []): Promise<Story> {
  const { scenario, document: resolved } = load(document, set)
  return tellStory({ scenario, document: resolved, trace: await trace(scenario, device) })
}

/** The first device with this main cause. */
function findDevice(results: Results, cause: Cause): number {
  const device = results.devices!.mainCause.indexOf(CAUSES.indexOf(cause))
  expect(device, `no device for ${cause}`).toBeGreaterThanOrEqual(0)
  return device
}

describe.each(Object.entries(BY_CAUSE) as [Cause, Document][])(
  'the story of a device whose main cause is %s',
  (cause, document) => {
    let results: Results
    let story: Story
    let device: number
    beforeAll(async () => {
      results = await run(load(document).scenario, { devices: true, events: true })
      device = findDevice(results, cause)
      story = await storyOf(document, device)
    })

    test('has gaps that add up to its outcome to the millisecond', () => {
      const outcomes = results.devices!
      const told = GAPS.map((gap) => story.gaps.find((other) => other.gap === gap))
      const totals = told.map((gap) => gap?.total ?? 0)
      expect(totals).toEqual(outcomes.gaps.map((column) => column[device]!))
      expect(told.map((gap) => (gap?.causes ?? []).reduce((sum, { total }) => sum + total, 0))).toEqual(totals)
      const intervals = told.map((gap) => (gap?.periods ?? []).flatMap((period) => period.intervals))
      expect(intervals.map((list) => list.reduce((sum, { from, to }) => sum + to.offset - from.offset, 0))).toEqual(
        totals,
      )
      expect(story.device).toMatchObject({ mainCause: cause, finalState: STATES[outcomes.finalState[device]!]! })
    })

    test('has periods without overlap, whose intervals follow one another', () => {
      for (const { periods } of story.gaps) {
        periods.forEach(({ from, to, intervals }, place) => {
          expect(from.offset).toBe(intervals[0]!.from.offset)
          expect(to.offset).toBe(intervals.at(-1)!.to.offset)
          for (let i = 1; i < intervals.length; i++) {
            expect(intervals[i]!.from.offset).toBe(intervals[i - 1]!.to.offset)
            expect(intervals[i]!.cause).not.toBe(intervals[i - 1]!.cause)
          }
          if (place > 0) expect(from.offset).toBeGreaterThan(periods[place - 1]!.to.offset)
        })
      }
    })

    test('has every event of the device once, at its time', () => {
      const { length, device: of, time, event, detail, names, details } = results.events!
      const expected = Array.from({ length }, (_, i) => i)
        .filter((i) => of[i] === device + 1)
        .map((i) => `${time[i]} ${names[event[i]!]} ${details[detail[i]!]}`)
      const told = story.steps.flatMap(({ offset, events }) =>
        events.map((one) => `${offset} ${one.event} ${one.detail}`),
      )
      expect(told).toEqual(expected)
    })

    test('has words, a rule and advice for all of it', () => {
      for (const step of story.steps) {
        expect(step.words).toMatch(/^[A-Z].*[^.]$/)
        expect(step.words).not.toMatch(/undefined|\bnull\b|NaN|\[object/)
        expect(step.rule).toMatch(/^[A-Z].*\.$/)
        expect(step.rule).not.toMatch(/undefined|\bnull\b|\[object|\{/)
      }
      for (const { openedBy, closedBy, open } of story.gaps.flatMap(({ periods }) => periods)) {
        expect(openedBy).not.toBe('')
        expect(closedBy === '').toBe(open)
      }
      expect(story.advice.map((one) => one.cause)).toContain(cause)
      for (const { words } of story.advice) expect(words).toMatch(/^[A-Z].*\.$/)
    })

    test('is advised fields that a scenario has', () => {
      for (const field of story.advice.flatMap(({ fields }) => fields)) {
        const text = JSON.stringify({ ...QUIET, ...document })
        const loaded = loadScenario(text, { file: 'story', set: [`${field}={ unheard: of }`] })
        // Of a key that is not known the value is the key itself.
        const unknown = loaded.ok ? [] : loaded.diagnostics.filter(({ path, value }) => path.endsWith(`.${value}`))
        expect(unknown.filter(({ value }) => value !== 'unheard')).toEqual([])
      }
    })

    test('is advised something that, when it is tried, shortens the time lost for this cause', async () => {
      const { set, total } = story.advice.find((one) => one.cause === cause)!
      expect(set === null).toBe(WITHOUT_REMEDY.includes(cause))
      if (set === null) return
      const tried = await storyOf(document, device, [set])
      expect(tried.advice.find((one) => one.cause === cause)?.total ?? 0).toBeLessThan(total)
    })
  },
)

test('an attempt to enrol that ends as the one before is routine', async () => {
  const { steps } = await storyOf({ ...BY_CAUSE['enrolment-failed']!, enrolment: { failure: 1, retry: '1d' } }, 0)
  const attempts = steps.filter(({ event }) => event === 'enrol-failed').map(({ routine }) => routine)
  expect(attempts.length).toBeGreaterThan(3)
  expect(attempts).toEqual([null, ...attempts.slice(1).map(() => 'failed-enrolment')])
})

test('a device that the clean-up rule removes is advised to be hidden instead', async () => {
  const fleet = [{ ...PHONES, presence: 'dormant' }]
  const { device, advice } = await storyOf({ fleet, change: CHANGE, cleanup: { after: '5d', mode: 'remove' } }, 0)
  expect(device.mainCause).toBe('retired')
  expect(advice[0]).toMatchObject({ cause: 'retired', set: 'cleanup.mode=hide' })
})

test('a device that waits after the upload of the push certificate is advised to be synced then', async () => {
  const { change, fleet } = BY_CAUSE.apns!
  const plan = { change, fleet, poll: { interval: { ios: '1d' } } }
  const advice = (await storyOf(plan, 1)).advice.find(({ cause }) => cause === 'awaiting-checkin')!
  expect(advice.words).toContain('No push tells it of the new Apple push certificate')
  const tried = (await storyOf(plan, 1, [advice.set!])).advice.find(({ cause }) => cause === 'awaiting-checkin')
  expect(tried!.total).toBeLessThan(10 * 60_000)
})

test('a licence taken away too early is advised to be left until the device has moved', async () => {
  const plan = {
    fleet: [PHONES],
    change: {
      ...CHANGE,
      kind: 'coexistence',
      from: 'intune',
      to: 'office365',
      at: '4d',
      licences: [{ at: '2d', remove: true }],
      apns: { uploads: [] },
    },
  }
  const [advice] = (await storyOf(plan, 0)).advice
  expect(advice).toMatchObject({ cause: 'licence', total: 48 * HOUR, fields: ['change.licences.0.at'] })
  expect((await storyOf(plan, 0, [advice!.set!])).gaps).toEqual([])
})

describe('the rules', () => {
  test('name the assumptions their figures rest on, and do not call that an assumption which the planner has given', async () => {
    const rule = async (retention: Document) => {
      const fleet = [{ ...PHONES, profiles: { vpn: 'unassigned' } }]
      const { steps } = await storyOf({ fleet, change: CHANGE, retention }, 0)
      return steps.find(({ event }) => event === 'kind-missing')!.rule
    }
    expect(await rule({})).toBe(
      'An old profile that nothing has replaced goes at its deadline. Source: Microsoft. Settings: retention.max 7d; retention.clock change (assumption); retention.model local-timer (assumption); retention.endsAt new-settings.',
    )
    expect(await rule({ clock: 'last-contact', max: '3d' })).toContain(
      'retention.max 3d; retention.clock last-contact;',
    )
  })
})

describe('following one device', () => {
  test('simulates it alone, however large the fleet', async () => {
    const begin = vi.spyOn(DeviceLife.prototype, 'begin')
    const { scenario } = load({ fleet: [{ ...PHONES, devices: 1_000_000, presence: COMES_AND_GOES }], change: CHANGE })
    const { simulated, events } = await trace(scenario, 654_321)
    expect(simulated).toBe(1)
    expect(events.length).toBeGreaterThan(10)
    expect(new Set(begin.mock.calls.map(([, device]) => device))).toEqual(new Set([654_321]))
    expect(begin.mock.calls.length).toBeLessThanOrEqual(2)
    begin.mockRestore()
  })

  test('simulates all devices where they meet, says so before, and tells how far it is', async () => {
    const { scenario } = load(BY_CAUSE.throttled!)
    const told: string[] = []
    const { simulated } = await trace(scenario, 3, {
      onFleet: (devices) => told.push(`all ${devices}`),
      onProgress: (done, total) => told.push(`${done} of ${total}`),
    })
    expect(simulated).toBe(40)
    expect([told[0], told.at(-1)]).toEqual(['all 40', '40 of 40'])
  })

  test('stops when it is aborted', async () => {
    const controller = new AbortController()
    controller.abort(130)
    const { scenario } = load(BY_CAUSE.offline!)
    await expect(trace(scenario, 3, { signal: controller.signal })).rejects.toBe(130)
  })

  test('knows what is special about it before anything happens', async () => {
    const { scenario } = load({
      fleet: [{ ...PHONES, licensed: 0, profiles: { vpn: 'unassigned' }, dependsOn: { kinds: ['wifi'] } }],
      change: { ...CHANGE, licences: [{ at: '2d' }, { at: '3d', remove: true }] },
      push: { deadShare: 1 },
    })
    const { facts } = await trace(scenario, 7)
    expect(facts).toMatchObject({
      device: 7,
      index: 7,
      user: 8,
      deaf: true,
      online: true,
      dependsOn: [3],
      licence: { fromStart: false, changes: [48 * HOUR, 72 * HOUR] },
    })
  })
})
