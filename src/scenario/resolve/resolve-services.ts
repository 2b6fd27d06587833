import type { Poll, Push, Retention, Stations } from '../scenario.ts'
import { resolveDistribution } from '../schema/distribution-schema.ts'
import type { ScenarioDocument } from '../schema/schema.ts'
import { pollSettings, pushSettings } from '../schema/service-schema.ts'
import { parseDuration } from '../words/duration.ts'
import { perKind } from './per-kind.ts'

/** Resolves scheduled check-ins; `off` has no interval on any platform. */
export function resolvePoll(document: ScenarioDocument['poll']): Poll {
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

/** Resolves push notifications; `off` keeps the defaults, disabled. */
export function resolvePush(document: ScenarioDocument['push']): Push {
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

/** Resolves retention to a distribution for each kind. */
export function resolveRetention({ max, clock, model, endsAt }: ScenarioDocument['retention']): Retention {
  const resolved = perKind((kind) => resolveDistribution(typeof max === 'object' && 'email' in max ? max[kind] : max))
  return { max: resolved, clock, model, endsAt }
}

/** Resolves the stations at which devices wait for one another. */
export function resolveStations({ service, push, scep }: ScenarioDocument['stations']): Stations {
  return {
    service:
      service === 'off'
        ? null
        : { ratePerMinute: service.ratePerMinute, retryAfter: resolveDistribution(service.retryAfter) },
    push: push === 'off' ? null : { batch: push.batch, every: parseDuration(push.every), order: push.order },
    scep: scep === 'off' ? null : { ratePerMinute: scep.ratePerMinute },
  }
}

/** Reads a duration that may be `off`, ms. */
export function durationOrNull(text: string): number | null {
  return text === 'off' ? null : parseDuration(text)
}
