import type { Presence } from '../scenario.ts'
import type { Problem } from '../words/diagnostic.ts'
import { formatDuration } from '../words/duration.ts'
import { absentShare, shareWithin } from './expected-times.ts'
import { count, expected, inFleet, type Subject, total } from './lint-subject.ts'

/** Finds devices that a long silence costs their certificate, their record or their compliance. */
export function findLifetimeRisks(subject: Subject): Problem[] {
  return [...identityExpiry(subject), ...cleanupAbsence(subject), ...complianceAbsence(subject)]
}

/** Only devices that are never switched on: of the others hardly one is silent for long enough. */
function identityExpiry({ scenario, cohorts }: Subject): Problem[] {
  const { change, horizon, identityCertificate } = scenario
  if (change.kind !== 'in-place' && change.kind !== 'coexistence') return []
  const share = (presence: Presence): number => {
    if (presence.kind === 'mixture') return total(presence.of, (part) => part.share * share(part.presence))
    return presence.kind === 'dormant' ? shareWithin(identityCertificate.remaining, horizon + presence.lastSeen) : 0
  }
  return cohorts.flatMap(({ cohort, path }): Problem[] => {
    const devices = inFleet(cohort) ? expected(cohort.devices, share(cohort.presence)) : 0
    if (devices === 0) return []
    return [
      {
        path: [...path, 'presence'],
        code: 'identity-expiry',
        devices,
        message: `the identity certificate of about ${count(devices, 'device')} that nobody switches on expires before the horizon: they have to enrol again`,
        hint: 'find such devices before the change and retire them',
      },
    ]
  })
}

function cleanupAbsence(subject: Subject): Problem[] {
  const { cleanup } = subject.scenario
  if (cleanup === null) return []
  const devices = absentDevices(subject, cleanup.after)
  if (devices === 0) return []
  const fate = cleanup.mode === 'hide' ? 'hides' : 'removes'
  return [
    {
      path: ['cleanup', 'after'],
      code: 'cleanup-absence',
      devices,
      message: `${fate} about ${count(devices, 'device')}, only away for longer than ${formatDuration(cleanup.after)}`,
      hint: 'make it longer than holidays and ordinary absences, or switch it off during the change',
    },
  ]
}

function complianceAbsence(subject: Subject): Problem[] {
  const { compliance, conditionalAccess } = subject.scenario
  if (conditionalAccess === null) return []
  const devices = absentDevices(subject, compliance.validity, true)
  if (devices === 0) return []
  return [
    {
      path: ['compliance', 'validity'],
      code: 'compliance-absence',
      devices,
      message: `is shorter than absences of about ${count(devices, 'device')}, which lose their compliance, and access until they are back and have checked in`,
      hint: 'make it longer than holidays and ordinary absences',
    },
  ]
}

/** The expected number of devices that are silent for longer than `length`; those in a drawer miss no access. */
function absentDevices({ scenario, cohorts }: Subject, length: number, withUsers = false): number {
  const share = (presence: Presence): number => {
    if (presence.kind === 'mixture') return total(presence.of, (part) => part.share * share(part.presence))
    return withUsers && presence.kind === 'dormant' ? 0 : absentShare(presence, length, scenario.horizon)
  }
  const concerned = cohorts.filter(({ cohort }) => inFleet(cohort) && !(withUsers && cohort.enrolment === 'userless'))
  return Math.round(total(concerned, ({ cohort }) => cohort.devices * share(cohort.presence)))
}
