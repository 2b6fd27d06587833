import { resolveDistribution, roughMean } from './distribution-schema.ts'
import { DAY, HOUR, parseDuration } from './duration.ts'
import type { CohortDocument } from './fleet-schema.ts'
import type { PresenceDocument } from './presence-schema.ts'
import type { ScenarioDocument } from './schema.ts'

/** What a run may come to. More events than 10¹² take most of a day; device numbers have 31 bits. */
export const CAPS = { devices: 2 ** 31 - 1, perDevice: 2 ** 31, events: 1e12, buckets: 1e6, rows: 1e7 } as const

/** What running a scenario comes to, estimated from its document before anything is allocated. */
export interface Estimate {
  readonly devices: number
  /** Per cohort, events of one device. */
  readonly perDevice: readonly number[]
  readonly events: number
  readonly buckets: number
  /** Rows of the time series: buckets times cohorts and the whole fleet. */
  readonly rows: number
}

/** Estimates the work within a factor of a few; NaN where it rests on a value that was refused. */
export function estimate(document: ScenarioDocument): Estimate {
  const horizon = parseDuration(document.horizon)
  const perDevice = document.fleet.map((cohort) => eventsOf(cohort, document, horizon))
  const buckets = Math.ceil(horizon / parseDuration(document.bucket))
  return {
    devices: document.fleet.reduce((sum, { devices }) => sum + devices, 0),
    perDevice,
    events: document.fleet.reduce((sum, { devices }, i) => sum + devices * perDevice[i]!, 0),
    buckets,
    rows: buckets * (document.fleet.length + 1),
  }
}

function eventsOf({ platform, presence }: CohortDocument, document: ScenarioDocument, horizon: number): number {
  const { poll, push, channelRenewal, change } = document
  const interval = poll === 'off' ? 'off' : typeof poll.interval === 'object' ? poll.interval[platform] : poll.interval
  const broadcasts = 2 + change.waves.length + change.actions.length + change.licences.length
  return (
    times(horizon, interval) +
    (platform === 'windows' ? times(horizon, channelRenewal) : 0) +
    2 * spells(presence, horizon) +
    (push === 'off' ? 0 : broadcasts * Math.min(1 + push.retries, 1 + horizon / parseDuration(push.retryEvery)))
  )
}

function times(horizon: number, every: string | undefined): number {
  return every === 'off' || every === undefined ? 0 : horizon / parseDuration(every)
}

/** How often a device goes online. */
function spells(presence: PresenceDocument, horizon: number): number {
  switch (presence.kind) {
    case 'renewal':
      return (
        horizon / (roughMean(resolveDistribution(presence.online)) + roughMean(resolveDistribution(presence.offline)))
      )
    case 'rare':
      return horizon / (parseDuration(presence.every) + roughMean(resolveDistribution(presence.length)))
    case 'weekly':
      return horizon / DAY
    case 'trace':
      return Math.min(presence.online.length, horizon / HOUR)
    case 'mixture':
      return Math.max(...presence.of.map((part) => spells(part.presence, horizon)))
    default:
      return 0
  }
}
