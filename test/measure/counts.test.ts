import { describe, expect, test } from 'vitest'
import type { Results, TimelineColumn } from '../../src/measure/results.ts'
import { CAUSE_CODE } from '../../src/model/vocabulary.ts'
import { enters, recorded } from '../helpers/recorded.ts'
import { cohort, HOUR } from '../helpers/story.ts'

const ACCESS = 2
const arriving = (fields = {}) => ({ ...cohort({ cohort: 'new', devices: 3, ...fields }), from: '1h', until: '5h' })
const counts = ({ timeline }: Results, column: TimelineColumn, series = 0) =>
  Array.from({ length: 6 }, (_, bucket) => timeline.count(column, series, bucket))

describe('new devices', () => {
  const document = { fleet: [cohort({ devices: 2 })], newEnrolments: [arriving()], horizon: '6h', bucket: '1h' }
  const results = recorded({ ...document, change: { at: '1h' } }, (tally, plan) => {
    enters(tally, plan, 1, HOUR)
    enters(tally, plan, 1, 3 * HOUR + 1)
  })

  test('count from the instant at which they arrive, and not at all if they do not', () => {
    expect(counts(results, 'devices', 1)).toEqual([2, 2, 2, 2, 2, 2])
    expect(counts(results, 'devices', 2)).toEqual([0, 1, 1, 1, 2, 2])
    expect(counts(results, 'devices')).toEqual([2, 3, 3, 3, 4, 4])
  })

  test('have all that nothing has been said of, from then on', () => {
    for (const column of ['managed', 'protected', 'protected_wifi', 'admitted'] as const)
      expect(counts(results, column, 2)).toEqual([0, 1, 1, 1, 2, 2])
    for (const column of ['compliance_true', 'compliance_reported', 'hidden', 'reachable'] as const)
      expect(counts(results, column, 2)).toEqual([0, 0, 0, 0, 0, 0])
  })

  test('are not part of the fleet that is handed over', () => {
    expect(results.handover.devices).toBe(2)
  })

  test('that are more than the cohort has are refused', () => {
    const four = () =>
      recorded({ ...document, change: { at: '1h' } }, (tally, plan) => {
        for (let device = 0; device < 4; device++) enters(tally, plan, 1, HOUR)
      })
    expect(four).toThrow(/devices of new in bucket 1/)
  })
})

describe('the counts of access, compliance, reach and hidden records', () => {
  const document = { fleet: [cohort({ devices: 2 }), cohort({ cohort: 'b' })], horizon: '6h', bucket: '1h' }
  const results = recorded({ ...document, change: { at: '1h' } }, (tally) => {
    tally.admit(0, HOUR, -1)
    tally.admit(0, 3 * HOUR + 1, 1)
    tally.admit(1, 5 * HOUR, -1)
    tally.gap(0, ACCESS, CAUSE_CODE['not-compliant'], HOUR)
    tally.gap(0, ACCESS, CAUSE_CODE['access-lag'], HOUR + 1)
    tally.gapTotal(0, ACCESS, 2 * HOUR + 1, -1)
    tally.gap(1, ACCESS, CAUSE_CODE['not-compliant'], HOUR)
    tally.gapTotal(1, ACCESS, HOUR, CAUSE_CODE['not-compliant'])
    tally.comply(0, 0, 0, 2)
    tally.comply(0, 2 * HOUR, 0, -1)
    tally.comply(0, 0, 1, 2)
    tally.comply(0, 4 * HOUR, 1, -2)
    tally.reach(0, HOUR, 1)
    tally.reach(1, 2 * HOUR, 1)
    tally.reach(0, 4 * HOUR, -1)
    tally.hide(1, 5 * HOUR, 1)
  })

  test('are those at the first instant of each bucket', () => {
    expect(counts(results, 'admitted')).toEqual([3, 2, 2, 2, 3, 2])
    expect(counts(results, 'admitted', 1)).toEqual([2, 1, 1, 1, 2, 2])
    expect(counts(results, 'compliance_true')).toEqual([2, 2, 1, 1, 1, 1])
    expect(counts(results, 'compliance_reported')).toEqual([2, 2, 2, 2, 0, 0])
    expect(counts(results, 'reachable')).toEqual([0, 1, 2, 2, 1, 1])
    expect(counts(results, 'hidden')).toEqual([0, 0, 0, 0, 0, 1])
  })

  test('make an access gap with causes like the other gaps', () => {
    const rows = results.ledger.rows.filter(({ series }) => series === 0)
    expect(rows.map(({ gap, cause, devices, open, deviceHours }) => [gap, cause, devices, open, deviceHours])).toEqual([
      ['access', 'not-compliant', 2, 1, 2],
      ['access', 'access-lag', 1, 0, 1 + 1 / HOUR],
    ])
  })
})
