import { describe, expect, it } from 'vitest'
import type { WorkDays } from '../../src/scenario/scenario.ts'
import { MINIMAL, scenarioOf } from './sample.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Days of the table before the three that come before the start. */
const PAST = 397

/** The week from three days before the start on. */
function week(fields: string, top = ''): WorkDays {
  const { firstDay, from, to, works } = wholeWeek(fields, top)
  return { firstDay: firstDay + PAST, from: from.slice(PAST), to: to.slice(PAST), works: works.slice(PAST) }
}

function wholeWeek(fields: string, top = ''): WorkDays {
  const weekly = MINIMAL.replace('presence: always', `presence: { kind: weekly ${fields} }`)
  const { presence } = scenarioOf(`${weekly}${top}`).cohorts[0]!
  if (presence.kind !== 'weekly') throw new Error(presence.kind)
  return presence.week
}

const dateOf = ({ firstDay }: WorkDays, day: number): string =>
  new Date((firstDay + day) * DAY).toISOString().slice(0, 10)

describe('a working week', () => {
  it('has consecutive days to three after the horizon', () => {
    const days = week('')
    expect([dateOf(days, 0), dateOf(days, days.works.length - 1)]).toEqual(['2026-01-02', '2026-01-22'])
    expect(days.from.map((from, i) => days.to[i]! - from)).toEqual(new Float64Array(21).fill(10 * HOUR))
    expect(days.from[3]).toBe(8 * HOUR)
  })

  it('reaches back more than a year, for the last contact', () => {
    expect(dateOf(wholeWeek(''), 0)).toBe('2024-12-01')
  })

  it('is worked on its days but not on holidays, of the scenario or of its own', () => {
    const days = week(', holidays: [2026-01-07]', 'holidays: [2026-01-06]')
    const worked = [...days.works]
      .map((works, day) => (works ? dateOf(days, day).slice(8) : ''))
      .join(' ')
      .trim()
    expect(worked.split(/ +/)).toEqual('02 05 08 09 12 13 14 15 16 19 20 21 22'.split(' '))
    expect([...week(', days: [fri-mon, wed]').works].slice(3, 10)).toEqual([1, 0, 1, 0, 1, 1, 1])
  })

  it("keeps local hours when clocks change, in the cohort's own zone", () => {
    const days = week('', 'start: 2026-03-27T00:00\ntimezone: Europe/Paris\n')
    const sunday = 5
    expect(dateOf(days, sunday)).toBe('2026-03-29')
    expect(days.from[sunday - 1]! - days.from[sunday - 2]!).toBe(DAY)
    expect(days.from[sunday]! - days.from[sunday - 1]!).toBe(23 * HOUR)
    const tokyo = MINIMAL.replace('presence: always', 'presence: weekly, timezone: Asia/Tokyo')
    const { presence } = scenarioOf(tokyo).cohorts[0]!
    expect(presence.kind === 'weekly' && presence.week.from[PAST + 3]).toBe(-HOUR)
  })

  it('begins with the change of clocks on a day without midnight, and with the first midnight on one that has two', () => {
    const lengths = (start: string) => {
      const { from } = week(", from: '00:00', to: '10:00'", `start: ${start}\ntimezone: America/Havana\n`)
      return [4, 5, 6].map((day) => (from[day + 1]! - from[day]!) / HOUR)
    }
    expect(lengths('2026-03-06T00:00')).toEqual([24, 23, 24])
    expect(lengths('2026-10-30T00:00')).toEqual([24, 25, 24])
  })

  it('may last until midnight', () => {
    const days = week(", from: '16:00', to: '24:00'")
    expect(days.to[3]).toBe(DAY)
  })

  it('begins later where clocks are set forward over its first hour, and never ends before', () => {
    const days = week(
      ", days: sun, from: '02:30', to: '03:10', spread: 0s",
      'start: 2026-03-29T00:00\ntimezone: Europe/Paris\n',
    )
    expect([days.from[3], days.to[3]]).toEqual([2.5 * HOUR, 2.5 * HOUR])
  })

  it('is resolved once for all cohorts that share it', () => {
    const two = MINIMAL.replace(
      'change:',
      '  - { cohort: b, devices: 1, platform: windows, presence: weekly }\nchange:',
    ).replace('presence: always', 'presence: weekly')
    const [a, b] = scenarioOf(two).cohorts.map(({ presence }) => (presence.kind === 'weekly' ? presence.week : null))
    expect(a).toBe(b)
  })
})
