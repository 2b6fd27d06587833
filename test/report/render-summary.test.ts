import { stripVTControlCharacters } from 'node:util'
import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { renderSummary } from '../../src/report/render-summary.ts'
import { summarise } from '../../src/report/summarise.ts'
import type { Summary } from '../../src/report/summary.ts'
import { fakeResults } from '../helpers/fake-results.ts'

function summaryOf(...set: string[]): Summary {
  const { results, document } = fakeResults(set)
  return summarise(results, document)
}

function render(summary: Summary, color = false): string {
  return renderSummary(summary, { width: 80, color })
}

describe('the printed summary', () => {
  it('says how many devices are stranded, if any', () => {
    const summary = summaryOf()
    const stranded = { ...summary, handover: { ...summary.handover, stranded: 2 } }
    expect(render(stranded)).toContain('\n  2 devices stranded: cut off with the profile their network needs\n')
    expect(render(summary)).not.toContain('stranded')
  })

  it('answers the questions of a planner in order', () => {
    expect(render(summaryOf('thresholds=[time_to_50 <= 2h, management_gap_devices max <= 1]', 'push=off'))).toBe(`Fake

Fleet        4 devices in 2 cohorts
Plan         hybrid to intune, in-place, switch Sun 2026-03-29 01:00+01:00; 1
             wave from Sun 2026-03-29 00:30+01:00
Period       Sun 2026-03-29 00:00+01:00 to Sun 2026-03-29 05:00+02:00,
             Europe/Paris; seed fake
Retention    local-timer: old profiles go 7d after the device's change, even
             while offline

Managed by intune: time from the switch until this share of devices is
   50 %         90 %         95 %         99 %        100 %
  1.5 h  not reached  not reached  not reached  not reached
  1 of 4 devices not managed by intune at the end

Gaps          at worst  when                        device-h  longest  > 7 d
  management         3  Sun 2026-03-29 01:00+01:00         6    1.8 h    0 %
  protection         1  Sun 2026-03-29 03:00+02:00         1   30 min    0 %
  access          none

Device-hours by cause                    management  protection
  need a support ticket                           3           -
  online, waiting for the next check-in           3           -
  new settings not ready                          -           1

Still in a gap at the end (devices)
  1  management  need a support ticket

Coverage (lowest in each 1.0 h; figures: lowest, then at the end)
  management █▁▃▅ 25.0 % to 75.0 %
  protection ██▁█ 75.0 % to 100 %
              ↑ switch

Peak load    6 check-ins in 1.0 h (0.1 a minute), Sun 2026-03-29 01:00+01:00
Load         9 check-ins, 2 of them refused at capacity; 5 push attempts
Tickets      1 opened, 0 closed
Redundant    2 duplicate profiles at most, Sun 2026-03-29 01:00+01:00; 0 at the
             end

Thresholds
  pass  time_to_50 <= 2h                 1.5 h
  FAIL  management_gap_devices max <= 1      3

Assumptions in play: defaults that are guesses, for you to replace
  change.settingsReady   not set             new settings ready before all
  poll.jitter            5 %                 spread of check-in intervals
  retention.clock        change              retention counts from
  retention.model        local-timer         what removes old profiles
  support.openedAt       +0h                 support ticket opened
  support.leadTime       median 5d, p95 20d  until support answers
  support.devicesPerDay  50                  devices switched a day
  support.hours          business            when support works
`)
  })

  it('has no colour unless asked, and the same text with it', () => {
    const summary = summaryOf('thresholds=[time_to_50 <= 2h, time_to_100 <= 1h]')
    expect(render(summary)).not.toContain('\u001b')
    expect(render(summary, true)).toContain('\u001b[31mFAIL')
    expect(stripVTControlCharacters(render(summary, true))).toBe(render(summary))
  })

  test.prop([fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })])(
    'lets no control character of a name through to the terminal',
    (name, description) => {
      const text = render({ ...summaryOf(), name: `a${name}`, description })
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u)
    },
  )

  it('fits on 80 columns with a large fleet', () => {
    const summary = summaryOf('stations.service.ratePerMinute=10', 'fleet.0.presence=weekly')
    const large = 1_234_567
    const gaps = summary.gaps.map((gap) => ({
      ...gap,
      devices: large,
      deviceHours: large,
      overSevenDaysShare: 0.9995,
      hours: { p50: 339.96, p90: 0, p99: 0, max: 339.96 },
      worst: { ...gap.worst, devices: large },
      causes: summary.gaps[0]!.causes.map((cause) => ({ ...cause, deviceHours: large, open: large })),
    }))
    const lines = render({ ...summary, gaps }).split('\n')
    expect(lines.filter((line) => line.length > 80)).toEqual([])
  })
})
