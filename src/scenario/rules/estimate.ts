import type { ActionKind } from '../scenario.ts'
import { type DistributionText, resolveDistribution, roughMean } from '../schema/distribution-schema.ts'
import type { CohortDocument } from '../schema/fleet-schema.ts'
import type { PresenceDocument } from '../schema/presence-schema.ts'
import type { ScenarioDocument } from '../schema/schema.ts'
import { DAY, HOUR, parseDuration } from '../words/duration.ts'
import { namedCohorts } from './cohorts.ts'

/** What a run may come to. More events than 10¹² take most of a day; device numbers have 31 bits. */
export const CAPS = { devices: 2 ** 31 - 1, perDevice: 2 ** 31, events: 1e12, buckets: 1e6, rows: 1e7 } as const

/** What running a scenario comes to, estimated from its document before anything is allocated. */
export interface Estimate {
  readonly devices: number
  /** Per cohort that a plan may name, events of one device. */
  readonly perDevice: readonly number[]
  readonly events: number
  /** Batches of pushes. */
  readonly batches: number
  /** Attempts of the canary to enrol. */
  readonly attempts: number
  readonly buckets: number
  /** Rows of the time series: buckets times cohorts and the whole fleet. */
  readonly rows: number
}

/** Estimates the work within a factor of a few; NaN where it rests on a value that was refused. */
export function estimate(document: ScenarioDocument): Estimate {
  const horizon = parseDuration(document.horizon)
  const cohorts = namedCohorts(document).map(({ cohort }) => cohort)
  const perDevice = cohorts.map((cohort) => eventsOf(cohort, document, horizon))
  const buckets = Math.ceil(horizon / parseDuration(document.bucket))
  const canaries = document.canary === 'off' ? 0 : 1
  return {
    devices: cohorts.reduce((sum, { devices }) => sum + devices, canaries),
    perDevice,
    events: cohorts.reduce((sum, { devices }, i) => sum + devices * perDevice[i]!, 0),
    batches: document.stations.push === 'off' ? 0 : horizon / parseDuration(document.stations.push.every),
    attempts: document.canary === 'off' ? 0 : horizon / parseDuration(document.canary.repeat),
    buckets,
    rows: buckets * (cohorts.length + 1 + canaries),
  }
}

function eventsOf(cohort: CohortDocument, document: ScenarioDocument, horizon: number): number {
  const { platform, presence } = cohort
  const { poll, push, channelRenewal, change, helpDesk } = document
  const interval = poll === 'off' ? 'off' : typeof poll.interval === 'object' ? poll.interval[platform] : poll.interval
  const { waves, actions, licences, workloads } = change
  const broadcasts = 2 + waves.length + actions.length + licences.length + workloads.length
  return (
    times(horizon, interval) +
    (platform === 'windows' ? times(horizon, channelRenewal) : 0) +
    2 * spells(presence, horizon) +
    (push === 'off' ? 0 : broadcasts * Math.min(1 + push.retries, 1 + horizon / parseDuration(push.retryEvery))) +
    (enrols(cohort, document) ? BURST + (2 * horizon) / meanOf(document.enrolment.retry) : 0) +
    (helpDesk === 'off' ? 0 : (3 * horizon) / meanOf(helpDesk.callAfter))
  )
}

/** Check-ins that follow an enrolment. */
const BURST = 16

/** Whether devices of a cohort may have to enrol again and again: a refused attempt is repeated. */
function enrols({ platform }: CohortDocument, document: ScenarioDocument): boolean {
  const { change, newEnrolments, helpDesk } = document
  if (change.kind === 'third-party' || change.kind === 'set') return true
  if (change.kind === 'co-management' && platform === 'windows') return true
  const leaving = change.actions.some(({ kind }) => UNENROLLING.includes(kind))
  return leaving || newEnrolments.length > 0 || helpDesk !== 'off'
}

const UNENROLLING: readonly ActionKind[] = ['retire', 'wipe', 'freshStart', 'reenrol']

/** An instant takes part as a millisecond. */
function meanOf(written: DistributionText): number {
  return Math.max(roughMean(resolveDistribution(written)), 1)
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
