import { describe, expect, it } from 'vitest'
import { evaluateThreshold } from '../../src/report/threshold.ts'
import { METRICS } from '../../src/scenario/metrics.ts'
import { fakeResults } from '../helpers/fake-results.ts'

function evaluate(text: string) {
  const { results } = fakeResults([`thresholds=["${text}"]`])
  return evaluateThreshold(results.scenario.thresholds[0]!, results)
}

describe('a threshold', () => {
  it.each([
    ['management_coverage at +0h >= 0.25', 0.25],
    ['management_coverage at +59m >= 0', 0.25],
    ['management_coverage at +1h >= 0', 0.5],
    ['management_coverage min >= 0', 0.25],
    ['management_coverage max >= 0', 1],
    ['management_coverage mean >= 0', 0.625],
    ['management_coverage end >= 0', 0.75],
    ['needs_ticket max >= 0', 1],
    ['management_gap_devices max >= 0', 3],
    ['protection_gap_devices mean >= 0', 0.25],
    ['checkins_attempted max >= 0', 6],
    ['checkins_throttled at +0h >= 0', 2],
    ['management_gap_hours >= 0', 5.5],
    ['management_gap_hours p90 >= 0', 5.5 / 3],
    ['protection_gap_hours max >= 0', 0.5],
    ['access_gap_hours >= 0', 0],
    ['time_to_50 >= 0', 1.5],
    ['time_to_100 >= 0', Number.POSITIVE_INFINITY],
  ])('%s measures %d', (text, value) => {
    expect(evaluate(text).value).toBe(value)
  })

  it.each([
    ['time_to_50 <= 90m', 'pass'],
    ['time_to_50 < 90m', 'fail'],
    ['time_to_50 >= 1.5', 'pass'],
    ['time_to_50 > 1.5', 'fail'],
    ['time_to_50 == 1.5', 'pass'],
    ['time_to_50 != 1.5', 'fail'],
  ])('%s is a %s', (text, verdict) => {
    expect(evaluate(text).verdict).toBe(verdict)
  })

  it('on a time that is not reached fails however long it allows', () => {
    expect(evaluate('time_to_100 <= 10000')).toEqual({ value: Number.POSITIVE_INFINITY, verdict: 'fail' })
  })

  it('can be put on every metric that a scenario may name', () => {
    for (const [metric, { shape }] of METRICS) {
      expect(Number.isNaN(evaluate(`${metric}${shape === 'series' ? ' end' : ''} >= 0`).value)).toBe(false)
    }
  })
})
