import { type Check, check } from '../statistics/check.ts'
import {
  exactHours,
  exactly,
  gapOf,
  gapsOf,
  mean,
  outcomesOf,
  proportion,
  share,
  shares,
  type Waits,
  waitsFrom,
} from './closed-forms-checks.ts'
import {
  exponential,
  HOUR,
  type Hours,
  hours,
  type OnOff,
  onOff,
  rates,
  type Sample,
  scenarioOf,
  steadyPolls,
} from './closed-forms-scenario.ts'
import { run } from './run.ts'

const thirdParty = { kind: 'third-party', from: 'third-party', to: 'intune', at: '1d' } as const
/** Microsoft: access is back within two minutes, the default of `unblockDelay`. */
const UNBLOCK: Hours = 1 / 30

/**
 * Form 13, users who leave another service and enrol, with failures: unenrolled by t after the announcement
 * ρ(1 − e^(−t/m)); the gap between is more than t with probability f·e^(−(1−f)t/r), in the mean fr/(1 − f).
 *
 * Source: a geometric number of exponential retries is 0 or exponential with rate (1 − f)/r.
 */
export async function enrolmentRetries(
  sample: Sample,
  { response, delay, failure, retry }: { response: number; delay: Hours; failure: number; retry: Hours },
  at: { readonly unenrolled: readonly Hours[]; readonly longer: readonly Hours[] },
): Promise<Check[]> {
  const migrate = { response, delay: exponential(delay), pause: '0s' }
  const scenario = scenarioOf(13, sample, {
    change: { ...thirdParty, migrate },
    enrolment: { duration: '0s', failure, retry: exponential(retry) },
    horizon: hours(24 + 20 * delay + (20 * retry) / (1 - failure)),
  })
  const results = await run(scenario, { devices: true })
  const { changedAt } = outcomesOf(results)
  const left = waitsFrom(13, scenario.change.at, changedAt)
  const gaps = gapsOf(results, 'management').filter((_, device) => !Number.isNaN(changedAt[device]!))
  const waits: Waits = { form: 13, sorted: gaps.map((gap) => gap / HOUR).sort() }
  const n = gaps.length
  return [
    ...shares(left, at.unenrolled, (t) => response * (1 - Math.exp(-t / delay)), 'unenrolled after'),
    share(waits, 'enrolled at the first attempt', 0, 1 - failure),
    ...shares(waits, at.longer, (t) => 1 - failure * Math.exp((-(1 - failure) * t) / retry), 'enrolled within'),
    mean(waits, (failure * retry) / (1 - failure), undefined, 'mean management gap, h'),
    check({
      form: 13,
      name: 'failures per device',
      simulated: results.load.total('enrolments_failed') / n,
      exact: failure / (1 - failure),
      standardError: Math.sqrt(failure / n) / (1 - failure),
      n,
    }),
  ]
}

/**
 * Form 14, users who enrol when they lose access, `token` after the new rules come into force: of all devices
 * p(1 − e^(−t/m)) are enrolled t after the first that can be; most of them, np/m an hour, at once. An answer's access gap
 * is m + pause + duration + 2 min in the mean; the others stay blocked.
 *
 * The first that can be must be enrolled at a full hour.
 */
export async function deadlineHerd(
  sample: Sample,
  herd: { token: Hours; response: number; delay: Hours; pause: Hours; duration: Hours },
  at: readonly Hours[],
): Promise<Check[]> {
  const { token, response, delay, pause, duration } = herd
  const n = sample.devices
  const force = 48
  const scenario = scenarioOf(14, sample, {
    change: { ...thirdParty, migrate: { response: 0, pause: hours(pause) } },
    enrolment: { duration: hours(duration), failure: 0 },
    conditionalAccess: {
      enforceAt: hours(force),
      tokenLife: hours(token),
      nudge: { response, delay: exponential(delay) },
    },
    horizon: hours(force + 240),
  })
  const results = await run(scenario, { devices: true })
  const { enrolledAt } = outcomesOf(results)
  const blocked = (force + token) * HOUR
  const first = force + token + pause + duration
  const enrolled = waitsFrom(14, first * HOUR, enrolledAt)
  const access = gapsOf(results, 'access')
  const waits = access.filter((_, device) => !Number.isNaN(enrolledAt[device]!)).map((gap) => gap / HOUR)
  const hourly = results.load.columns.get('enrolments_ok')!
  const peak = hourly.indexOf(Math.max(...hourly))
  const back = access.filter((gap, device) => blocked + gap === enrolledAt[device]! + UNBLOCK * HOUR)
  const open = access.filter((_, device) => Number.isNaN(enrolledAt[device]!))
  return [
    ...shares(enrolled, at, (t) => response * (1 - Math.exp(-t / delay)), 'enrolled after'),
    exactly(14, 'hour of most enrolments', peak, first, n),
    proportion(14, 'enrolled in it', hourly[peak]!, n, response * (1 - Math.exp(-1 / delay))),
    mean({ form: 14, sorted: waits }, delay + pause + duration + UNBLOCK, delay, 'mean access gap of an answer, h'),
    exactly(14, 'answers let in two minutes later', back.length, waits.length, n),
    proportion(14, 'blocked in the end', gapOf(results, 'access').open, n, 1 - response),
    exactHours(
      14,
      'their access gap, h',
      open.reduce((most, gap) => Math.max(most, gap), 0),
      240 - token,
      n,
    ),
    exactHours(14, 'longest management gap, h', gapOf(results, 'management').max, pause + duration, n),
  ]
}

/**
 * Form 15, from Office 365 by licence: a device flips at its first poll from the date on which it may, so that of those
 * licensed from the start t/T have flipped t after the change, and as many of those licensed `later` t after that. None
 * of them is ever unmanaged.
 */
export async function licenceFlips(
  sample: Sample,
  { period, licensed, granted, later }: { period: Hours; licensed: number; granted: number; later: Hours },
  at: readonly Hours[],
): Promise<Check[]> {
  const scenario = scenarioOf(15, sample, {
    fleet: { licensed },
    change: {
      kind: 'coexistence',
      from: 'office365',
      to: 'intune',
      licences: [{ at: `+${hours(later)}`, share: granted }],
    },
    poll: steadyPolls(period),
  })
  const results = await run(scenario, { devices: true })
  const flips = waitsFrom(15, scenario.change.at, outcomesOf(results).changedAt)
  const polled = (t: Hours) => Math.min(1, Math.max(0, t / period))
  return [
    ...shares(flips, at, (t) => licensed * polled(t) + (1 - licensed) * granted * polled(t - later), 'flipped after'),
    exactly(15, 'devices with a management gap', gapOf(results, 'management').devices, 0, sample.devices),
  ]
}

/**
 * Form 16, co-management: on/off devices that enrol at their first instant online from a date spread over S; for t ≤ S
 * F(t) = t/S − (1 − π)(1 − e^(−bt))/(bS), then 1 − (1 − π)(e^(−b(t−S)) − e^(−bt))/(bS). None is ever unmanaged.
 */
export async function silentEnrolment(
  sample: Sample,
  { spread, presence }: { spread: Hours; presence: OnOff },
  at: readonly Hours[],
): Promise<Check[]> {
  const { b, pi } = rates(presence)
  const scenario = scenarioOf(16, sample, {
    fleet: { platform: 'windows', presence: onOff(presence) },
    change: { kind: 'co-management', from: 'configmgr', to: 'intune', enrolSpread: hours(spread) },
    enrolment: { failure: 0 },
    channelRenewal: 'off',
  })
  const results = await run(scenario, { devices: true })
  const enrolled = waitsFrom(16, scenario.change.at, outcomesOf(results).enrolledAt)
  const late = (t: Hours) => ((1 - pi) * (Math.exp(-b * Math.max(0, t - spread)) - Math.exp(-b * t))) / (b * spread)
  return [
    ...shares(enrolled, at, (t) => Math.min(1, t / spread) - late(t), 'enrolled after'),
    exactly(16, 'devices with a management gap', gapOf(results, 'management').devices, 0, sample.devices),
  ]
}
