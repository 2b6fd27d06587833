import { Temporal } from 'temporal-polyfill'
import type { Scenario } from '../scenario/scenario.ts'

/** What local time is told in. */
type Clock = Pick<Scenario, 'startEpoch' | 'timezone'>

/** The local time `at` ms after the scenario's start, as ISO 8601 with its offset: `2026-03-06T18:00:00+01:00`. */
export function localTime({ startEpoch, timezone }: Clock, at: number): string {
  return textOf(Temporal.Instant.fromEpochMilliseconds(startEpoch + at).toZonedDateTimeISO(timezone))
}

/**
 * The local times of instants that rise, `at` ms after the scenario's start.
 *
 * The zone is asked once for every change of its clocks, since in between only date and time of day differ.
 */
export function localTimes({ startEpoch, timezone }: Clock, at: readonly number[]): string[] {
  let changes = Number.NEGATIVE_INFINITY
  let shift = 0
  let offset = ''
  return at.map((time) => {
    const epoch = startEpoch + time
    if (epoch >= changes) {
      const zoned = Temporal.Instant.fromEpochMilliseconds(epoch).toZonedDateTimeISO(timezone)
      changes = zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY
      shift = zoned.offsetNanoseconds / 1e6
      offset = textOf(zoned).slice(-'+00:00'.length)
    }
    return `${new Date(epoch + shift).toISOString().replace(/\.?0*Z$/, '')}${offset}`
  })
}

function textOf(zoned: Temporal.ZonedDateTime): string {
  return zoned.toString({ timeZoneName: 'never' })
}
