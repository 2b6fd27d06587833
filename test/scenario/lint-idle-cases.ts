import { change, fleet, type LintCase, plan } from './lint-case.ts'

const { kiosks, iphones, laptops, phones } = fleet
const idle = (title: string, text: string, says: string, repair: readonly [string, string]): LintCase => ({
  title,
  text,
  code: 'no-effect',
  says,
  repair,
})
const SWITCHED = ', actions: [{ at: 1h, kind: switchDevices }]'

/** Dates, shares and fields that change nothing. */
export const IDLE_CASES: readonly LintCase[] = [
  idle(
    'a wave after the switch',
    plan({ change: change.inPlace(', waves: [{ name: a, at: ▸1d 9h }]') }),
    'the switch has moved everybody by then',
    ['waves: [{ name: a, at: 1d 9h', 'waves: [{ name: a, at: 1d 8h'],
  ),
  idle(
    'a wave of devices of enrolment managers',
    plan({
      fleet: [phones(', enrolment: dem')],
      change: change.inPlace(', dem: moves-at-switch, waves: [▸{ name: a, at: 1h }]'),
    }),
    'none of its devices move with waves',
    [', waves: [{ name: a, at: 1h }]', ''],
  ),
  idle(
    'a wave in coexistence',
    plan({ change: change.fromOffice(', licences: [{ at: 2d }], waves: [▸{ name: a, at: 2d, share: 0.5 }]') }),
    'with coexistence licences move devices',
    ['waves:', 'settingsReady: { a: 1d }, waves:'],
  ),
  idle(
    'licences for devices without a user',
    plan({ fleet: [kiosks()], change: change.inPlace(`${SWITCHED}, licences: [▸{ at: 1h }]`) }),
    'devices without a user need no licence',
    [', licences: [{ at: 1h }]', ''],
  ),
  idle(
    'licences after the horizon',
    plan({
      fleet: [phones(', licensed: 0')],
      change: change.fromOffice(', licences: [{ at: 2d, share: 0.5 }, { at: ▸30d }]'),
    }),
    'it is after the horizon',
    ['at: 30d', 'at: 29d'],
  ),
  idle(
    'licences for those who have one',
    plan({ change: change.inPlace(', licences: [▸{ at: 1h }]') }),
    'everybody has one by then',
    [', licences: [{ at: 1h }]', ''],
  ),
  idle(
    'a removal of licences that nobody has',
    plan({ change: change.fromOffice(', licences: [▸{ at: 2d, remove: true }, { at: 3d }]') }),
    'nobody has one by then',
    ['remove: true', 'share: 0.5'],
  ),
  idle(
    'a licence share of devices without a user',
    plan({ fleet: [kiosks(', licensed: ▸0')], change: change.inPlace(SWITCHED) }),
    'devices without a user need no licence',
    [', licensed: 0', ''],
  ),
  idle(
    'a licence share of owned devices that arrive later',
    plan({
      more: 'newEnrolments: [{ cohort: new, devices: 9, platform: windows, owners: phones, presence: always, from: 1h, until: 2d, licensed: ▸0.5 }]',
    }),
    'the licences are those of the owners',
    [', licensed: 0.5', ''],
  ),
  idle(
    'a campaign after the horizon',
    plan({ change: change.inPlace(', campaigns: [{ at: ▸30d, response: 1, delay: 1h }]') }),
    'it is after the horizon',
    ['at: 30d', 'at: 2d'],
  ),
  idle(
    'a campaign before the announcement',
    plan({ change: change.thirdParty(', campaigns: [{ at: ▸1d, response: 1, delay: 1h }]') }),
    'nobody has been told yet where to move',
    ['{ at: 1d,', '{ at: 2d,'],
  ),
  idle(
    'a campaign among devices without a user',
    plan({
      fleet: [kiosks()],
      change: change.inPlace(`${SWITCHED}, campaigns: [▸{ at: 2d, response: 1, delay: 1h }]`),
    }),
    'nobody who reads it',
    [', campaigns: [{ at: 2d, response: 1, delay: 1h }]', ''],
  ),
  idle(
    'an action after the horizon',
    plan({ change: change.inPlace(', actions: [{ at: ▸30d, kind: sync }]') }),
    'it is after the horizon',
    ['at: 30d', 'at: 2d'],
  ),
  idle(
    'an action before the start',
    plan({ change: change.inPlace(", actions: [{ at: ▸'-2d', kind: sync }]") }),
    'it is before the start',
    ["'-2d'", "'-1d'"],
  ),
  idle(
    'switchDevices after the switch',
    plan({
      fleet: [kiosks()],
      change: change.inPlace(`${SWITCHED.replace(']', '')}, { at: ▸+0s, kind: switchDevices }]`),
    }),
    'it has to come before the switch',
    ['+0s', '1d 8h'],
  ),
  idle(
    'switchDevices for users',
    plan({ change: change.inPlace(', actions: [▸{ at: 1h, kind: switchDevices }]') }),
    'it is for devices without a user',
    [', actions: [{ at: 1h, kind: switchDevices }]', ''],
  ),
  idle(
    'a workload after the horizon',
    plan({ fleet: [laptops()], change: change.coManagement(', workloads: [{ at: ▸30d, kinds: [wifi] }]') }),
    'it is after the horizon',
    ['at: 30d', 'at: 9d'],
  ),
  idle(
    'an upload that is not needed',
    plan({ fleet: [iphones()], change: change.inPlace(', apns: { uploads: ▸[{ at: +3h }] }') }),
    'the certificate is carried over',
    ['[{ at: +3h }]', 'never'],
  ),
  idle(
    'an expiry without Apple devices',
    plan({ change: change.inPlace(', apns: { expires: ▸3d }') }),
    'there are no Apple devices',
    [', apns: { expires: 3d }', ''],
  ),
  idle(
    'an expiry after the horizon',
    plan({ fleet: [iphones()], change: change.inPlace(', apns: { expires: ▸30d }') }),
    'it is after the horizon',
    ['expires: 30d', 'expires: 5d'],
  ),
  idle(
    'the end of an old service in a change in place',
    plan({ change: change.inPlace(', decommission: ▸9d') }),
    'it belongs to a change of kind third-party',
    [', decommission: 9d', ''],
  ),
  idle(
    'workloads in a change in place',
    plan({ change: change.inPlace(', workloads: ▸[{ at: 2d, kinds: [wifi] }]') }),
    'it belongs to a change of kind co-management',
    [', workloads: [{ at: 2d, kinds: [wifi] }]', ''],
  ),
  idle(
    'a spread of enrolments in a change in place',
    plan({ change: change.inPlace(', enrolSpread: ▸4d') }),
    'it belongs to a change of kind co-management',
    [', enrolSpread: 4d', ''],
  ),
  idle(
    'what the switch does with enrolment managers, without a switch',
    plan({ change: change.thirdParty(', dem: ▸moves-at-switch') }),
    'it belongs to a change of kind in-place',
    [', dem: moves-at-switch', ''],
  ),
  idle(
    'the end of old rules in a change in place',
    plan({ more: 'conditionalAccess: { grace: 1d, oldEndsAt: ▸9d }' }),
    'it belongs to a change of kind third-party',
    [', oldEndsAt: 9d', ''],
  ),
  idle(
    'categories in a change from another service',
    plan({ fleet: [phones(', category: ▸0.2')], change: change.thirdParty() }),
    'categories matter to a change of kind in-place',
    [', category: 0.2', ''],
  ),
  idle('a canary after the horizon', plan({ more: 'canary: { at: ▸30d }' }), 'it is after the horizon', [
    'at: 30d',
    'at: 2d',
  ]),
  idle(
    'an end of the old service after the horizon',
    plan({ change: change.thirdParty(', decommission: ▸30d') }),
    'it is after the horizon',
    [', decommission: 30d', ''],
  ),
  idle(
    'a grace beyond the horizon',
    plan({ more: 'conditionalAccess: { grace: ▸29d }' }),
    'it ends after the horizon',
    ['grace: 29d', 'grace: 7d'],
  ),
  idle(
    'rules beyond the horizon',
    plan({ more: 'conditionalAccess: { enforceAt: ▸30d }' }),
    'it is after the horizon',
    ['enforceAt: 30d', 'enforceAt: 7d'],
  ),
  idle(
    'rules without users',
    plan({ fleet: [kiosks()], change: change.inPlace(SWITCHED), more: 'conditionalAccess: ▸{ grace: 7d }' }),
    'devices without a user are never denied access',
    ['{ grace: 7d }', 'off'],
  ),
]
