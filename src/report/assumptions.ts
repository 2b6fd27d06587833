import { canonicalJson } from '../export/canonical-json.ts'
import type { Results } from '../measure/results.ts'
import { type ScenarioDocument, schema } from '../scenario/schema/schema.ts'
import { CANDIDATES } from './assumption-candidates.ts'
import { formatShare } from './format.ts'

/** A default that is a guess of ours, was in play, and was left as it is. */
export interface Assumption {
  /** Where the scenario file overrides it. */
  readonly field: string
  readonly value: string
  readonly words: string
}

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
  const found = CANDIDATES.filter(({ field, matters, fallback }) => {
    const byDefault = fallback === undefined ? valueAt(defaults, field) : fallback(document)
    return matters(scenario, results) && same(valueAt(document, field), byDefault)
  })
  return [
    ...found.map(({ field, words, share }) => ({
      field,
      words,
      value: valueText(valueAt(document, field), share === true),
    })),
    ...weeklyAssumptions(document, defaults),
  ]
}

/** What a field of a scenario is set to, in words, and whether that is a default of ours that nobody has replaced. */
export function settingOf(document: ScenarioDocument, field: string): { value: string; assumed: boolean } {
  const candidate = CANDIDATES.find((other) => other.field === field)
  const written = valueAt(document, field)
  const value = valueText(written, candidate?.share === true)
  if (candidate === undefined) return { value, assumed: false }
  const byDefault = candidate.fallback === undefined ? valueAt(defaultDocument(), field) : candidate.fallback(document)
  return { value, assumed: same(written, byDefault) }
}

function weeklyAssumptions(document: ScenarioDocument, defaults: ScenarioDocument): Assumption[] {
  return WEEKLY.flatMap(({ field, words, share }) => {
    const value = valueAt(defaults, `fleet.0.presence.${field}`)
    const cohorts = [...document.fleet, ...document.newEnrolments]
    const rests = cohorts.some(({ presence }) => presence.kind === 'weekly' && presence[field] === value)
    return rests ? [{ field: `presence.${field}`, words, value: valueText(value, share) }] : []
  })
}

/** Parsed once, when it is first asked for. */
let standard: ScenarioDocument | undefined

/** A document in which every assumption stands at its default. */
function defaultDocument(): ScenarioDocument {
  standard ??= schema.parse({
    name: 'defaults',
    seed: 'defaults',
    fleet: [{ cohort: 'any', devices: 1, platform: 'ios', presence: 'weekly' }],
    change: { kind: 'in-place', from: 'intune', to: 'hybrid', at: '0s', apns: { uploads: [{ at: '+4h' }] } },
    conditionalAccess: { grace: '1d' },
    helpDesk: {},
    cleanup: {},
    canary: {},
    stations: { service: { ratePerMinute: 1 }, push: {}, scep: {} },
  })
  return standard
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
  const mean = valueAt(value, 'exponential')
  if (mean !== undefined) return `mean ${mean}`
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(', ')
  const first = valueAt(value, '0.at')
  return typeof first === 'string' ? first : JSON.stringify(value)
}
