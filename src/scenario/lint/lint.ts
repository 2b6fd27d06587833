import type { Scenario } from '../scenario.ts'
import type { ScenarioDocument } from '../schema/schema.ts'
import type { Problem } from '../words/diagnostic.ts'
import { findAccessRisks } from './access-risks.ts'
import { findActionRisks } from './action-risks.ts'
import { findApnsRisks } from './apns-risks.ts'
import { findCalendarRisks } from './calendar-risks.ts'
import { findDeviceRisks } from './device-risks.ts'
import { findIdleDates } from './idle-dates.ts'
import { findIdleFields } from './idle-fields.ts'
import { findLicenceRisks } from './licence-risks.ts'
import { findLifetimeRisks } from './lifetime-risks.ts'
import { subjectOf } from './lint-subject.ts'
import { findMigrationRisks } from './migration-risks.ts'
import { notePrerequisites } from './prerequisites.ts'
import { findProfileRisks } from './profile-risks.ts'
import { findSettingsRisks } from './settings-risks.ts'
import { findStationRisks } from './station-risks.ts'
import { findWorkloadRisks } from './workload-risks.ts'

const LINTS = [
  findDeviceRisks,
  findLicenceRisks,
  findApnsRisks,
  findLifetimeRisks,
  findSettingsRisks,
  findProfileRisks,
  findWorkloadRisks,
  findCalendarRisks,
  findAccessRisks,
  findMigrationRisks,
  findStationRisks,
  findActionRisks,
  findIdleDates,
  findIdleFields,
  notePrerequisites,
]

/** What the lint found, and how many findings the scenario silences. */
export interface Findings {
  readonly problems: readonly Problem[]
  readonly silenced: number
}

/**
 * Finds what planners of such a move are known to overlook, with the number of devices concerned and what to do about it.
 * Numbers are expected values, before anything is simulated. Codes that the scenario silences are counted only.
 */
export function findRisks(document: ScenarioDocument, scenario: Scenario): Findings {
  const subject = subjectOf(document, scenario)
  const all = LINTS.flatMap((find) => find(subject))
  const problems = all.filter(({ code }) => !document.silence.some((silent) => silent === code))
  return { problems, silenced: all.length - problems.length }
}
