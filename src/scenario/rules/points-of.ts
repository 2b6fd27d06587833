import type { PresenceDocument } from '../schema/presence-schema.ts'
import type { ScenarioDocument } from '../schema/schema.ts'
import type { Path } from '../words/diagnostic.ts'
import { namedCohorts } from './cohorts.ts'

export interface WrittenPoint {
  readonly path: Path
  readonly text: string
}

/** Lists every point in time of a document, those of thresholds excepted. */
export function pointsOf(document: ScenarioDocument): WrittenPoint[] {
  const { change, support, conditionalAccess: access, newEnrolments, canary } = document
  const { waves, settingsReady, licences, campaigns, actions, apns, decommission, workloads } = change
  return [
    ...namedCohorts(document).flatMap(({ cohort, path }) => presencePoints(cohort.presence, [...path, 'presence'])),
    { path: ['change', 'at'], text: change.at },
    ...dated(waves, ['change', 'waves']),
    ...leaves(settingsReady, ['change', 'settingsReady']),
    ...dated(licences, ['change', 'licences']),
    ...dated(campaigns, ['change', 'campaigns']),
    ...dated(actions, ['change', 'actions']),
    ...(Array.isArray(apns.uploads) ? dated(apns.uploads, ['change', 'apns', 'uploads']) : []),
    ...leaves(apns.expires, ['change', 'apns', 'expires']),
    ...unless('never', decommission, ['change', 'decommission']),
    ...dated(workloads, ['change', 'workloads']),
    ...unless('never', support.openedAt, ['support', 'openedAt']),
    ...(access === 'off' ? [] : leaves(access.enforceAt, ['conditionalAccess', 'enforceAt'])),
    ...(access === 'off' ? [] : unless('wave', access.oldEndsAt, ['conditionalAccess', 'oldEndsAt'])),
    ...newEnrolments.flatMap(({ from, until }, index) => leaves({ from, until }, ['newEnrolments', index])),
    ...(canary === 'off' ? [] : [{ path: ['canary', 'at'], text: canary.at }]),
  ]
}

function dated(items: readonly { readonly at: string }[], path: Path): WrittenPoint[] {
  return items.map(({ at }, index) => ({ path: [...path, index, 'at'], text: at }))
}

function unless(word: string, text: string, path: Path): WrittenPoint[] {
  return text === word ? [] : [{ path, text }]
}

type Leaves = undefined | string | readonly string[] | { readonly [key: string]: Leaves }

function leaves(value: Leaves, path: Path): WrittenPoint[] {
  if (value === undefined) return []
  if (typeof value !== 'object') return [{ path, text: value }]
  if (Array.isArray(value)) return value.map((text: string, index) => ({ path: [...path, index], text }))
  return Object.entries(value).flatMap(([key, inner]: [string, Leaves]) => leaves(inner, [...path, key]))
}

/** Every interval of the traces of a presence, with its path. */
export function tracesOf(
  presence: PresenceDocument,
  path: Path,
): { path: Path; interval: readonly [string, string] }[] {
  if (presence.kind === 'mixture') {
    return presence.of.flatMap((part, index) => tracesOf(part.presence, [...path, 'of', index, 'presence']))
  }
  return presence.kind === 'trace'
    ? presence.online.map((interval, index) => ({ path: [...path, 'online', index], interval }))
    : []
}

function presencePoints(presence: PresenceDocument, path: Path): WrittenPoint[] {
  return tracesOf(presence, path).flatMap(({ path, interval }) =>
    interval.map((text, end) => ({ path: [...path, end], text })),
  )
}
