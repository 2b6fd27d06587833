import { describe, expect, it } from 'vitest'
import { errorsOf, load, MINIMAL, scenarioOf } from './sample.ts'

const HOUR = 3_600_000

function switchAt(at: string, zone = 'Europe/Paris', start = '2026-03-02T00:00'): string {
  return `start: ${start}\ntimezone: ${zone}\nhorizon: 300d\n${MINIMAL.replace('at: 1d', `at: ${at}`)}`
}

describe('a point in time', () => {
  it('without a sign counts from the start, with one from the change', () => {
    const { change } = scenarioOf(
      `${MINIMAL.replace('at: 1d', "at: 2d 3h, licences: [{ at: +4h }, { at: '-1d' }, { at: 1d }]")}`,
    )
    expect(change.at).toBe(51 * HOUR)
    expect(change.licences.map(({ at }) => at)).toEqual([55 * HOUR, 27 * HOUR, 24 * HOUR])
  })

  it("as a local date-time is in the scenario's zone", () => {
    expect(scenarioOf(switchAt('2026-03-06T18:00')).change.at).toBe(114 * HOUR)
  })

  it('on a calendar counts the hour that is skipped in spring', () => {
    // Clocks go from 02:00 to 03:00 on 29 March 2026.
    expect(scenarioOf(switchAt('2026-03-30T00:00')).change.at).toBe((28 * 24 - 1) * HOUR)
  })

  it('that comes twice in autumn is the earlier one', () => {
    // Clocks go from 03:00 back to 02:00 on 25 October 2026.
    const midnight = scenarioOf(switchAt('2026-10-25T00:00')).change.at
    expect(scenarioOf(switchAt('2026-10-25T02:30')).change.at - midnight).toBe(2.5 * HOUR)
    expect(scenarioOf(switchAt('2026-10-25T03:00')).change.at - midnight).toBe(4 * HOUR)
  })

  it('that does not exist in spring is refused with the one after it', () => {
    const result = load(switchAt('2026-03-29T02:30'))
    expect(result).toMatchObject({
      ok: false,
      diagnostics: [
        {
          path: 'change.at',
          code: 'bad-point',
          value: '2026-03-29T02:30',
          hint: 'the same moment is 2026-03-29T03:30',
        },
      ],
    })
    expect(errorsOf(switchAt('1d', 'Europe/Paris', '2026-03-29T02:30'))).toEqual(['1:8 bad-point start'])
    expect(errorsOf(`${switchAt('1d')}thresholds: [management_coverage at 2026-03-29T02:30 > 0]`)).toEqual([
      '9:14 bad-point thresholds[0]',
    ])
  })

  it.each([
    ['2026-02-30T10:00', 'bad-point', ''],
    ['2026-03-06T25:00', 'bad-point', ''],
    ['2026-03-06T18:00Z', 'bad-point', "write local time; the scenario's timezone gives the offset"],
    ['2026-03-06T18:00+01:00', 'bad-point', "write local time; the scenario's timezone gives the offset"],
    ['2026-03-06', 'bad-point', 'write 2026-03-06T00:00'],
    ['2026-03-06 18:00', 'bad-point', 'write 2026-03-06T18:00'],
    ['8', 'bad-point', 'add a unit: 8d, 8h or 8m'],
    ['0', 'bad-point', 'write 0s'],
    ['PT8H', 'bad-point', 'write 8h'],
    ["'+ 4h'", 'bad-point', ''],
    ['soon', 'bad-point', ''],
    ['+4h', 'bad-point', ''],
  ])('%s is refused as the date of the switch', (at, code, hint) => {
    const result = load(switchAt(at))
    expect(result).toMatchObject({ ok: false, diagnostics: [{ path: 'change.at', code, hint }] })
  })
})
