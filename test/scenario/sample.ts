import { type Loaded, type LoadOptions, loadScenario } from '../../src/scenario/load.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'

/** The smallest complete scenario; tests add or replace lines. */
export const MINIMAL = `name: minimal
seed: s
fleet:
  - { cohort: phones, devices: 10, platform: ios, presence: always }
change: { kind: in-place, from: hybrid, to: intune, at: 1d }
`

/** A scenario with most of what the format has. */
export const RICH = `name: Hybrid to Intune standalone
description: |
  15 400 devices, two waves,
  then one tenant switch
seed: contoso-2026
start: 2026-03-02T00:00
timezone: Europe/Paris
horizon: 21d
bucket: 30m
holidays: [2026-03-10]
fleet:
  - cohort: field-phones
    devices: 6000
    devicesPerUser: 2
    platform: ios
    licensed: 0.98
    presence: { kind: renewal, online: { exponential: 16h }, offline: { weibull: { scale: 8h, shape: 0.7 } } }
    profiles: { vpn: renamed, configuration: { same-name: 0.9, unassigned: 0.1 } }
    dependsOn: { kinds: [wifi, certificate], share: 0.2 }
  - cohort: office-laptops
    devices: 9000
    owners: field-phones
    platform: windows
    timezone: America/New_York
    presence: { kind: weekly, days: [mon-thu, sat], from: '07:30', to: '17:00', overnight: 0.05, holidays: [2026-03-03] }
  - cohort: kiosks
    devices: 400
    platform: android
    enrolment: userless
    presence:
      kind: mixture
      of:
        - { share: 0.7, presence: always }
        - { share: 0.1, presence: { kind: rare, every: 3d, length: 1h } }
        - { share: 0.1, presence: { kind: trace, online: [[0h, +2h], [+30h, 21d]] } }
        - { share: 0.1, presence: dormant }
change:
  kind: in-place
  from: hybrid
  to: intune
  at: 2026-03-06T18:00
  dem: moves-at-switch
  waves:
    - { name: pilot, at: 1d 9h, share: 0.02 }
    - { name: region 1, at: 2d 9h, cohorts: [field-phones], count: 50 }
  settingsReady: { email: 1d, wifi: +12h, pilot: { vpn: 6h }, region 1: 2d }
  licences: [{ at: +3d, cohorts: [field-phones], share: 0.5 }]
  campaigns: [{ at: '-2d', response: 0.3, delay: { exponential: 6h } }]
  actions:
    - { at: '-1d', kind: switchDevices, cohorts: [kiosks] }
    - { at: +2d, kind: sync, cohorts: [kiosks, office-laptops], share: 0.5 }
  apns: { uploads: [{ at: +9d, topic: changed }, { at: +2d }], expires: +5d, pushOnUpload: true }
poll: { interval: { ios: 4h, windows: off }, jitter: 0, onReconnect: next-phase, reconnectDelay: 5m, viaPush: [ios] }
push: { latency: { empirical: [5m, 30s, 1m] }, retries: 0, timeToLive: { apple: 12h } }
channelRenewal: off
retention: { max: { email: { triangular: [1d, 2d, 7d] } }, clock: last-contact, model: server-suspension }
support: { openedAt: '-1d', hours: always, leadTime: 10d }
stations: { service: { ratePerMinute: 600 } }
thresholds:
  - management_coverage at +24h >= 0.95
  - protection_gap_hours p90 <= 36h
`

/** A scenario with most of what the format has for devices that enrol, and for those who wait for it. */
export const MIGRATION = `name: Another service to Intune
seed: contoso-2026
start: 2026-03-02T00:00
timezone: Europe/Paris
horizon: 30d
bucket: 1h
holidays: [2026-03-09]
fleet:
  - { cohort: phones, devices: 500, platform: ios, presence: always, category: 0.1, licensed: 0.9 }
  - { cohort: laptops, devices: 300, platform: windows, owners: phones, presence: weekly }
change:
  kind: third-party
  from: third-party
  to: intune
  at: 3d
  waves: [{ name: pilot, at: 1d, share: 0.1 }, { name: rest, at: 5d }]
  decommission: +20d
  migrate: { response: 0.7, delay: { exponential: 1d }, pause: 5m }
  licences: [{ at: 2d, cohorts: [phones], share: 0.5, remove: true }]
  campaigns: [{ at: +7d, response: 0.5, delay: 1h }]
  actions:
    - { at: +8d, kind: reenrol, name: last call, share: 0.2 }
    - { at: +9d, kind: restart, cohorts: [phones], locked: 0.3 }
    - { at: +9d, kind: wipe, keep: true, cohorts: [laptops] }
    - { at: +9d, kind: retire, cohorts: [new phones], returns: 0.5 }
enrolment: { duration: 10m, failure: 0.1, retry: 2h }
conditionalAccess: { grace: 7d, tokenLife: 1h, coversEnrolment: true, nudge: { response: 1, delay: 1h } }
helpDesk: { agents: 3, handling: { exponential: 10m }, hours: always, patience: 30m, callAfter: 40h }
identityCertificate: { remaining: { uniform: [1d, 20d] }, life: 30d, renewBefore: 5d }
cleanup: { after: 10d, mode: remove }
compliance: { validity: 5d, reportLag: 1d }
categories: { kinds: [wifi, email], ratePerHour: 20, hours: always }
newEnrolments:
  - { cohort: new phones, devices: 20, platform: ios, presence: always, from: 2d, until: +9d, hours: business }
  - { cohort: new laptops, devices: 10, platform: windows, owners: phones, presence: weekly, from: 2d, until: 30d }
canary: { at: 1d, platform: ios, repeat: 30m, visibleDelay: 10m }
stations: { service: off, push: { batch: 50, every: 30s, order: random }, scep: { ratePerMinute: 5 } }
thresholds: [reachable end > 10, help_desk_queue max < 5]
`

export const file = 'plan.yaml'

export function load(text: string, options: Partial<LoadOptions> = {}): Loaded {
  return loadScenario(text, { file, ...options })
}

export function loaded(text: string, options: Partial<LoadOptions> = {}): Loaded & { ok: true } {
  const result = load(text, options)
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics, null, 2))
  return result
}

export function scenarioOf(text: string, options: Partial<LoadOptions> = {}): Scenario {
  return loaded(text, options).scenario
}

/** Errors as `line:column code path`. */
export function errorsOf(text: string, options: Partial<LoadOptions> = {}): string[] {
  const result = load(text, options)
  return result.ok
    ? []
    : result.diagnostics.map(({ line, column, code, path }) => `${line}:${column} ${code} ${path}`.trim())
}

/** Text without its marks `▸`, and the `line:column` of each. */
export function marked(text: string): { text: string; places: string[] } {
  const pieces = text.split('▸')
  const places = pieces.slice(1).map((_, index) => {
    const lines = pieces
      .slice(0, index + 1)
      .join('')
      .split('\n')
    return `${lines.length}:${lines.at(-1)!.length + 1}`
  })
  return { text: pieces.join(''), places }
}
