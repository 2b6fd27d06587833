import { toHours } from '../export/csv.ts'
import { localTime } from '../export/local-time.ts'
import type { Results } from '../measure/results.ts'
import { roundHours } from './rounding.ts'
import type { Moment } from './summary.ts'

/** The instant `at` ms after the start. */
export function momentOf({ scenario }: Pick<Results, 'scenario'>, at: number): Moment {
  return { at: localTime(scenario, at), offsetHours: roundHours(toHours(at)) }
}
