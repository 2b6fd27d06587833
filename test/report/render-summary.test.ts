import { stripVTControlCharacters } from 'node:util'
import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { renderSummary } from '../../src/report/render-summary.ts'
import { summarise } from '../../src/report/summarise.ts'
import type { StationSummary, Summary } from '../../src/report/summary.ts'
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

  it('has a line for each mechanism that the run used, and none for the others', () => {
    const summary = summaryOf()
    const moment = { at: '2026-03-29T01:00:00+01:00', offsetHours: 1 }
    const idle = {
      ...{ limited: true, served: 0, waitHours: { mean: 0, p50: 0, p90: 0, max: 0 } },
      ...{ utilisation: 0, longestLine: { customers: 0, since: null } },
    }
    const desk: StationSummary = {
      ...{ station: 'help_desk', limited: true, served: 1200, utilisation: 0.451 },
      waitHours: { mean: 0.2, p50: 0.01, p90: 0.5, max: 3 },
      longestLine: { customers: 34, since: moment },
    }
    const waiting = { ...idle, station: 'push' as const, longestLine: { customers: 2, since: moment } }
    const used = {
      ...summary,
      enrolments: { ok: 40, failed: 7, refused: 2 },
      calls: { opened: 1300, closed: 1200, abandoned: 60 },
      actions: { issued: 30, executed: 20, dropped: 4, hours: { p50: 1.5, p90: 20, max: 30 } },
      stations: [
        waiting,
        { ...idle, station: 'scep' as const },
        desk,
        { ...desk, station: 'support' as const, limited: false },
      ],
      canary: { enrolled: moment, visible: moment, locked: null },
    }
    const lines = (text: Summary) => render(text).split('\nTickets ')[1]!.split('\nRedundant')[0]!.split('\n').slice(1)
    expect(lines(summary)).toEqual([])
    expect(lines(used).join('\n')).toBe(`Enrolments   40 done, 7 failed (2 of them refused)
Calls        1 300 opened, 1 200 closed, 60 abandoned
Actions      30 issued, 4 dropped; 20 executed, half of them within 1.5 h, 90 %
             within 20.0 h
Push line    none served; 0 % busy; longest line 2, Sun 2026-03-29 01:00+01:00
Help desk    1 200 waits: half up to 36 s, 90 % up to 30 min, longest 3.0 h;
             45.1 % busy; longest line 34, Sun 2026-03-29 01:00+01:00
Canary       enrolled Sun 2026-03-29 01:00+01:00, visible Sun 2026-03-29
             01:00+01:00, not locked`)
  })

  it('tells of access where it is denied to anybody', () => {
    const text = render(summaryOf('conditionalAccess={ grace: 12h }'))
    expect(text).toContain(
      "Access       denied to devices that are not compliant, from 12.0 h after each\n             user's date",
    )
    expect(text).toContain('\n  access     ████ 100 %\n')
    expect(render(summaryOf())).not.toMatch(/^(Access| {2}access {5}[▁-█])/m)
  })

  it('tells of new devices and of those that stay away for good, if any', () => {
    const summary = summaryOf()
    const fleet = { ...summary.fleet, newDevices: 20 }
    const text = render({ ...summary, fleet, handover: { ...summary.handover, neverReturn: 3 } })
    expect(text).toContain('\nFleet        4 devices in 2 cohorts; 20 new devices\n')
    expect(text).toContain('\n  3 devices unmanaged at the end for a cause that does not pass by itself\n')
    expect(render(summary)).not.toContain('by itself')
  })

  it('calls the date of the change by what happens then', () => {
    const summary = summaryOf()
    const text = render({ ...summary, plan: { ...summary.plan, kind: 'third-party' } })
    expect(text).toContain('third-party, announcement Sun')
    expect(text).toContain('time from the announcement until')
    expect(text).toContain('↑ announcement\n')
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
    const summary = summaryOf(
      ...['stations.service.ratePerMinute=10', 'fleet.0.presence=weekly', 'stations.scep={}', 'helpDesk={}'],
      ...['conditionalAccess={ grace: 12h }', 'canary={}', 'cleanup={}', 'fleet.0.category=0.5', 'stations.push={}'],
    )
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
