import type { TimeFrame } from '../calendar/time-frame.ts'
import type { Cleanup, Compliance, ConditionalAccess, Enrolment, IdentityCertificate } from '../scenario.ts'
import { resolveDistribution } from '../schema/distribution-schema.ts'
import type { ScenarioDocument } from '../schema/schema.ts'
import { parseDuration } from '../words/duration.ts'

/** Resolves how attempts to enrol go. */
export function resolveEnrolment({ duration, failure, retry }: ScenarioDocument['enrolment']): Enrolment {
  return { duration: resolveDistribution(duration), failure, retry: resolveDistribution(retry) }
}

/** Resolves conditional access; with a date there is no grace. */
export function resolveAccess(
  written: ScenarioDocument['conditionalAccess'],
  { at }: TimeFrame,
): ConditionalAccess | null {
  if (written === 'off') return null
  const { enforceAt, grace = '0s', oldEndsAt, nudge } = written
  return {
    enforceAt: enforceAt === undefined ? null : at(enforceAt),
    grace: parseDuration(grace),
    tokenLife: resolveDistribution(written.tokenLife),
    unblockDelay: resolveDistribution(written.unblockDelay),
    oldEndsAt: oldEndsAt === 'wave' ? null : at(oldEndsAt),
    coversEnrolment: written.coversEnrolment,
    nudge: { response: nudge.response, delay: resolveDistribution(nudge.delay) },
  }
}

/** Resolves when devices are compliant. */
export function resolveCompliance({ validity, reportLag }: ScenarioDocument['compliance']): Compliance {
  return { validity: parseDuration(validity), reportLag: resolveDistribution(reportLag) }
}

/** Resolves the life of identity certificates. */
export function resolveCertificate(written: ScenarioDocument['identityCertificate']): IdentityCertificate {
  return {
    remaining: resolveDistribution(written.remaining),
    life: parseDuration(written.life),
    renewBefore: parseDuration(written.renewBefore),
  }
}

/** Resolves the rule that tidies away silent devices. */
export function resolveCleanup(written: ScenarioDocument['cleanup']): Cleanup | null {
  return written === 'off' ? null : { after: parseDuration(written.after), mode: written.mode }
}
