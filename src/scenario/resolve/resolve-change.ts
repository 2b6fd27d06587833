import type { TimeFrame } from '../calendar/time-frame.ts'
import { namedCohorts } from '../rules/cohorts.ts'
import { type Apns, type Change, KINDS, type Kind } from '../scenario.ts'
import type { ChangeDocument, ReadyDocument } from '../schema/change-schema.ts'
import { resolveDistribution } from '../schema/distribution-schema.ts'
import type { ScenarioDocument } from '../schema/schema.ts'
import { parseDuration } from '../words/duration.ts'

/** Ready before everything else. */
const ALWAYS_READY = Number.NEGATIVE_INFINITY

/** Resolves the plan: cohorts to indexes, all of them but a canary where none is named, and dates to milliseconds since `start`. */
export function resolveChange(document: ScenarioDocument, frame: TimeFrame): Change {
  const { change } = document
  const names = namedCohorts(document).map(({ cohort }) => cohort.cohort)
  const indexes = (cohorts: readonly string[] = names): number[] =>
    cohorts.map((name) => names.indexOf(name)).sort((a, b) => a - b)
  const { kind, from, to, dem, waves, licences, campaigns, decommission, enrolSpread, migrate, workloads } = change
  return {
    kind,
    from,
    to,
    at: frame.changeAt,
    dem,
    waves: waves.map((wave) => ({
      name: wave.name,
      at: frame.at(wave.at),
      share: wave.share ?? null,
      count: wave.count ?? null,
      cohorts: indexes(wave.cohorts),
    })),
    settingsReady: [...waves.map(({ name }) => name), null].map((wave) => readiness(change.settingsReady, wave, frame)),
    licences: licences.map(({ at, cohorts, share, remove }) => ({
      at: frame.at(at),
      cohorts: indexes(cohorts),
      share,
      remove,
    })),
    campaigns: campaigns.map(({ at, cohorts, response, delay }) => ({
      at: frame.at(at),
      cohorts: indexes(cohorts),
      response,
      delay: resolveDistribution(delay),
    })),
    actions: change.actions.map((action) => ({
      at: frame.at(action.at),
      kind: action.kind,
      name: action.name ?? '',
      cohorts: indexes(action.cohorts),
      share: action.share,
      keep: action.keep,
      returns: action.returns ?? 0,
      locked: action.locked,
    })),
    apns: resolveApns(change, frame),
    decommission: decommission === 'never' || kind !== 'third-party' ? null : frame.at(decommission),
    enrolSpread: parseDuration(enrolSpread ?? '0s'),
    migrate: {
      response: migrate.response,
      delay: resolveDistribution(migrate.delay),
      pause: resolveDistribution(migrate.pause),
    },
    workloads: (kind === 'co-management' ? workloads : []).map(({ at, cohorts, kinds }) => ({
      at: frame.at(at),
      cohorts: indexes(cohorts),
      kinds: KINDS.filter((kind) => kinds.includes(kind)),
    })),
  }
}

/** A wave's own entry wins over one for a kind; what is not mentioned is ready before everything else. */
function readiness(written: ReadyDocument | undefined, wave: string | null, { at }: TimeFrame): Record<Kind, number> {
  const read = (kind: Kind): number => {
    if (written === undefined || typeof written === 'string') return written === undefined ? ALWAYS_READY : at(written)
    const own = wave === null ? undefined : entry(written, wave)
    const chosen = (typeof own === 'object' ? entry(own, kind) : own) ?? entry(written, kind)
    return typeof chosen === 'string' ? at(chosen) : ALWAYS_READY
  }
  const [email, vpn, certificate, wifi, configuration] = KINDS.map(read) as [number, number, number, number, number]
  return { email, vpn, certificate, wifi, configuration }
}

/** Reads an own property; names of waves are free, so the mapping may have any key. */
function entry<T>(mapping: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(mapping, key) ? mapping[key] : undefined
}

function resolveApns({ apns }: ChangeDocument, frame: TimeFrame): Apns {
  const { uploads = 'never' } = apns
  return {
    required: apns.required ?? false,
    uploads:
      uploads === 'never'
        ? []
        : uploads.map(({ at, topic }) => ({ at: frame.at(at), topic })).sort((a, b) => a.at - b.at),
    expiries: [apns.expires]
      .flat()
      .map(frame.at)
      .sort((a, b) => a - b),
    pushOnUpload: apns.pushOnUpload,
  }
}
