import { describe, expect, it } from 'vitest'
import { exportSource } from '../../src/export/export-source.ts'
import { exporters } from '../../src/export/exporters.ts'
import { DEVICES, EVENTS, fakeResults } from '../helpers/fake-results.ts'
import { parseCsv } from '../helpers/parse-csv.ts'

const { results } = fakeResults([], { devices: DEVICES, events: EVENTS })
const source = exportSource(results, { answer: 42 })
const files = exporters({ devices: true, events: true })
const textOf = (name: string) => [...files.find(({ file }) => file === name)!.chunks(source)].join('')

describe('the files of an output folder', () => {
  it('are the published ones, the large ones only when asked for', () => {
    const names = exporters({ devices: false, events: false }).map(({ file }) => file)
    expect(names).toEqual(['timeline.csv', 'load.csv', 'gaps.csv', 'summary.json'])
    expect(files.map(({ file }) => file).filter((file) => !names.includes(file))).toEqual(['devices.csv', 'events.csv'])
  })

  it('timeline.csv has a row per bucket and cohort, all first, with every state in its order', () => {
    const [header, ...rows] = parseCsv(textOf('timeline.csv'))
    expect(header!.join(',')).toBe(
      'time,offset_h,cohort,devices,removed,unenrolled,enrolling,identity_expired,apns_blocked,orphaned,needs_ticket,' +
        'unlicensed,pending,registered,managed_new,managed_old,management_coverage,protection_coverage,access_coverage,' +
        'protected_email,protected_vpn,protected_certificate,protected_wifi,protected_configuration,' +
        'compliance_true,compliance_reported',
    )
    expect(rows.map((row) => row[2]).slice(0, 4)).toEqual(['all', 'phones', 'kiosks', 'all'])
    expect(rows).toHaveLength(12)
    expect(rows[3]!.slice(1, 4)).toEqual(['1.0000', 'all', '4'])
    expect(rows[3]!.slice(16, 19)).toEqual(['0.250000', '1.000000', '1.000000'])
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
    expect(header!.at(-1)).toBe('tickets_closed')
    expect(second!.slice(1, 6)).toEqual(['1.0000', '6', '4', '0', '2'])
  })

  it('gaps.csv has a row per gap, cohort and cause and none that sums over causes', () => {
    const [header, ...rows] = parseCsv(textOf('gaps.csv'))
    expect(header!.join(',')).toBe('gap,cause,cohort,devices,open,device_hours,p50_h,p90_h,p99_h,max_h')
    expect(rows[0]!.join(',')).toBe('management,ticket,all,1,1,3.0000,3.0000,3.0000,3.0000,3.0000')
    expect(rows).toHaveLength(6)
  })

  it('devices.csv says none for text without a value and leaves times empty that never come', () => {
    const [header, first, , third, fourth] = parseCsv(textOf('devices.csv'))
    expect(header!.join(',')).toBe(
      'device,user,cohort,platform,wave,changed_at_h,first_checkin_h,managed_at_h,protected_again_h,' +
        'management_gap_h,protection_gap_h,access_gap_h,main_cause,final_state',
    )
    expect(first!.join(',')).toBe(
      '1,1,phones,ios,pilot,0.5000,1.0000,1.0000,,0.5000,0.0000,0.0000,awaiting-checkin,managed_new',
    )
    expect(third![12]).toBe('none')
    expect(fourth!.join(',')).toBe('4,none,kiosks,android,none,,,,,3.0000,0.0000,0.0000,ticket,needs_ticket')
  })

  it('events.csv gives whole milliseconds and none for an event without detail', () => {
    expect(textOf('events.csv')).toBe(
      'time_ms,device,event,detail\n0,1,online,none\n5400000,2,checkin-ok,push\n7200000,1,online,none\n',
    )
  })

  it('summary.json is the summary', () => {
    expect(JSON.parse(textOf('summary.json'))).toEqual({ answer: 42 })
  })

  it('defuse the names of cohorts', () => {
    const { results } = fakeResults(['fleet.0.cohort==1+1'])
    const evil = exportSource(results, {})
    expect([...files[0]!.chunks(evil)].join('')).toContain(",'=1+1,")
  })
})
