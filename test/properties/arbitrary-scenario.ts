import fc from 'fast-check'
import { KINDS, PLATFORMS, RULES } from '../../src/scenario/scenario.ts'
import { formatDuration } from '../../src/scenario/words/duration.ts'
import type { Feature } from './features.ts'
import {
  access,
  canary,
  categories,
  certificate,
  cleanup,
  compliance,
  enrolmentTerms,
  helpDesk,
  moreChange,
  newEnrolments,
  remoteActions,
} from './more-sections.ts'
import { duration, grid, LARGE, LONG, point, positive, SMALL, share, span, type World } from './worlds.ts'

/** A scenario as it would stand in a file. */
export type Document = Record<string, unknown> & { fleet: Record<string, unknown>[]; change: Record<string, unknown> }

/**
 * Documents of small scenarios with every mechanism of a change in place, and of the `features`; each mechanism stands in a
 * share of them only.
 */
export function arbitraryScenario(features: readonly Feature[] = []): fc.Arbitrary<Document> {
  const worlds = [
    { weight: 3, arbitrary: scenarioIn(LARGE, features) },
    { weight: 1, arbitrary: scenarioIn(SMALL, features) },
  ]
  if (features.includes('certificate')) worlds.push({ weight: 2, arbitrary: scenarioIn(LONG, features) })
  return fc.oneof(...worlds)
}

function scenarioIn(world: World, features: readonly Feature[]): fc.Arbitrary<Document> {
  const shapes = fc.array(fc.record({ devices: fc.integer({ min: 1, max: world.devices }), kind: enrolment() }), {
    minLength: 1,
    maxLength: world.cohorts,
  })
  return fc.tuple(shapes, world.horizon, fc.boolean()).chain(([cohorts, horizon, reverse]) => {
    const has = (feature: Feature) => features.includes(feature)
    const names = [...cohorts.map((_, index) => `c${index}`), ...(has('new-devices') ? ['n0'] : [])]
    const fleet = fc.tuple(
      ...cohorts.map((shape, index) => cohort(world, horizon, index, shape, cohorts, has('categories'))),
    )
    return fc.record(
      {
        name: fc.constant('generated'),
        seed: fc.integer({ min: 0, max: 999_999 }).map((n) => `seed ${n}`),
        start: fc.constantFrom('2026-01-05T00:00', '2026-03-27T00:00', '2026-10-23T12:30'),
        timezone: fc.constantFrom('UTC', 'Europe/Paris', 'America/New_York'),
        holidays: fc.constantFrom([], ['2026-01-07', '2026-03-30']),
        horizon: fc.constant(formatDuration(horizon)),
        bucket: fc.constantFrom(...world.bucket).map(formatDuration),
        fleet: fleet as fc.Arbitrary<Record<string, unknown>[]>,
        change: change(world, horizon, names, reverse, features),
        poll: poll(world),
        push: push(world),
        channelRenewal: fc.constantFrom('off', formatDuration(world.unit * 5), formatDuration(world.busy)),
        retention: retention(world),
        support: support(world),
        stations: stations(world, features),
        ...(features.length > 0 ? { enrolment: enrolmentTerms(world) } : {}),
        ...(has('new-devices') ? { newEnrolments: newEnrolments(world, horizon), canary: canary(world) } : {}),
        ...(has('certificate') ? { identityCertificate: certificate(world), cleanup: cleanup(world) } : {}),
        ...(has('compliance') ? { compliance: compliance(world) } : {}),
        ...(has('categories') ? { categories: categories(world) } : {}),
        ...(has('access') ? { conditionalAccess: access(world) } : {}),
        ...(has('help-desk') ? { helpDesk: helpDesk(world) } : {}),
      },
      {
        requiredKeys: [
          'name',
          'seed',
          'horizon',
          'bucket',
          'fleet',
          'change',
          'poll',
          'push',
          ...(features.length > 0 ? (['enrolment'] as const) : []),
          ...(has('new-devices') ? (['newEnrolments'] as const) : []),
        ],
      },
    ) as fc.Arbitrary<Document>
  })
}

interface Shape {
  readonly devices: number
  readonly kind: 'user' | 'userless' | 'dem'
}

function enrolment(): fc.Arbitrary<Shape['kind']> {
  return fc.oneof(
    { weight: 5, arbitrary: fc.constant('user' as const) },
    { weight: 1, arbitrary: fc.constant('userless' as const) },
    { weight: 1, arbitrary: fc.constant('dem' as const) },
  )
}

function cohort(
  world: World,
  horizon: number,
  index: number,
  shape: Shape,
  all: readonly Shape[],
  hasCategories: boolean,
) {
  const owning = all.flatMap(({ kind }, i) => (kind === 'user' && i < index && i % 2 === 0 ? [`c${i}`] : []))
  const mayBeOwned = shape.kind !== 'userless' && owning.length > 0 && index % 2 === 1
  return fc.record(
    {
      cohort: fc.constant(`c${index}`),
      devices: fc.constant(shape.devices),
      platform: fc.constantFrom(...PLATFORMS),
      enrolment: fc.constant(shape.kind),
      [mayBeOwned ? 'owners' : 'devicesPerUser']: mayBeOwned
        ? fc.constantFrom(...owning)
        : fc.integer({ min: 1, max: 3 }),
      licensed: fc.constantFrom(0, 0.5, 1),
      ...(hasCategories ? { category: fc.constantFrom(0.5, 1) } : {}),
      presence: presence(world, horizon),
      timezone: fc.constantFrom('Europe/Paris', 'Asia/Kolkata', 'UTC'),
      profiles: fc.dictionary(fc.constantFrom(...KINDS), rule(), { maxKeys: 3 }),
      dependsOn: fc.record(
        { kinds: fc.subarray([...KINDS], { minLength: 1 }), share: share(), fallbackNetwork: share() },
        { requiredKeys: ['kinds'] },
      ),
    },
    { requiredKeys: ['cohort', 'devices', 'platform', 'enrolment', 'presence'] },
  )
}

function rule(): fc.Arbitrary<unknown> {
  const two = fc
    .tuple(fc.constantFrom(...RULES), fc.constantFrom(...RULES), fc.constantFrom(0.25, 0.5))
    .map(([a, b, part]) => (a === b ? a : { [a]: part, [b]: 1 - part }))
  return fc.oneof(fc.constantFrom(...RULES), two)
}

function presence(world: World, horizon: number): fc.Arbitrary<unknown> {
  const spell = () => positive(world, world.spell)
  const weekly = fc.record(
    {
      kind: fc.constant('weekly'),
      days: fc.constantFrom('mon-fri', 'mon-sun', 'sat', ['mon', 'wed-thu']),
      from: fc.constantFrom('00:00', '01:30', '08:00'),
      to: fc.constantFrom('12:00', '17:30', '23:00'),
      attendance: fc.constantFrom(0.5, 1),
      overnight: fc.constantFrom(0, 0.5, 1),
      spread: fc.constantFrom('0s', '30m'),
    },
    { requiredKeys: ['kind'] },
  )
  const trace = fc
    .uniqueArray(grid(world, Math.min(horizon, world.busy * 1.5)), { maxLength: 12 })
    .map((times) => [...times].sort((a, b) => a - b))
    .map((times) => times.flatMap((from, i) => (i % 2 === 0 ? [[from, times[i + 1] ?? horizon]] : [])))
    .map((online) => ({ kind: 'trace', online: online.map((interval) => interval.map(formatDuration)) }))
  const simple = fc.oneof(
    fc.constant('always'),
    fc.record({ kind: fc.constant('renewal'), online: spell(), offline: spell() }),
    ...(world === LARGE ? [weekly] : []),
    fc.record({ kind: fc.constant('rare'), every: span(world, world.spell), length: spell() }),
    fc.constantFrom('dormant', { kind: 'dormant', lastSeen: formatDuration(world.spell) }),
    { weight: 3, arbitrary: trace },
  )
  const mixture = fc
    .tuple(simple, simple, simple)
    .map(
      ([a, b, c]) =>
        [
          [a, 0.25],
          [b, 0.25],
          [c, 0.5],
        ] as const,
    )
    .map((parts) => ({ kind: 'mixture', of: parts.map(([presence, share]) => ({ share, presence })) }))
  return fc.oneof({ weight: 6, arbitrary: simple }, { weight: 1, arbitrary: mixture })
}

function change(
  world: World,
  horizon: number,
  names: readonly string[],
  reverse: boolean,
  features: readonly Feature[],
): fc.Arbitrary<Document['change']> {
  const latest = Math.min(world.busy, horizon - world.unit)
  const kinds = moreChange.kinds(features)
  return fc.tuple(grid(world, latest), fc.constantFrom(...kinds)).chain(([at, kind]) => {
    const inPlace = kind === 'in-place'
    const last = inPlace ? Math.max(at, world.unit) : latest
    const date = () => point(world, at)
    const cohorts = () => fc.subarray([...names], { minLength: 1 })
    const wave = fc.record(
      {
        at: grid(world, last).map((time) => formatDuration(Math.min(time, latest))),
        size: fc.constantFrom({}, { share: 0.3 }, { share: 0.6 }, { count: 1 }, { count: 3 }),
        cohorts: cohorts(),
      },
      { requiredKeys: ['at', 'size'] },
    )
    const waves = fc
      .array(wave, { maxLength: 3 })
      .map((list) => list.map(({ size, ...rest }, i) => ({ name: `w${i}`, ...size, ...rest })))
    return fc
      .record(
        {
          kind: fc.constant(kind),
          ...moreChange.authorities(kind, reverse),
          ...moreChange.fields(world, kind, date, cohorts),
          at: fc.constant(formatDuration(at)),
          dem: fc.constantFrom('stays', 'moves-at-switch'),
          ...(reverse && inPlace ? {} : { waves }),
          settingsReady: settingsReady(date),
          licences: fc.array(
            fc.record(
              {
                at: date(),
                cohorts: cohorts(),
                share: share(),
                ...(features.includes('licences') ? { remove: fc.boolean() } : {}),
              },
              { requiredKeys: ['at'] },
            ),
            { minLength: 1, maxLength: features.includes('licences') ? 5 : 3 },
          ),
          campaigns: fc.array(
            fc.record(
              { at: date(), cohorts: cohorts(), response: share(), delay: duration(world, world.spell) },
              { requiredKeys: ['at', 'response', 'delay'] },
            ),
            { minLength: 1, maxLength: 2 },
          ),
          actions: fc.array(
            fc.oneof(
              fc.record(
                {
                  at: date(),
                  kind: fc.constantFrom('sync', inPlace ? 'switchDevices' : 'sync'),
                  cohorts: cohorts(),
                  share: share(),
                },
                { requiredKeys: ['at', 'kind'] },
              ),
              ...(features.includes('actions')
                ? [{ weight: 4, arbitrary: remoteActions(date, cohorts) as fc.Arbitrary<never> }]
                : []),
            ),
            { minLength: 1, maxLength: features.includes('actions') ? 6 : 3 },
          ),
          apns: fc.record(
            {
              required: fc.boolean(),
              uploads: fc.oneof(
                fc.constant('never'),
                fc.array(
                  fc.record(
                    { at: date(), topic: fc.constantFrom('original', 'original', 'changed') },
                    { requiredKeys: ['at'] },
                  ),
                  { maxLength: 3 },
                ),
              ),
              expires: fc.array(date(), { maxLength: 2 }),
              pushOnUpload: fc.boolean(),
            },
            { requiredKeys: [] },
          ),
        },
        { requiredKeys: ['kind', 'from', 'to', 'at'] },
      )
      .map(withoutStrangers)
  })
}

/** A time for all, or times per kind and wave. */
function settingsReady(date: () => fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const byKind = fc.dictionary(fc.constantFrom(...KINDS), date(), { minKeys: 1, maxKeys: 4 })
  const byWave = fc.dictionary(fc.constantFrom('w0', 'w1', 'w2'), fc.oneof(date(), byKind), { maxKeys: 2 })
  return fc.oneof(
    date(),
    fc.tuple(byKind, byWave).map(([kinds, waves]) => ({ ...kinds, ...waves })),
  )
}

/** Drops the times of waves that are not there. */
function withoutStrangers(change: Document['change']): Document['change'] {
  const { settingsReady, waves } = change as { settingsReady?: unknown; waves?: readonly { name: string }[] }
  if (typeof settingsReady !== 'object' || settingsReady === null) return change
  const known: readonly string[] = [...KINDS, ...(waves ?? []).map(({ name }) => name)]
  return {
    ...change,
    settingsReady: Object.fromEntries(Object.entries(settingsReady).filter(([key]) => known.includes(key))),
  }
}

function poll(world: World): fc.Arbitrary<unknown> {
  const interval = fc.constantFrom(...world.polls).map(formatDuration)
  // Every platform, or the default of eight hours would stand beside spells of milliseconds.
  const perPlatform = fc.record({
    ios: interval,
    ipados: interval,
    macos: interval,
    windows: interval,
    android: fc.constant('off'),
  })
  const settings = fc.record(
    {
      interval: fc.oneof({ weight: 3, arbitrary: interval }, perPlatform),
      jitter: fc.constantFrom(0, 0, 0.05, 0.5),
      onReconnect: fc.constantFrom('overdue-poll', 'overdue-poll', 'next-phase', 'immediately'),
      reconnectDelay: duration(world, world.spell / 8),
      viaPush: fc.subarray([...PLATFORMS]),
    },
    { requiredKeys: ['interval', 'reconnectDelay'] },
  )
  return fc.oneof({ weight: 8, arbitrary: settings }, { weight: 1, arbitrary: fc.constant('off') })
}

function push(world: World): fc.Arbitrary<unknown> {
  const life = fc.constantFrom(0, world.unit, world.spell / 2, world.busy).map(formatDuration)
  const settings = fc.record(
    {
      detectDelay: duration(world, world.unit * 2),
      latency: duration(world, world.spell / 8),
      deadShare: fc.constantFrom(0, 0, 0.3),
      loss: fc.constantFrom(0, 0.3, 0.8),
      retries: fc.integer({ min: 0, max: 3 }),
      retryEvery: span(world, world.spell / 4),
      timeToLive: fc.record({ apple: life, fcm: life, wns: life }, { requiredKeys: [] }),
      pushOnSwitch: fc.boolean(),
      pushOnWave: fc.boolean(),
      pushOnReady: fc.boolean(),
      pushOnLicence: fc.boolean(),
    },
    { requiredKeys: ['detectDelay', 'latency', 'retryEvery'] },
  )
  return fc.oneof({ weight: 8, arbitrary: settings }, { weight: 1, arbitrary: fc.constant('off') })
}

function retention(world: World): fc.Arbitrary<unknown> {
  const max = duration(world, world.busy)
  return fc.record(
    {
      max: fc.oneof(max, fc.record({ email: max, wifi: max, certificate: max }, { requiredKeys: [] })),
      clock: fc.constantFrom('change', 'last-contact'),
      model: fc.constantFrom('local-timer', 'server-suspension'),
      endsAt: fc.constantFrom('new-settings', 'first-contact'),
    },
    { requiredKeys: ['max'] },
  )
}

function support(world: World): fc.Arbitrary<unknown> {
  return fc.record(
    {
      openedAt: fc.oneof(fc.constant('never'), after(world), after(world)),
      leadTime: duration(world, world.spell),
      devicesPerDay: fc.constantFrom(1, 5, 50, 1_000_000),
      hours: fc.constantFrom('business', 'always'),
    },
    { requiredKeys: ['leadTime'] },
  )
}

function stations(world: World, features: readonly Feature[]): fc.Arbitrary<unknown> {
  const service = fc.record({
    ratePerMinute: fc.constantFrom(1, 2, 3, 100),
    retryAfter: span(world, world.unit * 4),
  })
  const some = {
    ...(features.includes('push-station') ? { push: moreChange.pushStation(world) } : {}),
    ...(features.includes('scep') ? { scep: fc.record({ ratePerMinute: fc.constantFrom(1, 2, 30) }) } : {}),
  }
  if (Object.keys(some).length === 0) return fc.record({ service })
  return fc.record({ service, ...some }, { requiredKeys: [] })
}

function after(world: World): fc.Arbitrary<string> {
  return grid(world, world.unit * 20).map((ms) => `+${formatDuration(ms)}`)
}
