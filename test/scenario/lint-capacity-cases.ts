import { change, fleet, type LintCase, plan } from './lint-case.ts'

const { phones, absent } = fleet
const HALF = ', migrate: { response: 0.5, delay: 1d }'
const access = (fields: string): string => `conditionalAccess: { ${fields} }`

/** Conditional access and stations. */
export const CAPACITY_CASES: readonly LintCase[] = [
  {
    title: 'three weeks without rules',
    text: plan({
      change: change.thirdParty(', migrate: { response: 1, delay: 1d }'),
      more: access('grace: ▸21d'),
    }),
    code: 'access-unguarded',
    devices: 1000,
    says: 'leaves 1000 devices without any rules for up to 21d',
    repair: ['grace: 21d', 'grace: 7d'],
  },
  {
    title: 'devices that can never comply',
    text: plan({
      fleet: [phones(', profiles: ▸{ email: { unassigned: 0.3, same-name: 0.7 } }')],
      more: access('grace: 1d'),
    }),
    code: 'access-loss',
    devices: 300,
    says: 'about 300 devices can never comply',
    repair: ['unassigned: 0.3', 'dropped: 0.3'],
    also: ['unassigned-profiles'],
  },
  {
    title: 'rules that begin before the devices can have moved',
    text: plan({
      change: change.set(', migrate: { response: 1, delay: 3d }'),
      more: access('grace: ▸2d'),
    }),
    code: 'enforced-early',
    devices: 1000,
    says: 'denies about 1000 devices access before most of their users can have moved them: those in no wave',
    repair: ['grace: 2d', 'grace: 3d'],
  },
  {
    title: 'rules for everybody that begin before a wave',
    text: plan({
      change: change.set(', migrate: { response: 1, delay: 1d }, waves: [{ name: late, at: 9d, share: 0.4 }]'),
      more: access('enforceAt: ▸8d'),
    }),
    code: 'enforced-early',
    devices: 400,
    says: ': late',
    repair: ['enforceAt: 8d', 'enforceAt: 10d'],
  },
  {
    title: 'a deadline that many miss',
    text: plan({ change: change.thirdParty(HALF), more: access('grace: ▸7d') }),
    code: 'deadline-herd',
    devices: 500,
    says: 'denies about 500 devices access at one instant',
    repair: ['response: 0.5', 'response: 0.9'],
  },
  {
    title: 'a deadline that the help desk cannot bear',
    text: plan({
      change: change.thirdParty(HALF),
      more: `${access('grace: ▸7d')}\nhelpDesk: { agents: 5, handling: 15m }`,
    }),
    code: 'deadline-herd',
    devices: 500,
    says: 'at one instant, and the help desk answers 200 calls a day',
    repair: ['agents: 5', 'agents: 13'],
  },
  {
    title: 'rules that begin while nobody answers the phone',
    text: plan({
      change: change.thirdParty(', migrate: { response: 1, delay: 1d }'),
      more: `${access('enforceAt: ▸5d 9h')}\nhelpDesk: {}`,
    }),
    code: 'outside-help-desk-hours',
    devices: 1000,
    says: '1d 23h later',
    repair: ['enforceAt: 5d 9h', 'enforceAt: 7d 9h'],
  },
  {
    title: 'rules that cover the enrolment',
    text: plan({
      change: change.thirdParty(', migrate: { response: 0.95, delay: 1d }'),
      more: access('grace: 7d, coversEnrolment: ▸true'),
    }),
    code: 'enrolment-deadlock',
    devices: 50,
    says: 'about 50 devices that are blocked cannot enrol',
    repair: ['true', 'false'],
  },
  {
    title: 'a service that is too small for scheduled check-ins',
    text: plan({ more: 'stations: { service: { ratePerMinute: ▸2 } }' }),
    code: 'service-capacity',
    devices: 1000,
    says: 'fewer check-ins than the 3 a minute that 1000 devices make',
    repair: ['ratePerMinute: 2', 'ratePerMinute: 20'],
  },
  {
    title: 'a service that takes hours for the switch',
    text: plan({ more: 'stations: { service: { ratePerMinute: ▸5 } }' }),
    code: 'service-capacity',
    devices: 1000,
    says: 'takes 3h 20m to admit about 1000 devices',
    repair: [
      'at: 1d 9h',
      'at: 1d 9h, waves: [{ name: a, at: 1h, share: 0.25 }, { name: b, at: 4h, share: 0.25 }, { name: c, at: 7h, share: 0.25 }]',
    ],
  },
  {
    title: 'pushes that take hours to leave',
    text: plan({ more: 'stations: { push: { batch: ▸10, every: 1m } }' }),
    code: 'push-capacity',
    devices: 1000,
    says: 'takes 1h 40m for the pushes to 1000 devices',
    repair: ['every: 1m', 'every: 30s'],
  },
  {
    title: 'a push pool that serves the same devices again and again',
    text: plan({
      fleet: [
        absent(
          '{ kind: mixture, of: [{ share: 0.1, presence: { kind: dormant, lastSeen: 1d } }, { share: 0.9, presence: always }] }',
        ),
      ],
      more: 'stations: { push: { batch: 100, order: ▸fixed } }',
    }),
    code: 'push-starvation',
    devices: 900,
    says: 'up to 900 devices may never get a push: 100 devices that are never online',
    repair: ['order: fixed', 'order: queue'],
    also: ['long-absences'],
  },
  {
    title: 'a push pool that draws dormant devices most of the time',
    text: plan({
      fleet: [phones(), absent('{ kind: dormant, lastSeen: 1d }').replace('phones', 'spare')],
      more: 'stations: { push: { batch: 50, order: ▸random } }',
    }),
    code: 'push-starvation',
    devices: 1000,
    says: 'wait long for a push',
    repair: ['batch: 50', 'batch: 500'],
    also: ['long-absences'],
  },
  {
    title: 'certificates that take longer than a night',
    text: plan({
      fleet: [phones(', profiles: { certificate: { same-name: 0.8, none: 0.2 } }')],
      more: 'stations: { scep: { ratePerMinute: ▸1 } }',
    }),
    code: 'certificate-capacity',
    devices: 800,
    says: 'takes 13h to issue the certificates of 800 devices',
    repair: ['ratePerMinute: 1', 'ratePerMinute: 2'],
  },
]
