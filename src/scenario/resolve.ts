import type { Distribution } from '../random/distribution.ts'
import { calendar, workingHours } from './calendar.ts'
import { resolveDistribution, scaleDistribution } from './distribution-schema.ts'
import { DAY, HOUR, parseDuration } from './duration.ts'
import type { CohortDocument, RuleDocument } from './fleet-schema.ts'
import { resolveChange } from './resolve-change.ts'
import { type PresenceContext, resolvePresence } from './resolve-presence.ts'
import {
  type Cohort,
  KINDS,
  type Poll,
  type Push,
  type Retention,
  RULES,
  type RuleShare,
  type Scenario,
  type Support,
} from './scenario.ts'
import type { ScenarioDocument } from './schema.ts'
import { pollSettings, pushSettings } from './service-schema.ts'
import { parseThreshold } from './threshold.ts'
import { type TimeFrame, timeFrame } from './time-frame.ts'

/** How far before the start a run can look back: a few days, or more than a year for the last contact. */
const LOOK_BACK = { change: 3 * DAY, 'last-contact': 400 * DAY } as const

/**
 * Resolves a document in which `schema` and `findRuleBreaks` find nothing wrong: durations and points in time to milliseconds,
 * names to indexes, working weeks to calendar days. It costs about 10 µs per day of each time zone.
 */
export function resolve(document: ScenarioDocument): Scenario {
  const frame = timeFrame(document)
  const { channelRenewal, stations } = document
  return {
    name: document.name,
    description: document.description,
    seed: document.seed,
    startEpoch: frame.startEpoch,
    timezone: frame.timezone,
    horizon: frame.horizon,
    bucket: parseDuration(document.bucket),
    cohorts: resolveFleet(document, frame),
    change: resolveChange(document, frame),
    poll: resolvePoll(document.poll),
    push: resolvePush(document.push),
    channelRenewal: durationOrNull(channelRenewal),
    retention: resolveRetention(document.retention),
    support: resolveSupport(document, frame),
    stations: {
      service: stations.service
        ? {
            ratePerMinute: stations.service.ratePerMinute,
            retryAfter: resolveDistribution(stations.service.retryAfter),
          }
        : null,
    },
    thresholds: document.thresholds.map((text) => {
      const threshold = parseThreshold(text)
      return { ...threshold, at: threshold.at === null ? null : frame.resolve(threshold.at) }
    }),
  }
}

function resolveFleet(document: ScenarioDocument, frame: TimeFrame): Cohort[] {
  const { fleet, holidays, retention } = document
  const dates = calendar(frame.startEpoch, -LOOK_BACK[retention.clock], frame.horizon + 3 * DAY)
  const names = fleet.map(({ cohort }) => cohort)
  return fleet.map((cohort) => {
    const context: PresenceContext = { frame, calendar: dates, holidays, timezone: cohort.timezone ?? frame.timezone }
    return {
      name: cohort.cohort,
      devices: cohort.devices,
      platform: cohort.platform,
      enrolment: cohort.enrolment,
      owners: cohort.owners === undefined ? null : names.indexOf(cohort.owners),
      devicesPerUser: cohort.devicesPerUser,
      licensed: cohort.licensed,
      presence: resolvePresence(cohort.presence, context),
      profiles: perKind((kind) => resolveRule(cohort.profiles[kind])),
      dependsOn: resolveDependsOn(cohort.dependsOn),
    }
  })
}

function resolveDependsOn(written: CohortDocument['dependsOn']): Cohort['dependsOn'] {
  return written === undefined ? null : { ...written, kinds: KINDS.filter((kind) => written.kinds.includes(kind)) }
}

function resolveRule(written: RuleDocument): RuleShare[] {
  if (typeof written === 'string') return [{ rule: written, share: 1 }]
  return RULES.map((rule) => ({ rule, share: written[rule] ?? 0 })).filter(({ share }) => share > 0)
}

function resolvePoll(document: ScenarioDocument['poll']): Poll {
  const { interval, ...rest } = document === 'off' ? { ...pollSettings.parse({}), interval: 'off' } : document
  const written =
    typeof interval === 'string'
      ? { ios: interval, ipados: interval, macos: interval, android: interval, windows: interval }
      : interval
  return {
    interval: {
      ios: durationOrNull(written.ios),
      ipados: durationOrNull(written.ipados),
      macos: durationOrNull(written.macos),
      android: durationOrNull(written.android),
      windows: durationOrNull(written.windows),
    },
    jitter: rest.jitter,
    onReconnect: rest.onReconnect,
    reconnectDelay: resolveDistribution(rest.reconnectDelay),
    viaPush: rest.viaPush,
  }
}

function resolvePush(document: ScenarioDocument['push']): Push {
  const settings = document === 'off' ? pushSettings.parse({}) : document
  const { apple, fcm, wns } = settings.timeToLive
  return {
    enabled: document !== 'off',
    detectDelay: resolveDistribution(settings.detectDelay),
    latency: resolveDistribution(settings.latency),
    deadShare: settings.deadShare,
    loss: settings.loss,
    retries: settings.retries,
    retryEvery: parseDuration(settings.retryEvery),
    timeToLive: { apple: parseDuration(apple), fcm: parseDuration(fcm), wns: parseDuration(wns) },
    onSwitch: settings.pushOnSwitch,
    onWave: settings.pushOnWave,
    onReady: settings.pushOnReady,
    onLicence: settings.pushOnLicence,
  }
}

function resolveRetention({ max, clock, model, endsAt }: ScenarioDocument['retention']): Retention {
  const resolved = perKind((kind) => resolveDistribution(typeof max === 'object' && 'email' in max ? max[kind] : max))
  return { max: resolved, clock, model, endsAt }
}

/** With business hours a day of the lead time is one working day of ten hours. */
function resolveSupport({ support, holidays }: ScenarioDocument, frame: TimeFrame): Support {
  const { devicesPerDay } = support
  const leadTime: Distribution = resolveDistribution(support.leadTime)
  const openedAt = support.openedAt === 'never' ? null : frame.at(support.openedAt)
  if (support.hours === 'always') return { openedAt, devicesPerDay, leadTime, hours: null }
  const begin = Math.min(0, openedAt ?? 0) - 2 * DAY
  const office = { timezone: frame.timezone, days: 'mon-fri', from: '08:00', to: '18:00', holidays }
  const days = calendar(frame.startEpoch, begin, frame.horizon + 2 * DAY).workDays(office)
  const working = (value: number) => (value * 10 * HOUR) / DAY
  return { openedAt, devicesPerDay, leadTime: scaleDistribution(leadTime, working), hours: workingHours(days) }
}

function durationOrNull(text: string): number | null {
  return text === 'off' ? null : parseDuration(text)
}

function perKind<T>(make: (kind: (typeof KINDS)[number]) => T): Record<(typeof KINDS)[number], T> {
  return {
    email: make('email'),
    vpn: make('vpn'),
    certificate: make('certificate'),
    wifi: make('wifi'),
    configuration: make('configuration'),
  }
}
