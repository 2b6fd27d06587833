import { Temporal } from 'temporal-polyfill'
import type { Scenario } from '../scenario/scenario.ts'

/** The local time `at` ms after the scenario's start, as ISO 8601 with its offset: `2026-03-06T18:00:00+01:00`. */
export function localTime(scenario: Pick<Scenario, 'startEpoch' | 'timezone'>, at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(scenario.startEpoch + at)
    .toZonedDateTimeISO(scenario.timezone)
    .toString({ timeZoneName: 'never' })
}
