import type { Results, TimelineColumn } from '../measure/results.ts'
import type { Check } from '../statistics/check.ts'
import { exactly, proportion } from './closed-forms-checks.ts'
import {
  HOUR,
  type Hours,
  hours,
  type OnOff,
  onOff,
  perfectPush,
  rates,
  type Sample,
  scenarioOf,
} from './closed-forms-scenario.ts'
import { run } from './run.ts'

const DAY = 24 * HOUR

/**
 * Form 18, devices that never return, of whose identity certificates U(a, b) days are left: t days after the start
 * (t − a)/(b − a) of them have expired; 180 days later their records are gone.
 */
export async function dormantFleet(
  sample: Sample,
  { least, most }: { least: number; most: number },
  days: readonly number[],
): Promise<Check[]> {
  const scenario = scenarioOf(18, sample, {
    fleet: { presence: 'dormant' },
    identityCertificate: { remaining: { uniform: [`${least}d`, `${most}d`] } },
    horizon: `${Math.max(...days) + 1}d`,
    bucket: '1d',
  })
  const results = await run(scenario)
  const expired = (day: number) => Math.min(1, Math.max(0, (day - least) / (most - least)))
  return days.flatMap((day) => {
    const removed = countAt(results, 'removed', day * DAY)
    const either = removed + countAt(results, 'identity_expired', day * DAY)
    return [
      proportion(18, `expired after ${day} d`, either, sample.devices, expired(day)),
      proportion(18, `removed after ${day} d`, removed, sample.devices, expired(day - 180)),
    ]
  })
}

/** Form 19, devices that lose their compliance for good just after the change: t later 1 − t/lag are reported compliant. */
export async function lostCompliance(sample: Sample, lag: Hours, at: readonly Hours[]): Promise<Check[]> {
  const scenario = scenarioOf(19, sample, {
    fleet: { profiles: { configuration: 'unassigned' } },
    retention: { max: '1ms' },
    compliance: { reportLag: { uniform: ['0s', hours(lag)] } },
  })
  const results = await run(scenario)
  const changed = scenario.change.at
  const n = sample.devices
  return [
    exactly(19, 'reported compliant before the change', countAt(results, 'compliance_reported', changed - HOUR), n, n),
    exactly(19, 'compliant an hour after it', countAt(results, 'compliance_true', changed + HOUR), 0, n),
    ...at.map((t) => {
      const reported = countAt(results, 'compliance_reported', changed + t * HOUR)
      return proportion(19, `reported compliant after ${t} h`, reported, n, Math.max(0, 1 - t / lag))
    }),
  ]
}

/** Form 21, a remote action to on/off devices: executed as a push stored for ever reaches them, S(t) = (1 − π)e^(−bt), at tenths of an hour. */
export async function actionReaches(sample: Sample, presence: OnOff, at: readonly Hours[]): Promise<Check[]> {
  const { b, pi } = rates(presence)
  const issued = 24
  const scenario = scenarioOf(21, sample, {
    fleet: { presence: onOff(presence) },
    change: { at: '11d', actions: [{ at: hours(issued), kind: 'lock' }] },
    push: perfectPush,
    bucket: '6m',
  })
  const { load } = await run(scenario)
  const counts = load.columns.get('actions_executed')!
  const n = sample.devices
  return [
    exactly(21, 'actions issued', load.total('actions_issued'), n, n),
    exactly(21, 'actions dropped', load.total('actions_dropped'), 0, n),
    ...at.map((t) => {
      const executed = counts.subarray(0, Math.round(10 * (issued + t))).reduce((sum, count) => sum + count, 0)
      return proportion(21, `executed within ${t} h`, executed, n, 1 - (1 - pi) * Math.exp(-b * t))
    }),
  ]
}

/** How many devices count for a column at the first instant of a bucket. */
function countAt({ timeline, scenario }: Results, column: TimelineColumn, time: number): number {
  return timeline.count(column, 0, time / scenario.bucket)
}
