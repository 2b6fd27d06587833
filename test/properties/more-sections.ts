import fc from 'fast-check'
import { ACTIONS, type ChangeKind, KINDS, PLATFORMS } from '../../src/scenario/scenario.ts'
import { formatDuration } from '../../src/scenario/words/duration.ts'
import type { Feature } from './features.ts'
import { DAY, duration, grid, LARGE, MINUTE, positive, SMALL, share, span, type World } from './worlds.ts'

/** How attempts to enrol go. */
export function enrolmentTerms(world: World): fc.Arbitrary<unknown> {
  return fc.record(
    { duration: duration(world, world.spell / 8), failure: fc.constantFrom(0, 0.3, 0.7), retry: slow(world) },
    { requiredKeys: ['duration', 'retry'] },
  )
}

/** Cohorts of devices that arrive later: `n0`, and another one at times. */
export function newEnrolments(world: World, horizon: number): fc.Arbitrary<unknown> {
  const latest = Math.min(world.busy * 2, horizon)
  const one = fc
    .record(
      {
        devices: fc.integer({ min: 1, max: 3 }),
        platform: fc.constantFrom(...PLATFORMS),
        enrolment: fc.constantFrom('user', 'user', 'userless', 'dem'),
        licensed: fc.constantFrom(0, 1),
        presence: fc.oneof(
          fc.constant('always'),
          fc.record({
            kind: fc.constant('renewal'),
            online: positive(world, world.spell),
            offline: positive(world, world.spell),
          }),
        ),
        from: grid(world, latest - world.unit),
        length: grid(world, latest),
        hours: fc.constantFrom('always', 'business'),
      },
      { requiredKeys: ['devices', 'platform', 'presence', 'from', 'length', 'hours'] },
    )
    .map(({ from, length, hours, ...rest }) => {
      const until = Math.min(from + Math.max(length, world.unit), latest)
      return {
        ...rest,
        from: formatDuration(from),
        until: formatDuration(until),
        hours: until - from >= 5 * DAY ? hours : 'always',
      }
    })
  return fc
    .array(one, { minLength: 1, maxLength: 2 })
    .map((list) => list.map((entry, i) => ({ cohort: `n${i}`, ...entry })))
}

export function canary(world: World): fc.Arbitrary<unknown> {
  return fc.record(
    {
      at: grid(world, world.busy).map(formatDuration),
      platform: fc.constantFrom(...PLATFORMS),
      repeat: fc.constantFrom(world.spell / 4, world.spell).map(formatDuration),
      visibleDelay: grid(world, world.spell).map(formatDuration),
    },
    { requiredKeys: ['at', 'repeat'] },
  )
}

/** Certificates that run out within the time that is simulated, and ones that do not. */
export function certificate(world: World): fc.Arbitrary<unknown> {
  return fc.record({
    remaining: fc.oneof(span(world, world.busy), positive(world, world.busy)),
    life: fc.constantFrom(world.spell, world.busy, world.busy * 4).map(formatDuration),
    renewBefore: grid(world, world.spell).map(formatDuration),
  })
}

export function cleanup(world: World): fc.Arbitrary<unknown> {
  return fc.record({ after: span(world, world.spell * 2), mode: fc.constantFrom('hide', 'remove') })
}

export function compliance(world: World): fc.Arbitrary<unknown> {
  return fc.record({ validity: span(world, world.spell * 2), reportLag: duration(world, world.spell) })
}

export function categories(world: World): fc.Arbitrary<unknown> {
  return fc.record({
    kinds: fc.subarray([...KINDS], { minLength: 1 }),
    ratePerHour: fc.constantFrom(1, 2, 12, 60),
    hours: world === SMALL ? fc.constant('always') : fc.constantFrom('always', 'business'),
  })
}

/** Access with a grace, or from a date by which every wave of the plan has come. */
export function access(world: World): fc.Arbitrary<unknown> {
  const terms = {
    tokenLife: duration(world, world.spell / 4),
    unblockDelay: duration(world, world.spell / 8),
    coversEnrolment: fc.boolean(),
    nudge: fc.record({ response: share(), delay: duration(world, world.spell) }),
  }
  return fc.oneof(
    fc.record({ grace: grid(world, world.spell).map(formatDuration), ...terms }),
    fc.record({
      enforceAt: grid(world, world.spell).map((after) => formatDuration(world.busy + after)),
      ...terms,
    }),
  )
}

export function helpDesk(world: World): fc.Arbitrary<unknown> {
  return fc.record(
    {
      agents: fc.constantFrom(1, 1, 2, 10),
      handling: duration(world, world.spell / 4),
      hours: world === SMALL ? fc.constant('always') : fc.constantFrom('always', 'business'),
      patience: fc.oneof(fc.constant('never'), positive(world, world.spell)),
      callAfter: slow(world),
    },
    { requiredKeys: ['agents', 'handling', 'hours', 'callAfter'] },
  )
}

/** Every remote action, with the fields that it has. */
export function remoteActions(
  date: () => fc.Arbitrary<string>,
  cohorts: () => fc.Arbitrary<string[]>,
): fc.Arbitrary<unknown> {
  const kinds = ACTIONS.filter((kind) => kind !== 'switchDevices')
  return fc.constantFrom(...kinds).chain((kind) => {
    const keeps = kind === 'wipe' || kind === 'freshStart'
    return fc.record(
      {
        at: date(),
        kind: fc.constant(kind),
        cohorts: cohorts(),
        share: share(),
        ...(keeps ? { keep: fc.boolean() } : {}),
        ...(keeps || kind === 'retire' ? { returns: share() } : {}),
        ...(kind === 'restart' ? { locked: share() } : {}),
      },
      { requiredKeys: ['at', 'kind'] },
    )
  })
}

/** What stands in the plan of each kind of change, and the station that sends its pushes. */
export const moreChange = {
  kinds(features: readonly Feature[]): readonly ChangeKind[] {
    const all: readonly ChangeKind[] = ['in-place', 'third-party', 'set', 'coexistence', 'co-management']
    const some = all.filter((kind) => features.some((feature) => feature === kind))
    return some.length > 0 ? some : ['in-place']
  },

  authorities(kind: ChangeKind, reverse: boolean): Record<'from' | 'to', fc.Arbitrary<string>> {
    const pairs: Record<ChangeKind, readonly [string, string]> = {
      'in-place': reverse ? ['intune', 'hybrid'] : ['hybrid', 'intune'],
      coexistence: reverse ? ['intune', 'office365'] : ['office365', 'intune'],
      'third-party': ['third-party', 'intune'],
      'co-management': ['configmgr', 'intune'],
      set: ['unset', 'intune'],
    }
    const [from, to] = pairs[kind]
    return { from: fc.constant(from), to: fc.constant(to) }
  },

  fields(
    world: World,
    kind: ChangeKind,
    date: () => fc.Arbitrary<string>,
    cohorts: () => fc.Arbitrary<string[]>,
  ): Record<string, fc.Arbitrary<unknown>> {
    const migrate = fc.record({
      response: share(),
      delay: duration(world, world.spell),
      pause: duration(world, world.spell / 8),
    })
    if (kind === 'set') return { migrate }
    if (kind === 'third-party') return { migrate, decommission: fc.oneof(fc.constant('never'), date()) }
    if (kind !== 'co-management') return {}
    const workload = fc.record(
      { at: date(), cohorts: cohorts(), kinds: fc.subarray([...KINDS], { minLength: 1 }) },
      { requiredKeys: ['at', 'kinds'] },
    )
    return {
      enrolSpread: grid(world, world.spell).map(formatDuration),
      workloads: fc.array(workload, { minLength: 1, maxLength: 4 }),
    }
  },

  pushStation(world: World): fc.Arbitrary<unknown> {
    const every = world === SMALL ? [50, 500] : world === LARGE ? [15 * MINUTE, 60 * MINUTE] : [6 * 60 * MINUTE]
    return fc.record({
      batch: fc.constantFrom(1, 2, 500),
      every: fc.constantFrom(...every).map(formatDuration),
      order: fc.constantFrom('queue', 'fixed', 'random'),
    })
  },
}

/** A duration that is not so short that it repeats all the time. */
function slow(world: World): fc.Arbitrary<unknown> {
  const some = fc.constantFrom(world.spell / 8, world.spell / 2, world.spell).map(formatDuration)
  return fc.oneof(
    some,
    some.map((exponential) => ({ exponential })),
  )
}
