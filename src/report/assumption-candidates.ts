import type { Results } from '../measure/results.ts'
import type { Distribution } from '../random/distribution.ts'
import { defaultSpread } from '../scenario/resolve/defaults.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { ScenarioDocument } from '../scenario/schema/schema.ts'

/** A field whose default is a guess, and when a run rests on it. */
export interface Candidate {
  readonly field: string
  /** The default where it depends on other fields. */
  readonly fallback?: (document: ScenarioDocument) => unknown
  readonly words: string
  readonly share?: true
  /** Whether the run used the mechanism that the field belongs to. */
  matters(scenario: Scenario, results: Results): boolean
}

const APPLE = ['ios', 'ipados', 'macos']

const pushes = ({ push }: Scenario) => push.enabled
const polls = ({ cohorts, poll }: Scenario) => cohorts.some(({ platform }) => poll.interval[platform] !== null)
const leaves = ({ cohorts }: Scenario) => cohorts.some(({ presence }) => !['always', 'dormant'].includes(presence.kind))
const apple = ({ cohorts }: Scenario) => cohorts.some(({ platform }) => APPLE.includes(platform))
const always = () => true
const byUsers = ({ change }: Scenario) => change.kind === 'third-party' || change.kind === 'set'
const silent = ({ change }: Scenario) => change.kind === 'co-management'
const enrols = (_: Scenario, { load }: Results) => load.total('enrolments_ok') + load.total('enrolments_failed') > 0
const access = ({ conditionalAccess }: Scenario) => conditionalAccess !== null
const calls = ({ helpDesk }: Scenario) => helpDesk !== null
const canary = (scenario: Scenario) => scenario.canary !== null
const batches = ({ stations }: Scenario) => stations.push !== null
const categories = ({ change, cohorts }: Scenario) =>
  change.kind === 'in-place' && cohorts.some(({ category }) => category > 0)
const expires = ({ horizon, identityCertificate }: Scenario, { load }: Results) =>
  horizon > shortest(identityCertificate.remaining) || load.total('checkins_identity_expired') > 0
const tickets = (_: Scenario, { load }: Results) => load.total('tickets_opened') > 0

/** In the order of the scenario file; fields of cohorts are found apart. `words` of 29 letters fit on a terminal. */
export const CANDIDATES: readonly Candidate[] = [
  { field: 'change.settingsReady', words: 'new settings ready before all', matters: always },
  {
    field: 'change.dem',
    words: "enrolment managers' devices",
    matters: ({ change, cohorts }) =>
      change.kind === 'in-place' && cohorts.some(({ enrolment }) => enrolment === 'dem'),
  },
  {
    field: 'change.apns.uploads',
    words: 'Apple certificate uploaded',
    matters: (scenario) => scenario.change.apns.required && apple(scenario),
  },
  {
    field: 'change.decommission',
    words: 'old service switched off',
    matters: ({ change }) => change.kind === 'third-party',
  },
  {
    field: 'change.enrolSpread',
    words: 'devices enrol spread over',
    matters: silent,
    fallback: ({ fleet }) => defaultSpread(fleet),
  },
  { field: 'change.migrate.response', words: 'users who do as announced', share: true, matters: byUsers },
  { field: 'change.migrate.delay', words: 'how long they take', matters: byUsers },
  {
    field: 'change.migrate.pause',
    words: 'between unenrolment, attempt',
    matters: ({ change }) => change.kind === 'third-party',
  },
  { field: 'poll.jitter', words: 'spread of check-in intervals', share: true, matters: polls },
  {
    field: 'poll.onReconnect',
    words: 'check-in missed while offline',
    matters: (scenario) => polls(scenario) && leaves(scenario),
  },
  {
    field: 'poll.reconnectDelay',
    words: 'how soon it is made up for',
    matters: (scenario) => polls(scenario) && leaves(scenario) && scenario.poll.onReconnect === 'overdue-poll',
  },
  { field: 'push.detectDelay', words: 'service notices a change', matters: pushes },
  { field: 'push.latency', words: 'push to an online device', matters: pushes },
  { field: 'push.deadShare', words: 'devices no push ever reaches', share: true, matters: pushes },
  { field: 'push.loss', words: 'pushes lost to the others', share: true, matters: pushes },
  { field: 'push.retryEvery', words: 'time between attempts', matters: ({ push }) => push.enabled && push.retries > 0 },
  {
    field: 'push.timeToLive.apple',
    words: 'kept for offline Apple device',
    matters: (scenario) => pushes(scenario) && leaves(scenario) && apple(scenario),
  },
  {
    field: 'push.pushOnWave',
    words: 'a wave pushes to its devices',
    matters: ({ push, change }) => push.enabled && change.waves.length > 0,
  },
  {
    field: 'push.pushOnLicence',
    words: 'a licence pushes to devices',
    matters: ({ push, change }) => push.enabled && change.licences.length > 0,
  },
  { field: 'retention.clock', words: 'retention counts from', matters: always },
  { field: 'retention.model', words: 'what removes old profiles', matters: always },
  { field: 'support.openedAt', words: 'support ticket opened', matters: tickets },
  { field: 'support.leadTime', words: 'until support answers', matters: tickets },
  { field: 'support.devicesPerDay', words: 'devices switched a day', matters: tickets },
  { field: 'support.hours', words: 'when support works', matters: tickets },
  {
    field: 'enrolment.duration',
    words: 'how long an attempt takes',
    matters: (scenario, results) => !silent(scenario) && enrols(scenario, results),
  },
  { field: 'enrolment.failure', words: 'attempts that fail', share: true, matters: enrols },
  {
    field: 'enrolment.retry',
    words: 'until the next attempt',
    matters: (_, { load }) => load.total('enrolments_failed') > 0,
  },
  {
    field: 'conditionalAccess.oldEndsAt',
    words: 'old access rules end',
    matters: (scenario) => access(scenario) && scenario.change.kind === 'third-party',
  },
  { field: 'conditionalAccess.coversEnrolment', words: 'a blocked device cannot enrol', matters: access },
  { field: 'conditionalAccess.nudge.response', words: 'blocked users who enrol', share: true, matters: access },
  { field: 'conditionalAccess.nudge.delay', words: 'how long they take', matters: access },
  { field: 'helpDesk.agents', words: 'agents of the help desk', matters: calls },
  { field: 'helpDesk.handling', words: 'how long a call takes', matters: calls },
  { field: 'helpDesk.hours', words: 'when calls are answered', matters: calls },
  { field: 'helpDesk.patience', words: 'a caller waits at most', matters: calls },
  { field: 'helpDesk.callAfter', words: 'from a gap to a call', matters: calls },
  { field: 'identityCertificate.remaining', words: 'life left of certificates', matters: expires },
  { field: 'identityCertificate.life', words: 'life of a new certificate', matters: expires },
  { field: 'identityCertificate.renewBefore', words: 'it is renewed with this left', matters: expires },
  { field: 'cleanup.after', words: 'silent devices tidied away', matters: ({ cleanup }) => cleanup !== null },
  {
    field: 'compliance.reportLag',
    words: 'console shows the old state',
    matters: ({ change, thresholds }) =>
      change.kind === 'in-place' && thresholds.some(({ metric }) => metric === 'compliance_reported'),
  },
  { field: 'categories.kinds', words: 'assigned by category', matters: categories },
  { field: 'categories.ratePerHour', words: 'categories set in an hour', matters: categories },
  { field: 'categories.hours', words: 'when categories are set', matters: categories },
  { field: 'canary.at', words: 'canary first enrolled', matters: canary },
  { field: 'canary.platform', words: 'platform of the canary', matters: canary },
  { field: 'canary.repeat', words: 'canary tries again after', matters: canary },
  {
    field: 'stations.service.retryAfter',
    words: 'refused device tries again',
    matters: ({ stations }) => stations.service !== null,
  },
  { field: 'stations.push.batch', words: 'pushes in a batch', matters: batches },
  { field: 'stations.push.every', words: 'time between batches', matters: batches },
  { field: 'stations.push.order', words: 'order in which pushes leave', matters: batches },
  {
    field: 'stations.scep.ratePerMinute',
    words: 'certificates in a minute',
    matters: ({ stations }) => stations.scep !== null,
  },
]

/** The least value of a distribution, or nearly 0. */
function shortest(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value
    case 'uniform':
      return distribution.low
    case 'triangular':
      return distribution.min
    case 'empirical':
      return Math.min(...distribution.values)
    default:
      return 0
  }
}
