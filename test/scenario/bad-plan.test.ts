import { describe, expect, it } from 'vitest'
import { renderDiagnostic } from '../../src/scenario/words/render.ts'
import { errorsOf, load, MINIMAL, marked, scenarioOf } from './sample.ts'

/** The minimal scenario with more lines, and with another plan. */
const plus = (lines: string): string => `${MINIMAL}${lines}\n`
const plan = (fields: string, lines = ''): string =>
  `${MINIMAL.replace('kind: in-place, from: hybrid, to: intune, at: 1d', fields)}${lines}\n`
const actions = (list: string, kind = 'kind: in-place, from: hybrid, to: intune'): string =>
  plan(`${kind}, at: 1d, actions: [${list}]`)
const THIRD_PARTY = 'kind: third-party, from: third-party, to: intune, at: 2d'
const CO_MANAGEMENT = 'kind: co-management, from: configmgr, to: intune, at: 1d'
const COEXISTENCE = 'kind: coexistence, from: office365, to: intune, at: 1d'
const arrive = (fields: string, lines = ''): string =>
  plus(`newEnrolments: [{ cohort: new, devices: 5, platform: ios, presence: always, ${fields} }]\n${lines}`)

/** What is wrong, the text with a mark before every token that is wrong, and for each the code and the path. */
type Case = [string, string, ...string[]]

const ACCESS: Case[] = [
  ['no date', plus('conditionalAccess: ▸{}'), 'missing conditionalAccess'],
  ['a date and a grace', plus('conditionalAccess: { enforceAt: 2d, grace: ▸3d }'), 'conflict conditionalAccess.grace'],
  [
    'a word for the end of the old rules',
    plus('conditionalAccess: { grace: 1d, oldEndsAt: ▸waves }'),
    'not-allowed conditionalAccess.oldEndsAt',
  ],
  [
    'a date before the announcement',
    plan(THIRD_PARTY, 'conditionalAccess: { enforceAt: ▸1d }'),
    'conflict conditionalAccess.enforceAt',
  ],
  [
    'a date before a wave',
    plan(`${THIRD_PARTY}, waves: [{ name: a, at: 3d }]`, 'conditionalAccess: { enforceAt: ▸2d 12h }'),
    'conflict conditionalAccess.enforceAt',
  ],
  [
    'old rules that outlast the grace',
    plan(THIRD_PARTY, 'conditionalAccess: { grace: 1d, oldEndsAt: ▸4d }'),
    'conflict conditionalAccess.oldEndsAt',
  ],
]

const COHORTS: Case[] = [
  [
    'a new enrolment without devices',
    plus('newEnrolments: [▸{ cohort: new, platform: ios, presence: always, from: 1d, until: 2d }]'),
    'missing newEnrolments[0].devices',
  ],
  [
    'a new enrolment without dates',
    arrive('owners: phones').replace('[{ cohort: new', '[▸▸{ cohort: new'),
    'missing newEnrolments[0].from',
    'missing newEnrolments[0].until',
  ],
  [
    'the name of a cohort of the fleet',
    arrive('from: 1d, until: 2d').replace('cohort: new', 'cohort: ▸phones'),
    'duplicate-name newEnrolments[0].cohort',
  ],
  [
    'the name of all',
    arrive('from: 1d, until: 2d').replace('cohort: new', 'cohort: ▸all'),
    'reserved-name newEnrolments[0].cohort',
  ],
  [
    'owners that are not in the fleet',
    arrive('owners: ▸phnes, from: 1d, until: 2d'),
    'unknown-name newEnrolments[0].owners',
  ],
  [
    'owners that arrive later',
    arrive('from: 1d, until: 2d').replace('ios, presence: always }', 'ios, presence: always, owners: ▸new }'),
    'unknown-name fleet[0].owners',
  ],
  ['an arrival before the start', arrive("from: ▸'-2d', until: 2d"), 'out-of-range newEnrolments[0].from'],
  ['an arrival after the horizon', arrive('from: 1d, until: ▸15d'), 'out-of-range newEnrolments[0].until'],
  ['arrivals that end before they begin', arrive('from: 2d, until: ▸1d'), 'out-of-range newEnrolments[0].until'],
  ['arrivals that take no time', arrive('from: 2d, until: ▸2d'), 'out-of-range newEnrolments[0].until'],
  [
    'arrivals in working time on a weekend',
    arrive('from: 5d, until: 7d, hours: ▸business'),
    'out-of-range newEnrolments[0].hours',
  ],
  [
    'arrivals in working time on a holiday',
    arrive('from: 1d, until: 2d, hours: ▸business', 'holidays: [2026-01-06]'),
    'out-of-range newEnrolments[0].hours',
  ],
  [
    'a local time that is skipped',
    `${arrive('from: 1d, until: ▸2026-03-29T02:30')}timezone: Europe/Paris\nhorizon: 90d`,
    'bad-point newEnrolments[0].until',
  ],
  [
    'a cohort called as the canary',
    `${MINIMAL.replace('cohort: phones', 'cohort: ▸canary')}canary: {}\n`,
    'reserved-name fleet[0].cohort',
  ],
  [
    'a canary in a plan',
    `${actions('{ at: 2d, kind: lock, cohorts: [▸canary] }')}canary: {}\n`,
    'unknown-name change.actions[0].cohorts[0]',
  ],
  ['a canary before the start', plus("canary: { at: ▸'-2d' }"), 'out-of-range canary.at'],
  [
    'an unknown cohort of a workload',
    plan(`${CO_MANAGEMENT}, workloads: [{ at: 2d, kinds: [wifi], cohorts: [▸phons] }]`),
    'unknown-name change.workloads[0].cohorts[0]',
  ],
]

const PLANS: Case[] = [
  ['co-management of another service', plan(CO_MANAGEMENT).replace('to: intune', 'to: ▸hybrid'), 'conflict change.to'],
  ['a third-party service after', plan(THIRD_PARTY).replace('to: intune', 'to: ▸third-party'), 'conflict change.to'],
  ['an authority that is unset again', plan('kind: set, from: intune, to: ▸unset, at: 1d'), 'conflict change.to'],
  [
    'a switch of devices elsewhere',
    actions('{ at: 2d, kind: ▸switchDevices }', 'kind: set, from: unset, to: intune'),
    'conflict change.actions[0].kind',
  ],
  ['a sync that keeps', actions('{ at: 2d, kind: sync, keep: ▸true }'), 'conflict change.actions[0].keep'],
  ['a lock that returns', actions('{ at: 2d, kind: lock, returns: ▸0.5 }'), 'conflict change.actions[0].returns'],
  ['a wipe that is locked', actions('{ at: 2d, kind: wipe, locked: ▸0.5 }'), 'conflict change.actions[0].locked'],
  [
    'an old service that is off before the start',
    plan(`${THIRD_PARTY}, decommission: ▸'-3d'`),
    'out-of-range change.decommission',
  ],
  [
    'a workload of nothing',
    plan(`${CO_MANAGEMENT}, workloads: [{ at: 2d, kinds: ▸[] }]`),
    'wrong-type change.workloads[0].kinds',
  ],
  [
    'an unknown kind in a workload',
    plan(`${CO_MANAGEMENT}, workloads: [{ at: 2d, kinds: [▸wfi] }]`),
    'not-allowed change.workloads[0].kinds[0]',
  ],
  ['a wave at the horizon', plan(`${COEXISTENCE}, waves: [{ name: a, at: ▸14d }]`), 'out-of-range change.waves[0].at'],
  [
    'a removal that is no flag',
    plan(`${COEXISTENCE}, licences: [{ at: 2d, remove: ▸all }]`),
    'wrong-type change.licences[0].remove',
  ],
]

const SECTIONS: Case[] = [
  ['a retry after no time', plus('enrolment: { retry: ▸0s }'), 'bad-duration enrolment.retry'],
  [
    'calls after no time',
    plus('helpDesk: { callAfter: ▸{ uniform: [0s, 0s] } }'),
    'bad-distribution helpDesk.callAfter',
  ],
  ['no agents', plus('helpDesk: { agents: ▸0 }'), 'bad-number helpDesk.agents'],
  ['unknown hours', plus('helpDesk: { hours: ▸office }'), 'not-allowed helpDesk.hours'],
  ['patience that is no word', plus('helpDesk: { patience: ▸nevr }'), 'not-allowed helpDesk.patience'],
  ['a certificate of no life', plus('identityCertificate: { life: ▸0d }'), 'bad-duration identityCertificate.life'],
  ['a clean-up at once', plus('cleanup: { after: ▸0d }'), 'bad-duration cleanup.after'],
  ['an unknown clean-up', plus('cleanup: { mode: ▸delete }'), 'not-allowed cleanup.mode'],
  ['compliance of no time', plus('compliance: { validity: ▸0s }'), 'bad-duration compliance.validity'],
  ['no kind of category', plus('categories: { kinds: ▸[] }'), 'wrong-type categories.kinds'],
  ['half a device in an hour', plus('categories: { ratePerHour: ▸0.5 }'), 'bad-number categories.ratePerHour'],
  [
    'a share of categories above one',
    MINIMAL.replace('presence: always', 'presence: always, category: ▸2'),
    'bad-share fleet[0].category',
  ],
  ['a canary that never rests', plus('canary: { repeat: ▸0s }'), 'bad-duration canary.repeat'],
  ['an empty batch', plus('stations: { push: { batch: ▸0 } }'), 'bad-number stations.push.batch'],
  ['batches without time between', plus('stations: { push: { every: ▸0s } }'), 'bad-duration stations.push.every'],
  ['an unknown order', plus('stations: { push: { order: ▸fifo } }'), 'not-allowed stations.push.order'],
  ['no certificates', plus('stations: { scep: { ratePerMinute: ▸0 } }'), 'bad-number stations.scep.ratePerMinute'],
  ['a section that is a number', plus('helpDesk: ▸5'), 'not-allowed helpDesk'],
  ['an unknown key in a section', plus('cleanup: { ▸afte: 3d }'), 'unknown-key cleanup.afte'],
  [
    'too many batches',
    plus('stations: { push: { every: ▸1ms } }\nhorizon: 365d\nbucket: 1h'),
    'too-much-work stations.push.every',
  ],
  [
    'a canary that tries too often',
    plus('canary: { repeat: ▸1ms }\nhorizon: 365d\nbucket: 1h'),
    'too-much-work canary.repeat',
  ],
  [
    'attempts too many to count',
    `${plan(THIRD_PARTY, 'enrolment: { retry: 1ms }\nhorizon: 3650d\nbucket: 1d').replace('- {', '- ▸{')}`,
    'too-much-work fleet[0]',
  ],
  [
    'calls too many to count',
    plus('helpDesk: { callAfter: 1ms }\nhorizon: 3650d\nbucket: 1d').replace('- {', '- ▸{'),
    'too-much-work fleet[0]',
  ],
  [
    'more new devices than can be',
    arrive('from: 1d, until: 2d').replace('devices: 5', 'devices: ▸1e12'),
    'too-much-work newEnrolments[0].devices',
  ],
]

describe('a bad plan', () => {
  describe.each([
    ['of conditional access', ACCESS],
    ['of cohorts that arrive', COHORTS],
    ['of a change', PLANS],
    ['of a section', SECTIONS],
  ])('%s', (_, cases) => {
    it.each(cases)('with %s is refused at its place', (_, written, ...expected) => {
      const { text, places } = marked(written)
      expect(errorsOf(text)).toEqual(expected.map((fault, index) => `${places[index]} ${fault}`))
    })
  })

  it.each([
    [
      plan(`${THIRD_PARTY}, waves: [{ name: a, at: 3d, share: 0.5 }]`, 'conditionalAccess: { enforceAt: 1d }'),
      'has two services enforce their rules at once on wave a, users in no wave',
      'enforce them after the last wave, or use grace',
    ],
    [
      plan(`${THIRD_PARTY}, waves: [{ name: a, at: 3d }, { name: b, at: 1d }]`, 'conditionalAccess: { enforceAt: 2d }'),
      'has two services enforce their rules at once on wave a (value 2d)',
      'use grace',
    ],
    [actions('{ at: 2d, kind: sync, keep: true }'), 'means nothing with sync', 'allowed: it with wipe, freshStart'],
    [
      actions('{ at: 2d, kind: switchDevices }', 'kind: set, from: unset, to: intune'),
      'is possible with an in-place change only',
      'use reenrol',
    ],
    [plan('kind: set, from: configmgr, to: intune, at: 1d'), 'no change of kind set', 'write kind: co-management'],
    [plus('conditionalAccess: {}'), 'needs enforceAt or grace', 'allowed: either enforceAt or grace'],
    [plus('helpDesk: { patience: nevr }'), 'allowed: never; or a duration', 'did you mean never?'],
    [plus('helpdesk: {}'), 'is not known here', 'did you mean helpDesk?'],
  ])('is explained with what is allowed and a hint', (text, message, hint) => {
    const result = load(text)
    const lines = result.ok ? [] : result.diagnostics.map(renderDiagnostic)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(message)
    expect(lines[0]).toContain(hint)
  })
})

it('a local time over which clocks are set forward is refused wherever a point in time can stand', () => {
  const gap = '2026-03-29T02:30'
  const { text, places } = marked(
    plan(
      `${THIRD_PARTY}, decommission: ▸${gap}, workloads: [{ at: ▸${gap}, kinds: [wifi] }]`,
      `timezone: Europe/Paris
conditionalAccess: { enforceAt: ▸${gap}, oldEndsAt: ▸${gap} }
newEnrolments: [{ cohort: new, devices: 5, platform: ios, presence: always, from: ▸${gap}, until: ▸${gap} }]
canary: { at: ▸${gap} }`,
    ),
  )
  const fields = [
    'change.decommission',
    'change.workloads[0].at',
    'conditionalAccess.enforceAt',
    'conditionalAccess.oldEndsAt',
    'newEnrolments[0].from',
    'newEnrolments[0].until',
    'canary.at',
  ]
  expect(errorsOf(text)).toEqual(fields.map((field, index) => `${places[index]} bad-point ${field}`))
})

describe('a plan may', () => {
  it('have a cohort called canary where there is no canary', () => {
    expect(errorsOf(MINIMAL.replace('phones', 'canary'))).toEqual([])
  })

  it('begin new access rules in the instant the old ones end', () => {
    expect(scenarioOf(plan(THIRD_PARTY, 'conditionalAccess: { enforceAt: 2d }')).conditionalAccess?.enforceAt).toBe(
      172_800_000,
    )
    expect(errorsOf(plan(THIRD_PARTY, 'conditionalAccess: { grace: 1d, oldEndsAt: 3d }'))).toEqual([])
  })

  it('enforce access rules before a date that concerns nobody: all users are in waves', () => {
    const waves = (shares: string) => plan(`${THIRD_PARTY}, waves: [${shares}]`, 'conditionalAccess: { enforceAt: 1d }')
    expect(errorsOf(waves('{ name: a, at: 1d }'))).toEqual([])
    expect(errorsOf(waves('{ name: a, at: 1h, share: 0.5 }, { name: b, at: 2h, share: 0.5 }'))).toEqual([])
    expect(errorsOf(waves('{ name: a, at: 1d, count: 9 }'))).toHaveLength(1)
    expect(
      errorsOf(waves('{ name: a, at: 1d }').replace('presence: always', 'presence: always, enrolment: dem')),
    ).toHaveLength(1)
  })

  it('enforce access rules before the change where no other service has rules', () => {
    expect(errorsOf(plus('conditionalAccess: { enforceAt: 0s }'))).toEqual([])
  })

  it('have waves after its date, and after one another, where they are announcements', () => {
    for (const kind of [THIRD_PARTY, CO_MANAGEMENT, COEXISTENCE, 'kind: set, from: unset, to: intune, at: 1d']) {
      expect(errorsOf(plan(`${kind}, waves: [{ name: a, at: 12h, share: 0.5 }, { name: b, at: 5d }]`))).toEqual([])
    }
  })

  it('go from and to each authority that a kind of change knows', () => {
    const pairs = [
      ['in-place', 'intune', 'hybrid'],
      ['coexistence', 'office365', 'intune'],
      ['coexistence', 'intune', 'office365'],
      ['third-party', 'third-party', 'intune'],
      ['co-management', 'configmgr', 'intune'],
      ['set', 'unset', 'intune'],
    ] as const
    for (const [kind, from, to] of pairs) {
      expect(scenarioOf(plan(`kind: ${kind}, from: ${from}, to: ${to}, at: 1d`)).change).toMatchObject({
        kind,
        from,
        to,
      })
    }
  })

  it('say that an action does not keep, return or lock where it cannot', () => {
    expect(errorsOf(actions('{ at: 2d, kind: sync, keep: false, returns: 0, locked: 0 }'))).toEqual([])
  })
})
