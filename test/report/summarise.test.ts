import { describe, expect, it } from 'vitest'
import { CAUSES } from '../../src/model/vocabulary.ts'
import { CAUSE_CAPTIONS } from '../../src/report/captions.ts'
import { summarise } from '../../src/report/summarise.ts'
import { fakeResults } from '../helpers/fake-results.ts'

const { results, document } = fakeResults()
const summary = summarise(results, document)

describe('a summary', () => {
  it('says when shares of the fleet are under the new authority and how many are left', () => {
    expect(summary.handover).toEqual({
      devices: 4,
      moved: 3,
      stranded: 0,
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
