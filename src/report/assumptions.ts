import { canonicalJson } from '../export/canonical-json.ts'
import type { Results } from '../measure/results.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { type ScenarioDocument, schema } from '../scenario/schema.ts'
import { formatShare } from './format.ts'

/** A default that is a guess of ours, was in play, and was left as it is. */
export interface Assumption {
  /** Where the scenario file overrides it. */
  readonly field: string
  readonly value: string
  readonly words: string
}

interface Candidate {
  readonly field: string
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
const tickets = (_: Scenario, { load }: Results) => load.total('tickets_opened') > 0

/** In the order of the scenario file; fields of cohorts are found apart. `words` of 29 letters fit on a terminal. */
const CANDIDATES: readonly Candidate[] = [
  { field: 'change.settingsReady', words: 'new settings ready before all', matters: always },
  {
    field: 'change.dem',
    words: "enrolment managers' devices",
    matters: ({ cohorts }) => cohorts.some(({ enrolment }) => enrolment === 'dem'),
  },
  {
    field: 'change.apns.uploads',
    words: 'Apple certificate uploaded',
    matters: (scenario) => scenario.change.apns.required && apple(scenario),
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
    field: 'stations.service.retryAfter',
    words: 'refused device tries again',
    matters: ({ stations }) => stations.service !== null,
  },
]

const WEEKLY = [
  { field: 'attendance', words: 'there on a working day', share: true },
  { field: 'spread', words: 'arrival, departure: ±', share: false },
] as const

/**
 * Finds the assumptions that a run rests on: fields that stand at their default where the default is a guess, of
 * mechanisms that the run used. It reads the resolved document, so that a run and its replay find the same.
 */
export function assumptionsOf(document: ScenarioDocument, results: Results): Assumption[] {
  const { scenario } = results
  const defaults = defaultDocument()
  const found = CANDIDATES.filter(
    ({ field, matters }) => matters(scenario, results) && same(valueAt(document, field), valueAt(defaults, field)),
  )
  return [
    ...found.map(({ field, words, share }) => ({
      field,
      words,
      value: valueText(valueAt(document, field), share === true),
    })),
    ...weeklyAssumptions(document, defaults),
  ]
}

function weeklyAssumptions(document: ScenarioDocument, defaults: ScenarioDocument): Assumption[] {
  return WEEKLY.flatMap(({ field, words, share }) => {
    const value = valueAt(defaults, `fleet.0.presence.${field}`)
    const rests = document.fleet.some(({ presence }) => presence.kind === 'weekly' && presence[field] === value)
    return rests ? [{ field: `presence.${field}`, words, value: valueText(value, share) }] : []
  })
}

/** A document in which every assumption stands at its default. */
function defaultDocument(): ScenarioDocument {
  return schema.parse({
    name: 'defaults',
    seed: 'defaults',
    fleet: [{ cohort: 'any', devices: 1, platform: 'ios', presence: 'weekly' }],
    change: { kind: 'in-place', from: 'intune', to: 'hybrid', at: '0s', apns: { uploads: [{ at: '+4h' }] } },
    stations: { service: { ratePerMinute: 1 } },
  })
}

function same(a: unknown, b: unknown): boolean {
  return a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b))
}

function valueAt(document: unknown, field: string): unknown {
  let value = document
  for (const key of field.split('.')) {
    if (value === null || typeof value !== 'object') return undefined
    value = (value as Readonly<Record<string, unknown>>)[key]
  }
  return value
}

/** A value as a planner would say it: `5 %`, `0m to 15m`, `median 5d, 95 % within 20d`, `+4h`. */
function valueText(value: unknown, share: boolean): string {
  if (typeof value === 'number') return share ? formatShare(value).replace('.0', '') : String(value)
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (value === undefined) return 'not set'
  const uniform = valueAt(value, 'uniform')
  if (Array.isArray(uniform)) return `${uniform[0]} to ${uniform[1]}`
  const median = valueAt(value, 'lognormal.median')
  if (median !== undefined) return `median ${median}, p95 ${valueAt(value, 'lognormal.p95')}`
  const first = valueAt(value, '0.at')
  return typeof first === 'string' ? first : JSON.stringify(value)
}
