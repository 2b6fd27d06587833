import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunOptions } from '../../src/experiment/run.ts'
import { DetailText } from '../../src/export/detail-text.ts'
import { openSpill } from '../../src/export/event-spill.ts'
import type { Results } from '../../src/measure/results.ts'
import { CAUSES, STATES } from '../../src/model/vocabulary.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'

/** The text of the two files of single devices. */
export interface DetailTexts {
  readonly devices: string
  readonly events: string
}

/** What the files hold when a run hands its details over part by part. */
export async function streamedTexts(
  scenario: Scenario,
  run: (options: RunOptions) => Promise<Results>,
): Promise<DetailTexts & { readonly results: Results }> {
  let devices = ''
  const target = {
    async write(text: string) {
      devices += text
    },
  }
  const spill = await openSpill(join(tmpdir(), `handover-test-${randomUUID()}`))
  try {
    const text = new DetailText(scenario, { devices: target, events: spill }, new AbortController().signal)
    const results = await run({ devices: true, events: true, sink: text })
    return { devices, events: [...text.eventChunks()].join(''), results }
  } finally {
    await spill.close()
  }
}

/** What the files hold, from results that keep the details: written anew, for names without quotes or commas. */
export function keptTexts({ scenario, devices, events }: Results): DetailTexts {
  if (devices === null || events === null) throw new Error('the run kept no details')
  const hours = (ms: number) => (Number.isNaN(ms) ? '' : (ms / 3_600_000).toFixed(4))
  const deviceLines = Array.from(devices.cohort, (cohort, i) =>
    [
      ...[i + 1, devices.user[i] || 'none', scenario.cohorts[cohort]!.name, scenario.cohorts[cohort]!.platform],
      scenario.change.waves[devices.wave[i]!]?.name ?? 'none',
      ...[devices.changedAt, devices.firstCheckin, devices.managedAt, devices.protectedAgain].map((at) =>
        hours(at[i]!),
      ),
      ...devices.gaps.map((gap) => hours(gap[i]!)),
      ...[CAUSES[devices.mainCause[i]!] ?? 'none', STATES[devices.finalState[i]!]],
      ...[devices.enrolledAt, devices.certificateEnd].map((at) => hours(at[i]!)),
    ].join(','),
  )
  const eventLines = Array.from(events.time, (time, i) =>
    [time, events.device[i], events.names[events.event[i]!], events.details[events.detail[i]!] || 'none'].join(','),
  )
  const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')
  const deviceHeader =
    'device,user,cohort,platform,wave,changed_at_h,first_checkin_h,managed_at_h,protected_again_h,' +
    'management_gap_h,protection_gap_h,access_gap_h,main_cause,final_state,enrolled_at_h,certificate_end_h'
  return { devices: text([deviceHeader, ...deviceLines]), events: text(['time_ms,device,event,detail', ...eventLines]) }
}
