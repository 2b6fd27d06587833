import { describe, expect, it } from 'vitest'
import { loaded, MIGRATION, MINIMAL, scenarioOf } from './sample.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const constant = (value: number) => ({ kind: 'constant', value })
const plus = (lines: string) => scenarioOf(`${MINIMAL}${lines}\n`)
const plan = (fields: string) => scenarioOf(MINIMAL.replace('kind: in-place, from: hybrid, to: intune, at: 1d', fields))
const fleetOf = (from: string, to: string, fields: string) => {
  const kind = from === 'hybrid' ? 'in-place' : 'coexistence'
  const text = MINIMAL.replace('kind: in-place, from: hybrid, to: intune', `kind: ${kind}, from: ${from}, to: ${to}`)
  return scenarioOf(text.replace('presence: always', `presence: always, ${fields}`)).cohorts[0]!
}
const workDays = (days: readonly number[]) => days.map((day) => [day * DAY + 8 * HOUR, day * DAY + 18 * HOUR])

describe('sections that are absent', () => {
  it('are off, or stand at their defaults', () => {
    expect(scenarioOf(MINIMAL)).toMatchObject({
      conditionalAccess: null,
      helpDesk: null,
      cleanup: null,
      canary: null,
      stations: { service: null, push: null, scep: null },
      enrolment: {
        duration: { kind: 'lognormal', median: 15 * MINUTE, p95: 45 * MINUTE },
        failure: 0.05,
        retry: { kind: 'exponential', mean: 4 * HOUR },
      },
      identityCertificate: {
        remaining: { kind: 'uniform', low: 41 * DAY, high: 365 * DAY },
        life: 365 * DAY,
        renewBefore: 41 * DAY,
      },
      compliance: { validity: 30 * DAY, reportLag: { kind: 'uniform', low: 0, high: 7 * DAY } },
      categories: { kinds: ['configuration'], ratePerHour: 100 },
    })
  })

  it('leave the fleet without categories and without new devices', () => {
    expect(scenarioOf(MINIMAL).cohorts).toHaveLength(1)
    expect(scenarioOf(MINIMAL).cohorts[0]).toMatchObject({ category: 0, arrivals: null, licensed: 1 })
  })

  it.each(['conditionalAccess', 'helpDesk', 'cleanup', 'canary', 'stations.service', 'stations.push', 'stations.scep'])(
    'can be turned off again by an override: %s',
    (section) => {
      for (const word of ['off', 'false']) {
        const scenario = scenarioOf(MIGRATION, { set: [`${section}=${word}`] })
        const value = section
          .split('.')
          .reduce<unknown>((here, key) => (here as Record<string, unknown>)[key], scenario)
        expect(value).toBeNull()
      }
    },
  )
})

describe('an empty section', () => {
  it('of conditional access has the defaults beside its date', () => {
    expect(plus('conditionalAccess: { grace: 3d }').conditionalAccess).toEqual({
      enforceAt: null,
      grace: 3 * DAY,
      tokenLife: { kind: 'uniform', low: HOUR, high: 90 * MINUTE },
      unblockDelay: constant(2 * MINUTE),
      oldEndsAt: null,
      coversEnrolment: false,
      nudge: { response: 0.9, delay: { kind: 'exponential', mean: 4 * HOUR } },
    })
  })

  it('of the help desk has five agents in business hours and patient callers', () => {
    const { helpDesk } = plus('helpDesk: {}')
    expect(helpDesk).toMatchObject({
      agents: 5,
      handling: constant(15 * MINUTE),
      patience: null,
      callAfter: { kind: 'exponential', mean: 200 * HOUR },
    })
    expect(helpDesk?.hours?.filter(([from]) => from >= 0 && from < 7 * DAY)).toEqual(workDays([0, 1, 2, 3, 4]))
  })

  it('of the clean-up hides devices after 90 days', () => {
    expect(plus('cleanup: {}').cleanup).toEqual({ after: 90 * DAY, mode: 'hide' })
  })

  it('of stations limits pushes and certificates', () => {
    expect(plus('stations: { push: {}, scep: {} }').stations).toEqual({
      service: null,
      push: { batch: 500, every: MINUTE, order: 'queue' },
      scep: { ratePerMinute: 30 },
    })
  })

  it('of the canary enrols an Android device half an hour after the change', () => {
    const { canary, cohorts } = plus('canary: {}')
    expect(canary).toEqual({ cohort: 1, repeat: HOUR, visibleDelay: 15 * MINUTE })
    expect(cohorts[1]).toMatchObject({
      name: 'canary',
      devices: 1,
      platform: 'android',
      enrolment: 'user',
      licensed: 1,
      presence: { kind: 'always' },
      arrivals: { from: DAY + 30 * MINUTE, until: DAY + 30 * MINUTE, hours: null },
    })
  })
})

describe('what is written in a section', () => {
  const scenario = scenarioOf(MIGRATION)

  it('is in milliseconds, its dates since the start', () => {
    expect(scenario).toMatchObject({
      enrolment: { duration: constant(10 * MINUTE), failure: 0.1, retry: constant(2 * HOUR) },
      conditionalAccess: { enforceAt: null, grace: 7 * DAY, tokenLife: constant(HOUR), coversEnrolment: true },
      helpDesk: { agents: 3, hours: null, patience: constant(30 * MINUTE), callAfter: constant(40 * HOUR) },
      identityCertificate: { life: 30 * DAY, renewBefore: 5 * DAY },
      cleanup: { after: 10 * DAY, mode: 'remove' },
      compliance: { validity: 5 * DAY, reportLag: constant(DAY) },
      categories: { kinds: ['email', 'wifi'], ratePerHour: 20, hours: null },
      stations: { service: null, push: { batch: 50, every: 30_000, order: 'random' }, scep: { ratePerMinute: 5 } },
    })
  })

  it('may be a date for the access rules, old and new', () => {
    const { conditionalAccess } = plus("conditionalAccess: { enforceAt: +4h, oldEndsAt: '-1h' }")
    expect(conditionalAccess).toMatchObject({ enforceAt: 28 * HOUR, grace: 0, oldEndsAt: 23 * HOUR })
  })

  it('comes back from the resolved document', () => {
    const again = loaded(JSON.stringify(loaded(MIGRATION).document))
    expect(again.scenario).toEqual(scenario)
  })

  it('has working time for categories unless people work around the clock', () => {
    const { hours } = plus('holidays: [2026-01-07]').categories
    expect(hours?.filter(([from]) => from >= 0 && from < 7 * DAY)).toEqual(workDays([0, 1, 3, 4]))
  })
})

describe('new enrolments', () => {
  const scenario = scenarioOf(MIGRATION)

  it('are cohorts after those of the fleet, the canary last', () => {
    expect(scenario.cohorts.map(({ name, arrivals }) => [name, arrivals === null])).toEqual([
      ['phones', true],
      ['laptops', true],
      ['new phones', false],
      ['new laptops', false],
      ['canary', false],
    ])
    expect(scenario.canary?.cohort).toBe(4)
  })

  it('arrive between two dates, at any time or in working time of their zone', () => {
    const [, , phones, laptops] = scenario.cohorts
    expect(laptops?.arrivals).toEqual({ from: 2 * DAY, until: 30 * DAY, hours: null })
    expect(phones?.arrivals).toMatchObject({ from: 2 * DAY, until: 12 * DAY })
    const firstWeeks = (hours = phones?.arrivals?.hours) => hours?.filter(([from]) => from >= 0 && from < 9 * DAY)
    expect(firstWeeks()).toEqual(workDays([0, 1, 2, 3, 4, 8]))
    const tokyo = scenarioOf(MIGRATION, { set: ['newEnrolments.0.timezone=Asia/Tokyo'] })
    expect(firstWeeks(tokyo.cohorts[2]?.arrivals?.hours)?.[0]).toEqual([0, 10 * HOUR])
  })

  it('have the defaults of the fleet', () => {
    const text = MINIMAL.replace('in-place, from: hybrid', 'coexistence, from: office365')
    const fields = 'devices: 5, platform: ios, presence: always, from: 1d, until: 2d'
    const { document } = loaded(`${text}timezone: Europe/Paris\nnewEnrolments: [{ cohort: new, ${fields} }]`)
    expect(document.newEnrolments[0]).toMatchObject({ licensed: 0, timezone: 'Europe/Paris', devicesPerUser: 1 })
  })

  it('may belong to the users of the fleet', () => {
    expect(scenario.cohorts.map(({ owners }) => owners)).toEqual([null, 0, null, 0, null])
  })

  it('are among all cohorts where a plan names none, and the canary is not', () => {
    const { waves, campaigns, actions } = scenario.change
    expect(waves.map(({ cohorts }) => cohorts)).toEqual([
      [0, 1, 2, 3],
      [0, 1, 2, 3],
    ])
    expect(campaigns[0]?.cohorts).toEqual([0, 1, 2, 3])
    expect(actions.map(({ cohorts }) => cohorts)).toEqual([[0, 1, 2, 3], [0], [1], [2]])
  })
})

describe('the plan of a change', () => {
  it('has an announcement, an end of the old service and names for actions', () => {
    const { change } = scenarioOf(MIGRATION)
    expect(change).toMatchObject({
      kind: 'third-party',
      at: 3 * DAY,
      decommission: 23 * DAY,
      migrate: { response: 0.7, delay: { kind: 'exponential', mean: DAY }, pause: constant(5 * MINUTE) },
    })
    expect(change.actions.map(({ name }) => name)).toEqual(['last call', '', '', ''])
    expect(change.licences[0]).toEqual({ at: 2 * DAY, cohorts: [0], share: 0.5, remove: true })
  })

  it('has users who answer within days, and an old service that stays, by default', () => {
    expect(plan('kind: third-party, from: third-party, to: intune, at: 1d').change).toMatchObject({
      decommission: null,
      migrate: { response: 0.8, delay: { kind: 'exponential', mean: 2 * DAY }, pause: constant(10 * MINUTE) },
      apns: { required: false },
    })
  })

  it('assigns licences rather than removes them', () => {
    expect(plan('kind: in-place, from: hybrid, to: intune, at: 1d, licences: [{ at: 2d }]').change.licences).toEqual([
      { at: 2 * DAY, cohorts: [0], share: 1, remove: false },
    ])
  })

  it('lets devices return from a fresh start, and from nothing else', () => {
    const list = ['freshStart', 'wipe', 'retire', 'sync'].map((kind) => `{ at: 2d, kind: ${kind} }`).join(', ')
    const { actions } = plan(`kind: in-place, from: hybrid, to: intune, at: 1d, actions: [${list}]`).change
    expect(actions.map(({ returns }) => returns)).toEqual([1, 0, 0, 0])
    expect(actions.every(({ keep, locked, name }) => !keep && locked === 0 && name === '')).toBe(true)
    const other = plan(
      'kind: in-place, from: hybrid, to: intune, at: 1d, actions: [{ at: 2d, kind: freshStart, returns: 0.2 }]',
    )
    expect(other.change.actions[0]?.returns).toBe(0.2)
  })

  it('spreads enrolment over a day for each 25 000 Windows devices', () => {
    const spread = (cohorts: string, fields = '') =>
      scenarioOf(`name: a
seed: s
fleet: [${cohorts}]
change: { kind: co-management, from: configmgr, to: intune, at: 1d${fields} }`).change.enrolSpread
    const cohort = (name: string, devices: number, platform: string) =>
      `{ cohort: ${name}, devices: ${devices}, platform: ${platform}, presence: always }`
    expect(spread(`${cohort('a', 20_000, 'windows')}, ${cohort('b', 30_000, 'windows')}`)).toBe(2 * DAY)
    expect(spread(`${cohort('a', 7, 'windows')}, ${cohort('b', 30_000, 'ios')}`)).toBe(Math.ceil((7 * DAY) / 25_000))
    expect(spread(cohort('a', 100, 'ios'))).toBe(0)
    expect(spread(cohort('a', 100_000_000, 'windows'))).toBe(3650 * DAY)
    expect(spread(cohort('a', 20_000, 'windows'), ', enrolSpread: 3h')).toBe(3 * HOUR)
  })

  it('has workloads with co-management only', () => {
    const workloads = 'workloads: [{ at: 2d, kinds: [wifi, email] }]'
    const { change } = plan(`kind: co-management, from: configmgr, to: intune, at: 1d, ${workloads}`)
    expect(change.workloads).toEqual([{ at: 2 * DAY, cohorts: [0], kinds: ['email', 'wifi'] }])
    expect(plan(`kind: set, from: unset, to: intune, at: 1d, ${workloads}`).change.workloads).toEqual([])
  })

  it('has no end of an old service unless that is a third party', () => {
    expect(plan('kind: in-place, from: hybrid, to: intune, at: 1d, decommission: 3d').change.decommission).toBeNull()
  })

  it('takes users of Office 365 to be without a licence, unless told otherwise', () => {
    expect(fleetOf('office365', 'intune', 'devicesPerUser: 1').licensed).toBe(0)
    expect(fleetOf('office365', 'intune', 'licensed: 0.3').licensed).toBe(0.3)
    expect(fleetOf('office365', 'intune', 'enrolment: userless').licensed).toBe(1)
    expect(fleetOf('intune', 'office365', 'devicesPerUser: 1').licensed).toBe(1)
    expect(fleetOf('hybrid', 'intune', 'category: 0.4')).toMatchObject({ licensed: 1, category: 0.4 })
  })
})
