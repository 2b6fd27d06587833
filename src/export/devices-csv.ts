import { CAUSES, STATES } from '../model/vocabulary.ts'
import { columnsOf, csvChunks, toHours } from './csv.ts'
import type { Exporter, ExportSource } from './exporter.ts'
import { NONE } from './none.ts'

const COLUMNS = [
  ...columnsOf('count', ['device']),
  ...columnsOf('text', ['user', 'cohort', 'platform', 'wave']),
  ...columnsOf('hours', ['changed_at_h', 'first_checkin_h', 'managed_at_h', 'protected_again_h']),
  ...columnsOf('hours', ['management_gap_h', 'protection_gap_h', 'access_gap_h']),
  ...columnsOf('text', ['main_cause', 'final_state']),
]

/** `devices.csv`: what became of each device, in device order. Only times may be empty: those that never come. */
export const devicesCsv: Exporter = {
  file: 'devices.csv',
  chunks: (source) => csvChunks(COLUMNS, rows(source)),
}

function* rows({ results: { scenario, devices } }: ExportSource) {
  if (devices === null) throw new Error('the run kept no outcomes of single devices')
  for (let i = 0; i < devices.cohort.length; i++) {
    const cohort = scenario.cohorts[devices.cohort[i]!]!
    const user = devices.user[i]!
    yield [
      i + 1,
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
    ]
  }
}
