import { describe, expect, it } from 'vitest'
import { scenarioReference } from '../../src/scenario/schema/reference.ts'
import { FINDING_CODES } from '../../src/scenario/words/findings.ts'
import { CAPACITY_CASES } from './lint-capacity-cases.ts'
import { change, fleet, type LintCase, plan } from './lint-case.ts'
import { DEVICE_CASES } from './lint-device-cases.ts'
import { IDLE_CASES } from './lint-idle-cases.ts'
import { PLAN_CASES } from './lint-plan-cases.ts'
import { errorsOf, loaded, MIGRATION, marked } from './sample.ts'

const CASES: readonly LintCase[] = [...DEVICE_CASES, ...PLAN_CASES, ...CAPACITY_CASES, ...IDLE_CASES]
const SWITCHED = ', actions: [{ at: 2h, kind: switchDevices }]'

const seen = new Map<string, ReturnType<typeof loaded>>()
/** Loads a text once. */
const read = (text: string) => {
  const result = seen.get(text) ?? loaded(text)
  seen.set(text, result)
  return result
}
const findingsOf = (text: string) => [...read(text).warnings, ...read(text).notes]
const codesOf = (text: string) => read(text).warnings.map(({ code }) => code)

const FINE: readonly (readonly [string, string])[] = [
  ['a plain plan', plan({})],
  [
    'devices without a user that are switched before',
    plan({ fleet: [fleet.kiosks()], change: change.inPlace(SWITCHED) }),
  ],
  [
    'devices of enrolment managers that move at the switch',
    plan({ fleet: [fleet.phones(', enrolment: dem')], change: change.inPlace(', dem: moves-at-switch') }),
  ],
  [
    'devices without a user that arrive after the change',
    plan({
      change: change.thirdParty(),
      more: 'newEnrolments: [{ cohort: new, devices: 9, platform: ios, presence: always, enrolment: userless, from: 2d, until: 3d }]',
    }),
  ],
  ['an upload within a working day', plan({ fleet: [fleet.iphones()], change: change.back() })],
  [
    'users of phones without a licence in co-management',
    plan({
      fleet: [fleet.laptops(), fleet.phones(', licensed: 0')],
      change: change.coManagement(),
      more: 'silence: [not-windows]\n',
    }),
  ],
  [
    'long grace of a group that nobody is in',
    plan({
      change: change.thirdParty(', migrate: { response: 1, delay: 1d }, waves: [{ name: all, at: 9d }]'),
      more: 'conditionalAccess: { enforceAt: 16d }',
    }),
  ],
  [
    'stragglers whom a message that access is denied makes move before',
    plan({
      change: change.thirdParty(', migrate: { response: 0.95, delay: 1d }, decommission: +20d'),
      more: 'conditionalAccess: { grace: 7d, nudge: { response: 1, delay: 1d } }',
    }),
  ],
  ['no upload and no Apple device', plan({ change: change.back(', apns: { uploads: never }') })],
  [
    'an upload before an expiry matters',
    plan({ fleet: [fleet.iphones()], change: change.inPlace(', apns: { expires: +2d, uploads: [{ at: +2d }] }') }),
  ],
  [
    'another topic before anybody has enrolled',
    plan({ fleet: [fleet.iphones()], change: change.set(', apns: { uploads: [{ at: 1d, topic: changed }] }') }),
  ],
  [
    'profiles under other names where the old ones go at the unenrolment',
    plan({ fleet: [fleet.phones(', profiles: { vpn: renamed }')], change: change.thirdParty() }),
  ],
  [
    'profiles nobody assigned of a workload that stays',
    plan({ fleet: [fleet.laptops(', profiles: { vpn: unassigned }')], change: change.coManagement() }),
  ],
  [
    'a date of co-management after change.at',
    plan({ fleet: [fleet.laptops()], change: change.coManagement(', waves: [{ name: a, at: 9d, share: 0.5 }]') }),
  ],
  [
    'an announcement at the weekend',
    plan({ fleet: [fleet.absent('weekly')], change: change.thirdParty().replace('1d 9h', '5d 9h') }),
  ],
  [
    'the whole fleet wiped with its enrolment kept',
    plan({ fleet: [fleet.laptops()], change: change.inPlace(', actions: [{ at: 2d, kind: wipe, keep: true }]') }),
  ],
]

describe('lint', () => {
  it.each(CASES.map((each) => [each.title, each] as const))('finds %s, and nothing once it is repaired', (_, each) => {
    const { text, places } = marked(each.text)
    const own = findingsOf(text).filter(({ code }) => code === each.code)
    expect(own.map(({ line, column, devices }) => [`${line}:${column}`, devices])).toEqual([[places[0], each.devices]])
    expect(own[0]!.message).toContain(each.says)
    const others = each.code === 'prerequisites' ? [] : [each.code]
    expect(codesOf(text).toSorted()).toEqual([...others, ...(each.also ?? [])].toSorted())
    expect(text).toContain(each.repair[0])
    expect(findingsOf(text.replace(...each.repair)).map(({ code }) => code)).not.toContain(each.code)
  })

  it('has a case for every code, and every code is in the reference', () => {
    expect(FINDING_CODES.filter((code) => !CASES.some((each) => each.code === code))).toEqual([])
    const reference = scenarioReference()
    expect(FINDING_CODES.filter((code) => !reference.includes(`- \`${code}\`: `))).toEqual([])
  })

  it.each(FINE)('has nothing to say about %s', (_, text) => {
    expect(loaded(text).warnings).toEqual([])
  })

  it('gives advice with every warning', () => {
    const warnings = CASES.flatMap(({ text }) => read(marked(text).text).warnings)
    expect(warnings.filter(({ code, hint }) => hint === '' && code !== 'no-effect')).toEqual([])
  })

  it('does not count on switchDevices after the switch or before the start', () => {
    for (const at of ['1d 9h', "'-2d'"]) {
      const late = change.inPlace(`, actions: [{ at: ${at}, kind: switchDevices }]`)
      expect(codesOf(plan({ fleet: [fleet.kiosks()], change: late })).toSorted()).toEqual([
        'no-effect',
        'support-capacity',
        'ticket-needed',
      ])
    }
  })

  it('places findings of new devices at their own entry', () => {
    const late = 'from: 2d, until: 3d, profiles: { vpn: unassigned }'
    const text = plan({
      more: `newEnrolments: [{ cohort: new, devices: 9, platform: ios, presence: always, ${late} }]`,
    })
    expect(loaded(text).warnings.map(({ code, path, devices }) => [code, path, devices])).toEqual([
      ['unassigned-profiles', 'newEnrolments[0].profiles', 9],
    ])
  })

  it('gives the same findings for a scenario written out as JSON', () => {
    for (const { text } of [...DEVICE_CASES.slice(0, 9), ...IDLE_CASES.slice(-9), { text: MIGRATION }]) {
      const { document, warnings } = read(marked(text).text)
      const again = loaded(JSON.stringify(document)).warnings
      const words = (all: typeof warnings) => all.map(({ code, path, message }) => `${code} ${path} ${message}`).sort()
      expect(words(again)).toEqual(words(warnings))
    }
  })
})

describe('silence', () => {
  const ticket = plan({ fleet: [fleet.kiosks()] })

  it('leaves out findings of the codes it lists, and counts them', () => {
    expect(codesOf(ticket)).toEqual(['support-capacity', 'ticket-needed'])
    expect(loaded(ticket).silenced).toBe(0)
    const silent = loaded(`${ticket}silence: [ticket-needed, prerequisites, apns-topic]`)
    expect(silent.warnings.map(({ code }) => code)).toEqual(['support-capacity'])
    expect([silent.notes, silent.silenced]).toEqual([[], 2])
  })

  it('refuses a code that there is not, with the nearest', () => {
    expect(errorsOf(`${ticket}silence: [ticket-need]`)).toEqual(['7:11 not-allowed silence[0]'])
  })
})
