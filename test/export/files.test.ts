import { describe, expect, it } from 'vitest'
import { deviceHeader, deviceLines } from '../../src/export/devices-csv.ts'
import { eventChunks } from '../../src/export/events-csv.ts'
import { exportSource } from '../../src/export/export-source.ts'
import { EXPORTERS, fileNames } from '../../src/export/exporters.ts'
import type { Results } from '../../src/measure/results.ts'
import { EVENT } from '../../src/model/codes.ts'
import { OUTCOMES, TRIGGERS } from '../../src/model/vocabulary.ts'
import { DEVICES, fakeLoad, fakeResults } from '../helpers/fake-results.ts'
import { parseCsv } from '../helpers/parse-csv.ts'

const { results } = fakeResults()
const HOUR = 3_600_000
const textOf = (name: string) => fileOf(results, name)

function fileOf(results: Results, name: string): string {
  return [...EXPORTERS.find(({ file }) => file === name)!.chunks(exportSource(results, { answer: 42 }))].join('')
}

describe('the files of an output folder', () => {
  it('are the published ones, the large ones only when asked for', () => {
    const names = fileNames({ devices: false, events: false })
    expect(names).toEqual(['timeline.csv', 'load.csv', 'gaps.csv', 'summary.json'])
    expect(EXPORTERS.map(({ file }) => file)).toEqual(names)
    const all = fileNames({ devices: true, events: true })
    expect(all).toEqual(['timeline.csv', 'load.csv', 'gaps.csv', 'devices.csv', 'events.csv', 'summary.json'])
  })

  it('timeline.csv has a row per bucket and cohort, all first, with every state in its order', () => {
    const [header, ...rows] = parseCsv(textOf('timeline.csv'))
    expect(header!.join(',')).toBe(
      'time,offset_h,cohort,devices,removed,unenrolled,enrolling,identity_expired,apns_blocked,orphaned,needs_ticket,' +
        'unlicensed,pending,registered,managed_new,managed_old,management_coverage,protection_coverage,access_coverage,' +
        'protected_email,protected_vpn,protected_certificate,protected_wifi,protected_configuration,' +
        'compliance_true,compliance_reported,reachable,hidden',
    )
    expect(rows.map((row) => row[2]).slice(0, 4)).toEqual(['all', 'phones', 'kiosks', 'all'])
    expect(rows).toHaveLength(12)
    expect(rows[3]!.slice(1, 4)).toEqual(['1.0000', 'all', '4'])
    expect(rows[3]!.slice(16, 19)).toEqual(['0.250000', '1.000000', '1.000000'])
    expect(rows[6]!.slice(24)).toEqual(['2', '3', '2', '1'])
  })

  it('times are local, with the offset that holds then', () => {
    const times = parseCsv(textOf('load.csv'))
      .slice(1)
      .map(([time]) => time)
    expect(times).toEqual([
      '2026-03-29T00:00:00+01:00',
      '2026-03-29T01:00:00+01:00',
      '2026-03-29T03:00:00+02:00',
      '2026-03-29T04:00:00+02:00',
    ])
  })

  it('load.csv has the columns of the results in their order, as whole numbers', () => {
    const [header, , second] = parseCsv(textOf('load.csv'))
    expect(header!.slice(0, 4)).toEqual(['time', 'offset_h', 'checkins_attempted', 'checkins_ok'])
    expect(header!.slice(-19).join(',')).toBe(
      'tickets_opened,tickets_closed,enrolments_refused,calls_opened,calls_closed,calls_abandoned,' +
        'actions_issued,actions_executed,actions_dropped,push_queue,push_busy,scep_queue,scep_busy,' +
        'help_desk_queue,help_desk_busy,categories_queue,categories_busy,support_queue,support_busy',
    )
    expect(second!.slice(1, 6)).toEqual(['1.0000', '6', '4', '0', '2'])
  })

  it('gaps.csv has a row per gap, cohort and cause and none that sums over causes', () => {
    const [header, ...rows] = parseCsv(textOf('gaps.csv'))
    expect(header!.join(',')).toBe('gap,cause,cohort,devices,open,device_hours,p50_h,p90_h,p99_h,max_h')
    expect(rows[0]!.join(',')).toBe('management,ticket,all,1,1,3.0000,3.0000,3.0000,3.0000,3.0000')
    expect(rows).toHaveLength(6)
  })

  it('load.csv gives the mean of busy servers with six digits, lines and flows as whole numbers', () => {
    const load = fakeLoad({
      help_desk_queue: [0, 2, 0, 0],
      help_desk_busy: [0, 1.25, 0, 0],
      calls_opened: [0, 4, 0, 0],
    })
    const [header, , second] = parseCsv(fileOf(fakeResults([], { load }).results, 'load.csv'))
    const cell = (name: string) => second![header!.indexOf(name)]
    expect([cell('help_desk_queue'), cell('help_desk_busy'), cell('calls_opened')]).toEqual(['2', '1.250000', '4'])
  })

  it('gaps.csv has the gaps of access like the others', () => {
    const rows = [
      { gap: 'access', series: 0, cause: 'not-compliant', devices: 2, open: 1, deviceHours: 3 } as const,
      { gap: 'access', series: 1, cause: 'access-lag', devices: 1, open: 0, deviceHours: 0.5 } as const,
    ].map((row) => ({ ...row, p50: HOUR, p90: 2 * HOUR, p99: 2 * HOUR, max: 2 * HOUR }))
    const { results } = fakeResults([], { ledger: { rows, totals: [] } })
    expect(
      parseCsv(fileOf(results, 'gaps.csv'))
        .slice(1)
        .map((row) => row.join(',')),
    ).toEqual([
      'access,not-compliant,all,2,1,3.0000,1.0000,2.0000,2.0000,2.0000',
      'access,access-lag,phones,1,0,0.5000,1.0000,2.0000,2.0000,2.0000',
    ])
  })

  it('timeline.csv says full coverage of devices that are not there yet', () => {
    const nobody = { buckets: 1, series: ['all'], count: () => 0 }
    const [, row] = parseCsv(fileOf({ ...results, timeline: nobody }, 'timeline.csv'))
    expect(row!.slice(16, 19)).toEqual(['1.000000', '1.000000', '1.000000'])
  })

  it('devices.csv says none for text without a value and leaves times empty that never come', () => {
    const [header, first, , third, fourth] = parseCsv(
      deviceHeader() + [...deviceLines(results.scenario, DEVICES, 0)].join(''),
    )
    expect(header!.join(',')).toBe(
      'device,user,cohort,platform,wave,changed_at_h,first_checkin_h,managed_at_h,protected_again_h,' +
        'management_gap_h,protection_gap_h,access_gap_h,main_cause,final_state,enrolled_at_h,certificate_end_h',
    )
    expect(first!.join(',')).toBe(
      '1,1,phones,ios,pilot,0.5000,1.0000,1.0000,,0.5000,0.0000,0.0000,awaiting-checkin,managed_new,,',
    )
    expect(third![12]).toBe('none')
    expect(third!.slice(-2)).toEqual(['2.0000', ''])
    expect(fourth!.join(',')).toBe('4,none,kiosks,android,none,,,,,3.0000,0.0000,0.0000,ticket,needs_ticket,,')
  })

  it('devices.csv numbers the devices of a part from its first', () => {
    const rows = parseCsv([...deviceLines(results.scenario, DEVICES, 1000)].join(''))
    expect(rows.map(([device]) => device)).toEqual(['1001', '1002', '1003', '1004'])
  })

  it('events.csv gives whole milliseconds and none for an event without detail', () => {
    const pieces = [
      { length: 1, key: Float64Array.of(3), device: Int32Array.of(0), code: Uint8Array.of(EVENT.online) },
      {
        // The columns may be longer than what they hold.
        length: 2,
        key: Float64Array.of(1.5 * HOUR * 16 + 7, 2 * HOUR * 16, 0),
        device: Int32Array.of(1, 0, 0),
        code: Uint8Array.of(EVENT.checkin + TRIGGERS.indexOf('push') * 8 + OUTCOMES.indexOf('ok'), EVENT.online, 0),
      },
    ]
    expect([...eventChunks(pieces)].join('')).toBe(
      'time_ms,device,event,detail\n0,1,online,none\n5400000,2,checkin-ok,push\n7200000,1,online,none\n',
    )
  })

  it('summary.json is the summary', () => {
    expect(JSON.parse(textOf('summary.json'))).toEqual({ answer: 42 })
  })

  it('defuse the names of cohorts', () => {
    const { results } = fakeResults(['fleet.0.cohort==1+1'])
    const evil = exportSource(results, {})
    expect([...EXPORTERS[0]!.chunks(evil)].join('')).toContain(",'=1+1,")
  })
})
