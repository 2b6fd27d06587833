import { describe, expect, it } from 'vitest'
import { CAUSES } from '../../src/model/vocabulary.ts'
import { CAUSE_CAPTIONS } from '../../src/report/captions.ts'
import { summarise } from '../../src/report/summarise.ts'
import { fakeLoad, fakeResults, IDLE } from '../helpers/fake-results.ts'

const HOUR = 3_600_000
const { results, document } = fakeResults()
const summary = summarise(results, document)

describe('a summary', () => {
  it('says when shares of the fleet are under the new authority and how many are left', () => {
    expect(summary.handover).toEqual({
      devices: 4,
      moved: 3,
      stranded: 0,
      neverReturn: 0,
      left: 1,
      timeTo: [
        { percent: 50, hours: 1.5 },
        { percent: 90, hours: null },
        { percent: 95, hours: null },
        { percent: 99, hours: null },
        { percent: 100, hours: null },
      ],
    })
  })

  it('gives the first of the worst moments of each gap in local time', () => {
    const [management, protection, access] = summary.gaps
    expect(management!.worst).toEqual({ devices: 3, share: 0.75, at: '2026-03-29T01:00:00+01:00', offsetHours: 1 })
    expect(protection!.worst).toEqual({ devices: 1, share: 0.25, at: '2026-03-29T03:00:00+02:00', offsetHours: 2 })
    expect(access).toMatchObject({ devices: 0, open: 0, deviceHours: 0, causes: [], worst: { devices: 0 } })
  })

  it('gives device-hours by cause for the whole fleet, in order of precedence', () => {
    expect(summary.gaps[0]!.causes.map(({ cause, open, deviceHours }) => [cause, open, deviceHours])).toEqual([
      ['ticket', 1, 3],
      ['awaiting-checkin', 0, 2.5],
    ])
  })

  it('gives the peak of the load with its time and rate', () => {
    expect(summary.load).toMatchObject({ checkins: 9, refused: 2, pushes: 5, ticketsOpened: 1 })
    expect(summary.load.peak).toMatchObject({ checkins: 6, perMinute: 0.1, bucketMinutes: 60, offsetHours: 1 })
    expect(summary.redundantProfiles).toMatchObject({ most: 2, end: 0, offsetHours: 1 })
  })

  it('counts devices that stay away for good, by the causes that do not pass by themselves', () => {
    const rows = (['removed', 'never-online', 'offline', 'ticket'] as const).map((cause, open) => ({
      ...{ gap: 'management' as const, series: 0, cause, devices: 9, open: open + 1, deviceHours: 9 },
      ...{ p50: 0, p90: 0, p99: 0, max: 0 },
    }))
    const elsewhere = [
      { ...rows[0]!, series: 1 },
      { ...rows[0]!, gap: 'protection' as const },
    ]
    const ledger = { rows: [...rows, ...elsewhere], totals: results.ledger.totals }
    expect(summarise({ ...results, ledger }, document).handover.neverReturn).toBe(3)
  })

  it('gives attempts to enrol, calls and actions, with the hours from issue to execution', () => {
    const load = fakeLoad({
      ...{ enrolments_ok: [1, 2, 0, 0], enrolments_failed: [0, 3, 0, 0], enrolments_refused: [0, 1, 0, 0] },
      ...{ calls_opened: [0, 4, 0, 0], calls_closed: [0, 0, 2, 0], calls_abandoned: [0, 0, 1, 0] },
      ...{ actions_issued: [5, 0, 0, 0], actions_executed: [0, 3, 0, 0], actions_dropped: [1, 0, 1, 0] },
      checkins_attempted: [1, 0, 0, 0],
    })
    const actions = { executed: 3, p50: 1.5 * HOUR, p90: 2 * HOUR, max: 3 * HOUR }
    expect(summarise({ ...results, load, actions }, document)).toMatchObject({
      enrolments: { ok: 3, failed: 3, refused: 1 },
      calls: { opened: 4, closed: 2, abandoned: 1 },
      actions: { issued: 5, executed: 3, dropped: 2, hours: { p50: 1.5, p90: 2, max: 3 } },
    })
  })

  it('gives every station its waits in hours, its utilisation and when its longest line began', () => {
    const desk = {
      ...IDLE,
      name: 'help_desk' as const,
      limited: true,
      served: 4,
      meanWait: 0.25 * HOUR,
      p50: 0.5 * HOUR,
    }
    const busy = { ...desk, p90: HOUR, max: 2 * HOUR, longestQueue: 3, longestAt: HOUR, utilisation: 2 / 3 }
    expect(summarise({ ...results, stations: [IDLE, busy] }, document).stations).toEqual([
      {
        ...{ station: 'push', limited: false, served: 0, utilisation: null },
        waitHours: { mean: 0, p50: 0, p90: 0, max: 0 },
        longestLine: { customers: 0, since: null },
      },
      {
        ...{ station: 'help_desk', limited: true, served: 4, utilisation: 0.666667 },
        waitHours: { mean: 0.25, p50: 0.5, p90: 1, max: 2 },
        longestLine: { customers: 3, since: { at: '2026-03-29T01:00:00+01:00', offsetHours: 1 } },
      },
    ])
  })

  it('gives the steps of a canary, null for one that is not taken', () => {
    const canary = { enrolled: HOUR, visible: 2 * HOUR, locked: null }
    expect(summarise({ ...results, canary }, document).canary).toEqual({
      enrolled: { at: '2026-03-29T01:00:00+01:00', offsetHours: 1 },
      visible: { at: '2026-03-29T03:00:00+02:00', offsetHours: 2 },
      locked: null,
    })
    expect(summary.canary).toBeNull()
  })

  it('gives the lowest and the last share of compliant devices, truly and as reported', () => {
    expect(summary.compliance).toEqual({
      true: { lowest: 0.25, end: 0.75 },
      reported: { lowest: 0.75, end: 1 },
    })
  })

  it('counts new devices apart from the fleet, and the canary as neither', () => {
    const plan = ['newEnrolments=[{ cohort: new, devices: 5, platform: ios, presence: always, from: 1h, until: 2h }]']
    const { results, document } = fakeResults([...plan, 'canary={ at: 1h }'])
    const { fleet } = summarise(results, document)
    expect([fleet.devices, fleet.newDevices, fleet.cohorts.map(({ arriving }) => arriving)]).toEqual([
      4,
      5,
      [false, false, true, true],
    ])
  })

  it('says from when access is denied', () => {
    const planned = (set: string) => {
      const { results, document } = fakeResults([set])
      return summarise(results, document).plan.conditionalAccess
    }
    expect(planned('conditionalAccess={ enforceAt: 2h }')).toMatchObject({ enforced: { offsetHours: 2 } })
    expect(planned('conditionalAccess={ grace: 12h }')).toEqual({ enforced: null, graceHours: 12 })
    expect(summary.plan.conditionalAccess).toBeNull()
  })

  it('names the retention model and what it means', () => {
    const { model, words } = summary.retention
    expect([model, words]).toEqual(['local-timer', "old profiles go 7d after the device's change, even while offline"])
    const other = fakeResults(['retention.model=server-suspension', 'retention.max={uniform: [5d, 7d]}'])
    expect(summarise(other.results, other.document).retention.words).toBe(
      "old profiles go their time after the device's change, at the first contact from then on",
    )
  })

  it('holds thresholds with verdicts, and null for a time that is not reached', () => {
    const { results, document } = fakeResults(['thresholds=[management_coverage min >= 0.5, time_to_100 <= 1d]'])
    expect(summarise(results, document).thresholds).toEqual([
      { text: 'management_coverage min >= 0.5', metric: 'management_coverage', value: 0.25, verdict: 'fail' },
      { text: 'time_to_100 <= 1d', metric: 'time_to_100', value: null, verdict: 'fail' },
    ])
  })

  it('survives JSON unchanged', () => {
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary)
  })

  it('has short words for every cause', () => {
    for (const cause of CAUSES) expect(CAUSE_CAPTIONS[cause].length).toBeLessThanOrEqual(44)
  })
})
