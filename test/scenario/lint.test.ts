import { describe, expect, it } from 'vitest'
import { loaded, MINIMAL, marked } from './sample.ts'

const cohort = (fields: string): string => MINIMAL.replace('platform: ios, presence: always', fields)
const plan = (fields: string): string => MINIMAL.replace('at: 1d }', `${fields} }`)
const back = (fields: string): string => plan(fields).replace('from: hybrid, to: intune', 'from: intune, to: hybrid')
const owned = (fields: string): string =>
  MINIMAL.replace(
    'change:',
    '  - { cohort: laptops, owners: phones, devices: 7, platform: windows, presence: always }\nchange:',
  ).replace('at: 1d }', `${fields} }`)

const RISKS: [string, string, string, string][] = [
  [
    'devices without a user',
    cohort('platform: android, enrolment: ▸userless, presence: always'),
    'ticket-needed',
    '10 devices of this kind will not migrate by waiting, and they wait for support',
  ],
  [
    'devices without a user and without a ticket',
    `${cohort('platform: android, enrolment: ▸userless, presence: always')}support: { openedAt: never }`,
    'ticket-needed',
    'nobody opens a ticket',
  ],
  [
    'devices of enrolment managers',
    cohort('platform: android, enrolment: ▸dem, presence: always'),
    'ticket-needed',
    '10 devices',
  ],
  [
    'part of them switched before',
    cohort('platform: android, enrolment: ▸userless, presence: always').replace(
      'at: 1d',
      'at: 1d, actions: [{ at: 2h, kind: switchDevices, share: 0.6 }]',
    ),
    'ticket-needed',
    '4 devices',
  ],
  [
    'users without a licence',
    cohort('platform: android, presence: always, licensed: ▸0.5, devicesPerUser: 2'),
    'unlicensed-users',
    'about 3 users',
  ],
  [
    'profiles under other names',
    cohort('platform: android, presence: always, profiles: ▸{ vpn: renamed, wifi: { renamed: 0.5, none: 0.5 } }'),
    'duplicate-profiles',
    'about 10 vpn, 5 wifi profiles',
  ],
  [
    'profiles nobody assigned',
    cohort('platform: android, presence: always, profiles: ▸{ email: unassigned }'),
    'unassigned-profiles',
    'about 10 email profiles',
  ],
  [
    'no upload of the certificate',
    back('at: 1d, apns: { uploads: ▸never }'),
    'apns-outage',
    '10 Apple devices cannot check in or enrol after the switch',
  ],
  [
    'a late upload of the certificate',
    back('at: 1d, apns: { uploads: ▸[{ at: +30h }] }'),
    'apns-outage',
    '1d 6h after the switch',
  ],
  [
    'a certificate of another topic',
    plan('at: 1d, apns: { uploads: ▸[{ at: +3h, topic: changed }] }'),
    'apns-topic',
    '10 Apple devices cannot be reached',
  ],
  [
    'settings later than the switch',
    plan('at: 1d, settingsReady: ▸{ wifi: +1h }'),
    'settings-late',
    'the settings of wifi are ready only after the switch',
  ],
  [
    'settings later than a wave',
    plan('at: 1d, settingsReady: ▸{ a: 3h }, waves: [{ name: a, at: 2h, share: 0.1 }]'),
    'settings-late',
    'ready only after wave a',
  ],
  [
    'a switch on Friday evening',
    cohort('platform: android, presence: weekly').replace('at: 1d', 'at: ▸4d 18h'),
    'outside-working-hours',
    '10 devices with office hours will not be at work for the next 62 hours',
  ],
  [
    'a switch before a long holiday',
    `${cohort('platform: android, presence: weekly').replace('at: 1d', 'at: ▸20h')}holidays: [2026-01-06]`,
    'outside-working-hours',
    '36 hours',
  ],
  [
    'a wave of half of what people have',
    owned('at: 1d, waves: [{ name: a, at: 2h, cohorts: ▸[laptops] }]'),
    'split-users',
    'names only one of laptops and phones, which belong to the same people: up to 10 devices',
  ],
  [
    'a wave after the switch',
    plan('at: 1d, waves: [{ name: a, at: ▸1d }]'),
    'no-effect',
    'the switch has moved everybody',
  ],
  [
    'a wave of devices without a user',
    cohort('platform: android, enrolment: dem, presence: always').replace(
      'at: 1d',
      'at: 1d, dem: moves-at-switch, waves: [▸{ name: a, at: 1h }]',
    ),
    'no-effect',
    'none of its devices move with waves',
  ],
  [
    'an upload that is not needed',
    plan('at: 1d, apns: { uploads: ▸[{ at: +3h }] }'),
    'no-effect',
    'the certificate is carried over',
  ],
  [
    'licences for devices without a user',
    cohort('platform: android, enrolment: userless, presence: always').replace(
      'at: 1d',
      'at: 1d, licences: [▸{ at: 1h }], actions: [{ at: 1h, kind: switchDevices }]',
    ),
    'no-effect',
    'need no licence',
  ],
  [
    'a licence share of devices without a user',
    cohort('platform: android, enrolment: userless, presence: always, licensed: ▸0').replace(
      'at: 1d',
      'at: 1d, actions: [{ at: 1h, kind: switchDevices }]',
    ),
    'no-effect',
    'need no licence',
  ],
  [
    'a licence share of owned devices',
    owned('at: 1d').replace('owners: phones', 'owners: phones, licensed: ▸0.5'),
    'no-effect',
    'the licences are those of the owners',
  ],
  [
    'an action after the horizon',
    plan('at: 1d, actions: [{ at: ▸14d, kind: sync }]'),
    'no-effect',
    'it is after the horizon',
  ],
  [
    'an action before the start',
    plan("at: 1d, actions: [{ at: ▸'-2d', kind: sync }]"),
    'no-effect',
    'it is before the start',
  ],
  [
    'switchDevices after the switch',
    plan('at: 1d, actions: [{ at: ▸+0s, kind: switchDevices }]'),
    'no-effect',
    'it has to come before the switch',
  ],
]

const FINE: [string, string][] = [
  ['a plain plan', MINIMAL],
  [
    'devices without a user that are switched before',
    cohort('platform: android, enrolment: userless, presence: always').replace(
      'at: 1d',
      'at: 1d, actions: [{ at: 2h, kind: switchDevices }]',
    ),
  ],
  [
    'devices of enrolment managers that move at the switch',
    cohort('platform: android, enrolment: dem, presence: always').replace('at: 1d', 'at: 1d, dem: moves-at-switch'),
  ],
  [
    'licences in time',
    cohort('platform: android, presence: always, licensed: 0.5').replace('at: 1d', 'at: 1d, licences: [{ at: 2h }]'),
  ],
  ['an upload within the day', back('at: 1d')],
  ['no upload and no Apple device', back('at: 1d, apns: { uploads: never }').replace('ios', 'android')],
  ['a switch on a weekday evening', cohort('platform: android, presence: weekly').replace('at: 1d', 'at: 20h')],
  ['a wave of all that people have', owned('at: 1d, waves: [{ name: a, at: 2h }]')],
  ['an upload that ends an expiry', plan('at: 1d, apns: { uploads: [{ at: +3d }], expires: +2d }')],
]

describe('lint', () => {
  it.each(RISKS)('warns of %s', (_, written, code, message) => {
    const { text, places } = marked(written)
    const warnings = loaded(text).warnings
    expect(warnings.map((warning) => [`${warning.line}:${warning.column}`, warning.code, warning.severity])).toEqual([
      [places[0], code, 'warning'],
    ])
    expect(warnings[0]!.message).toContain(message)
  })

  it('does not count on switchDevices after the switch', () => {
    const late = cohort('platform: android, enrolment: userless, presence: always').replace(
      'at: 1d',
      'at: 1d, actions: [{ at: 1d, kind: switchDevices }]',
    )
    expect(loaded(late).warnings.map(({ code }) => code)).toEqual(['ticket-needed', 'no-effect'])
  })

  it.each(FINE)('has nothing to say about %s', (_, text) => {
    expect(loaded(text).warnings).toEqual([])
  })
})
