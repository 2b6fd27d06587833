import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { CAUSES, GAPS, OUTCOMES, PUSH_FATES, STATES, TRIGGERS } from '../../src/model/vocabulary.ts'
import { METRICS } from '../../src/scenario/metrics.ts'
import { parseThreshold } from '../../src/scenario/threshold.ts'
import { ScenarioError } from '../../src/scenario/words/diagnostic.ts'
import { MINIMAL, scenarioOf } from './sample.ts'

describe('a threshold', () => {
  it.each([
    [
      'management_coverage at +24h >= 0.95',
      { aggregate: 'at', operator: '>=', value: 0.95, at: { from: 'change', offset: 86_400_000 } },
    ],
    [
      'management_coverage at 4d 18h>0.5',
      { aggregate: 'at', operator: '>', value: 0.5, at: { from: 'start', offset: 410_400_000 } },
    ],
    [
      'pending at 2026-03-06T18:00 == 0',
      { aggregate: 'at', operator: '==', value: 0, at: { from: 'calendar', local: '2026-03-06T18:00' } },
    ],
    ['protection_gap_devices max <= 50', { aggregate: 'max', operator: '<=', value: 50, at: null }],
    ['checkins_attempted max < 10000', { aggregate: 'max', operator: '<', value: 10000 }],
    ['access_coverage mean != 1', { aggregate: 'mean', operator: '!=', value: 1 }],
    ['protected_wifi end >= 100', { aggregate: 'end', value: 100 }],
    ['management_gap_hours < 300', { aggregate: 'value', value: 300 }],
    ['management_gap_hours p99 < 1d 12h', { aggregate: 'p99', value: 36 }],
    ['protection_gap_hours max <= 90m', { aggregate: 'max', value: 1.5 }],
    ['time_to_95 <= 24h', { metric: 'time_to_95', aggregate: 'value', value: 24 }],
    ['time_to_50 > -12h', { metric: 'time_to_50', aggregate: 'value', value: -12 }],
    ['time_to_100 <= 72.5', { metric: 'time_to_100', aggregate: 'value', value: 72.5 }],
  ])('reads "%s"', (text, expected) => {
    expect(parseThreshold(text)).toMatchObject({ text, ...expected })
  })

  it.each([
    ['foo', ''],
    ['', ''],
    ['managment_coverage end > 0.5', 'did you mean management_coverage?'],
    ['management_coverage > 0.5', ''],
    ['management_coverage p90 > 0.5', ''],
    ['management_coverage at >= 0.5', ''],
    ['management_coverage at soon >= 0.5', ''],
    ['management_coverage end > 95', 'write 0.95'],
    ['management_coverage end > 95%', 'write 0.95'],
    ['management_coverage end => 0.5', ''],
    ['management_coverage end > 24h', ''],
    ['management_gap_hours mean > 2', ''],
    ['management_gap_hours p95 > 2', ''],
    ['management_gap_devices < 3', ''],
    ['time_to_95 max < 3', ''],
    ['time_to_95 < PT8H', 'write 8h'],
    ['time_to_96 < 3', 'did you mean time_to_90?'],
    ['service_queue max < 3', ''],
    ['time_to_95 < 3 < 4', ''],
    ['time_to_95 < 1e9', ''],
    ['constructor max < 3', ''],
  ])('"%s" is refused', (text, hint) => {
    expect(() => parseThreshold(text)).toThrow(ScenarioError)
    try {
      parseThreshold(text)
    } catch (error) {
      expect((error as ScenarioError).hint).toBe(hint)
    }
  })

  it('is resolved to milliseconds since the start', () => {
    const { thresholds } = scenarioOf(`${MINIMAL}thresholds: [management_coverage at +6h > 0.5, time_to_50 < 8h]`)
    expect(thresholds.map(({ at }) => at)).toEqual([30 * 3_600_000, null])
  })

  it('can name every state, outcome, trigger, push fate and gap', () => {
    const expected = [
      ...STATES,
      ...OUTCOMES.map((outcome) => `checkins_${outcome}`),
      ...TRIGGERS.map((trigger) => `checkins_by_${trigger}`),
      ...PUSH_FATES.map((fate) => `pushes_${fate}`),
      ...GAPS.flatMap((gap) => [`${gap}_coverage`, `${gap}_gap_devices`, `${gap}_gap_hours`]),
    ]
    expect(expected.filter((metric) => !METRICS.has(metric))).toEqual([])
    expect(CAUSES.filter((cause) => METRICS.has(cause))).toEqual(['removed'])
  })

  it('can name what is counted of enrolments, calls, actions and stations', () => {
    const expected = [
      ...['reachable', 'hidden', 'enrolments_ok', 'enrolments_failed', 'enrolments_refused', 'certificates_issued'],
      ...['tickets_opened', 'tickets_closed', 'calls_opened', 'calls_closed', 'calls_abandoned'],
      ...['actions_issued', 'actions_executed', 'actions_dropped'],
      ...['push', 'scep', 'help_desk', 'categories', 'support'].flatMap((name) => [`${name}_queue`, `${name}_busy`]),
    ]
    expect(expected.filter((metric) => !METRICS.has(metric))).toEqual([])
    expect(parseThreshold('help_desk_busy mean <= 4.5')).toMatchObject({ metric: 'help_desk_busy', value: 4.5 })
  })

  test.prop([
    fc.oneof(
      fc.string(),
      fc.constantFrom('a ', ' ', 'at ', '< ', 'time_to_95 ', '1').map((piece) => piece.repeat(50_000)),
    ),
  ])('is read or refused with a reason, whatever the text', (text) => {
    try {
      parseThreshold(text)
    } catch (error) {
      expect(error).toBeInstanceOf(ScenarioError)
    }
  })
})
