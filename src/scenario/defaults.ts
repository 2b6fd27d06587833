import type { ScenarioDocument } from './schema.ts'

/**
 * Fills in the defaults that follow from other fields: the zone of a cohort is the scenario's; the Apple push certificate is
 * required from Intune to hybrid (Microsoft) and, where required, uploaded 4 hours after the change (assumption).
 */
export function fillDependentDefaults(document: ScenarioDocument): ScenarioDocument {
  const { fleet, change, timezone } = document
  const { apns } = change
  const required = apns.required ?? change.to === 'hybrid'
  const uploads = apns.uploads ?? (required ? [{ at: '+4h', topic: 'original' as const }] : 'never')
  return {
    ...document,
    fleet: fleet.map((cohort) => ({ ...cohort, timezone: cohort.timezone ?? timezone })),
    change: { ...change, apns: { ...apns, required, uploads } },
  }
}
