import type { DeviceOutcomes } from '../measure/results.ts'
import { CAUSES, STATES } from '../model/vocabulary.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { type CsvRow, columnsOf, csvHeader, csvRows, toHours } from './csv.ts'
import { NONE } from './none.ts'

/** `devices.csv`: what became of each device, in device order. Only times may be empty: those that never come. */
export const DEVICES_CSV = 'devices.csv'

const COLUMNS = [
  ...columnsOf('count', ['device']),
  ...columnsOf('text', ['user', 'cohort', 'platform', 'wave']),
  ...columnsOf('hours', ['changed_at_h', 'first_checkin_h', 'managed_at_h', 'protected_again_h']),
  ...columnsOf('hours', ['management_gap_h', 'protection_gap_h', 'access_gap_h']),
  ...columnsOf('text', ['main_cause', 'final_state']),
  ...columnsOf('hours', ['enrolled_at_h', 'certificate_end_h']),
]

export function deviceHeader(): string {
  return csvHeader(COLUMNS)
}

/** The lines of the devices from number `first` (from 0) on, in pieces. */
export function deviceLines(scenario: Scenario, outcomes: DeviceOutcomes, first: number): Generator<string> {
  return csvRows(COLUMNS, rows(scenario, outcomes, first))
}

function* rows(scenario: Scenario, devices: DeviceOutcomes, first: number): Generator<CsvRow> {
  for (let i = 0; i < devices.cohort.length; i++) {
    const cohort = scenario.cohorts[devices.cohort[i]!]!
    const user = devices.user[i]!
    yield [
      first + i + 1,
      user === 0 ? NONE : String(user),
      cohort.name,
      cohort.platform,
      scenario.change.waves[devices.wave[i]!]?.name ?? NONE,
      toHours(devices.changedAt[i]!),
      toHours(devices.firstCheckin[i]!),
      toHours(devices.managedAt[i]!),
      toHours(devices.protectedAgain[i]!),
      ...devices.gaps.map((gap) => toHours(gap[i]!)),
      CAUSES[devices.mainCause[i]!] ?? NONE,
      STATES[devices.finalState[i]!]!,
      toHours(devices.enrolledAt[i]!),
      toHours(devices.certificateEnd[i]!),
    ]
  }
}
