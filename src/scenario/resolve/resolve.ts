import { timeFrame } from '../calendar/time-frame.ts'
import type { Canary, Scenario } from '../scenario.ts'
import type { ScenarioDocument } from '../schema/schema.ts'
import { parseThreshold } from '../threshold.ts'
import { parseDuration } from '../words/duration.ts'
import {
  resolveAccess,
  resolveCertificate,
  resolveCleanup,
  resolveCompliance,
  resolveEnrolment,
} from './resolve-access.ts'
import { resolveChange } from './resolve-change.ts'
import { resolveFleet } from './resolve-fleet.ts'
import { resolvePeople } from './resolve-people.ts'
import { durationOrNull, resolvePoll, resolvePush, resolveRetention, resolveStations } from './resolve-services.ts'

/**
 * Resolves a document in which `schema` and `findRuleBreaks` find nothing wrong: durations and points in time to milliseconds,
 * names to indexes, working weeks to calendar days. It costs about 10 µs per day of each time zone.
 */
export function resolve(document: ScenarioDocument): Scenario {
  const frame = timeFrame(document)
  const cohorts = resolveFleet(document, frame)
  const { support, helpDesk, categories } = resolvePeople(document, frame)
  return {
    name: document.name,
    description: document.description,
    seed: document.seed,
    startEpoch: frame.startEpoch,
    timezone: frame.timezone,
    horizon: frame.horizon,
    bucket: parseDuration(document.bucket),
    cohorts,
    change: resolveChange(document, frame),
    poll: resolvePoll(document.poll),
    push: resolvePush(document.push),
    channelRenewal: durationOrNull(document.channelRenewal),
    retention: resolveRetention(document.retention),
    support,
    enrolment: resolveEnrolment(document.enrolment),
    conditionalAccess: resolveAccess(document.conditionalAccess, frame),
    helpDesk,
    identityCertificate: resolveCertificate(document.identityCertificate),
    cleanup: resolveCleanup(document.cleanup),
    compliance: resolveCompliance(document.compliance),
    categories,
    canary: resolveCanary(document.canary, cohorts.length - 1),
    stations: resolveStations(document.stations),
    thresholds: document.thresholds.map((text) => {
      const threshold = parseThreshold(text)
      return { ...threshold, at: threshold.at === null ? null : frame.resolve(threshold.at) }
    }),
  }
}

function resolveCanary(written: ScenarioDocument['canary'], cohort: number): Canary | null {
  if (written === 'off') return null
  return { cohort, repeat: parseDuration(written.repeat), visibleDelay: parseDuration(written.visibleDelay) }
}
