import { loadScenario } from '../scenario/load.ts'
import { type Check, check } from '../statistics/check.ts'
import { run } from './run.ts'

/** Hours; every parameter and every time of this file is in hours unless its name says otherwise. */
type Hours = number
const HOUR = 3_600_000

/** On/off presence: exponential spells with these means. */
interface OnOff {
  readonly online: Hours
  readonly offline: Hours
}

interface Sample {
  readonly seed: string
  readonly devices: number
}

type Document = Readonly<Record<string, unknown>>

/** What one simulated fleet shows: the time from the change to the first `ok` check-in per device, ∞ if there is none. */
interface Waits {
  readonly form: number
  readonly sorted: Float64Array
}

/**
 * Form 1, polls only: F(t) = t/T; mean T/2; the k-th of n devices on average at T·k/(n + 1).
 *
 * Source: the equilibrium residual of a fixed period is uniform.
 */
export async function pollsOnly(sample: Sample, period: Hours, at: readonly Hours[], share: number): Promise<Check[]> {
  const waits = await waitsOf(1, sample, { poll: { interval: hours(period) }, push: 'off' })
  const n = sample.devices
  const k = Math.ceil(share * n)
  const kth = waits.sorted[k - 1]!
  const deviation = period * Math.sqrt((k * (n - k + 1)) / ((n + 1) ** 2 * (n + 2)))
  return [
    ...shares(waits, at, (t) => Math.min(1, t / period)),
    mean(waits, period / 2, period / Math.sqrt(12)),
    check({
      form: 1,
      name: `time to ${share * 100} %, h`,
      simulated: kth,
      exact: (period * k) / (n + 1),
      standardError: deviation,
      n,
    }),
  ]
}

/** Form 2, one push racing the poll: F(t) = 1 − (1 − p(1 − e^(−t/m)))(1 − t/T) up to T. */
export async function pushAndPolls(
  sample: Sample,
  { period, dead, latency }: { period: Hours; dead: number; latency: Hours },
  at: readonly Hours[],
): Promise<Check[]> {
  const waits = await waitsOf(2, sample, {
    poll: { interval: hours(period) },
    push: { ...perfectPush, latency: { exponential: hours(latency) }, deadShare: dead },
  })
  return shares(waits, at, (t) => 1 - (1 - (1 - dead) * (1 - Math.exp(-t / latency))) * (1 - t / period))
}

/** Form 3, retries against loss, polls off: reached by attempt k + 1 (1 − d)(1 − q^(k+1)). */
export async function lossyRetries(
  sample: Sample,
  { dead, loss, retries, every }: { dead: number; loss: number; retries: number; every: Hours },
): Promise<Check[]> {
  const waits = await waitsOf(3, sample, {
    poll: 'off',
    push: { ...perfectPush, latency: '10s', deadShare: dead, loss, retries, retryEvery: hours(every) },
  })
  const reached = (k: number) => (1 - dead) * (1 - loss ** (k + 1))
  const attempts = Array.from({ length: retries + 1 }, (_, k) => k)
  return [
    ...attempts.map((k) => share(waits, `reached by attempt ${k + 1}`, k * every + 0.5 * every, reached(k))),
    share(waits, 'reached at all', Number.MAX_VALUE, reached(retries)),
  ]
}

/** Form 4, on/off devices and a push stored for ever: S(t) = (1 − π)e^(−bt). */
export async function storedForEver(sample: Sample, presence: OnOff, at: readonly Hours[]): Promise<Check[]> {
  const { b, pi } = rates(presence)
  const waits = await waitsOf(4, sample, { presence: onOff(presence), poll: 'off', push: perfectPush })
  return shares(waits, at, (t) => 1 - (1 - pi) * Math.exp(-b * t))
}

/** Form 5, on/off devices that make up for overdue polls, the change at the start: see the formula; mean T/2 + (1 − π)/b. */
export async function overduePolls(
  sample: Sample,
  { period, presence }: { period: Hours; presence: OnOff },
  at: readonly Hours[],
): Promise<Check[]> {
  const { b, pi } = rates(presence)
  const waits = await waitsOf(5, sample, {
    presence: onOff(presence),
    change: '0s',
    poll: { interval: hours(period), onReconnect: 'overdue-poll', reconnectDelay: '0s' },
    push: 'off',
  })
  const survival = (t: Hours) =>
    t <= period
      ? 1 - t / period + ((1 - pi) * (1 - Math.exp(-b * t))) / (b * period)
      : ((1 - pi) / (b * period)) * (Math.exp(-b * (t - period)) - Math.exp(-b * t))
  return [...shares(waits, at, (t) => 1 - survival(t)), mean(waits, period / 2 + (1 - pi) / b)]
}

/** Form 6, on/off devices that skip polls due offline: a geometric chain over due times, interpolated by the phase. */
export async function skippedPolls(
  sample: Sample,
  { period, presence }: { period: Hours; presence: OnOff },
  at: readonly Hours[],
): Promise<Check[]> {
  const { a, b, pi } = rates(presence)
  const waits = await waitsOf(6, sample, {
    presence: onOff(presence),
    poll: { interval: hours(period), onReconnect: 'next-phase' },
    push: 'off',
  })
  const q = pi * (1 - Math.exp(-(a + b) * period))
  const missed = (k: number) => (k === 0 ? 1 : (1 - pi) * (1 - q) ** (k - 1))
  return shares(waits, at, (t) => {
    const m = Math.floor(t / period)
    const r = t - m * period
    return 1 - (1 - r / period) * missed(m) - (r / period) * missed(m + 1)
  })
}

/** Form 7, Apple devices until the certificate's upload g after the change: F(t) = (t − g)/T on [g, g + T]. */
export async function certificateUpload(
  sample: Sample,
  { period, upload }: { period: Hours; upload: Hours },
  at: readonly Hours[],
): Promise<Check[]> {
  const waits = await waitsOf(7, sample, {
    platform: 'ios',
    direction: { from: 'intune', to: 'hybrid', apns: { uploads: [{ at: `+${hours(upload)}` }] } },
    poll: { interval: hours(period) },
    push: 'off',
  })
  return shares(waits, at, (t) => Math.min(1, Math.max(0, (t - upload) / period)))
}

/** Form 8, poll intervals U(a, b): the residual's distribution. */
export async function jitteredPolls(
  sample: Sample,
  { period, jitter }: { period: Hours; jitter: number },
  at: readonly Hours[],
): Promise<Check[]> {
  const waits = await waitsOf(8, sample, { poll: { interval: hours(period), jitter }, push: 'off' })
  const low = period * (1 - jitter)
  const high = period * (1 + jitter)
  return shares(waits, at, (t) =>
    t <= low ? t / period : (low + ((high - low) / 2) * (1 - ((high - t) / (high - low)) ** 2)) / period,
  )
}

/** Form 9, one stored push with a time to live τ: F(t) = p(1 − (1 − π)e^(−b·min(t, τ))). */
export async function timeToLive(
  sample: Sample,
  { dead, presence, live }: { dead: number; presence: OnOff; live: Hours },
  at: readonly Hours[],
): Promise<Check[]> {
  const { b, pi } = rates(presence)
  const waits = await waitsOf(9, sample, {
    presence: onOff(presence),
    poll: 'off',
    push: { ...perfectPush, deadShare: dead, timeToLive: { fcm: hours(live) } },
  })
  return shares(waits, at, (t) => (1 - dead) * (1 - (1 - pi) * Math.exp(-b * Math.min(t, live))))
}

/** Form 11, fixed cohorts of different behaviour: the variance of coverage over replications is Σp(1 − p)/n². */
export async function mixedFleet(
  sample: Sample,
  { periods, replications }: { periods: { android: Hours; windows: Hours }; replications: number },
  at: readonly Hours[],
): Promise<Check[]> {
  const n = sample.devices
  const platforms = ['android', 'windows'] as const
  const scenario = load({
    ...envelope(11, sample.seed, '0s'),
    fleet: platforms.map((platform) => ({ cohort: platform, devices: n / 2, platform, presence: 'always' })),
    poll: { interval: { android: hours(periods.android), windows: hours(periods.windows) }, jitter: 0 },
    push: 'off',
    channelRenewal: 'off',
    horizon: hours(Math.max(...at) + 1),
  })
  const covered = at.map(() => [] as number[])
  for (let replication = 0; replication < replications; replication++) {
    const { devices } = await run(scenario, { devices: true, replication })
    at.forEach((t, index) => {
      covered[index]!.push((devices?.firstCheckin.filter((time) => time <= t * HOUR).length ?? 0) / n)
    })
  }
  return at.flatMap((t, index) => {
    const values = covered[index]!
    const p = platforms.map((platform) => Math.min(1, t / periods[platform]))
    const exactMean = (p[0]! + p[1]!) / 2
    const variance = (p[0]! * (1 - p[0]!) + p[1]! * (1 - p[1]!)) / 2 / n
    const average = values.reduce((sum, value) => sum + value, 0) / replications
    const square = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (replications - 1)
    return [
      check({
        form: 11,
        name: `mean coverage at ${t} h`,
        simulated: average,
        exact: exactMean,
        standardError: Math.sqrt(variance / replications),
        n: replications,
      }),
      check({
        form: 11,
        name: `variance of coverage at ${t} h`,
        simulated: square,
        exact: variance,
        standardError: variance * Math.sqrt(2 / (replications - 1)),
        n: replications,
      }),
    ]
  })
}

/** Form 12, a push that always works and everyone online: no protection gap; the management gap is the push or an earlier poll. */
export async function perfectMove(
  sample: Sample,
  { period, detect, latency }: { period: Hours; detect: Hours; latency: Hours },
): Promise<Check[]> {
  const push = { ...perfectPush, detectDelay: hours(detect), latency: hours(latency) }
  const scenario = scenarioOf(12, sample, { poll: { interval: hours(period) }, push })
  const { devices, ledger } = await run(scenario, { devices: true })
  const reach = detect + latency
  const waits = sortedWaits(12, devices?.firstCheckin ?? new Float64Array(), scenario.change.at)
  const gap = (name: 'management' | 'protection') => ledger.totals.find((row) => row.gap === name && row.series === 0)!
  const exactly = (name: string, simulated: number, exact: number) =>
    check({ form: 12, name, simulated, exact, standardError: 0, n: sample.devices })
  return [
    exactly('devices with a protection gap', gap('protection').devices, 0),
    exactly('longest management gap, h', gap('management').max / HOUR, reach),
    mean(waits, reach - reach ** 2 / (2 * period)),
    share(waits, 'first by their poll', reach - 1e-6, reach / period),
  ]
}

const perfectPush = { detectDelay: '0s', latency: '0s', deadShare: 0, loss: 0, retries: 0 } as const

interface Setting {
  readonly platform?: string
  readonly presence?: unknown
  readonly direction?: Document
  readonly change?: string
  readonly poll: unknown
  readonly push: unknown
}

function envelope(
  form: number,
  seed: string,
  at: string,
  direction: Document = { from: 'hybrid', to: 'intune' },
): Document {
  return {
    name: `closed form ${form}`,
    seed,
    change: { kind: 'in-place', at, ...direction },
    horizon: '12d',
    bucket: '1h',
  }
}

function scenarioOf(form: number, sample: Sample, setting: Setting): ReturnType<typeof load> {
  const { platform = 'android', presence = 'always', direction, change = '1d', poll, push } = setting
  return load({
    ...envelope(form, sample.seed, change, direction),
    fleet: [{ cohort: 'fleet', devices: sample.devices, platform, presence }],
    poll: typeof poll === 'object' ? { jitter: 0, ...poll } : poll,
    push,
  })
}

function load(document: Document) {
  const loaded = loadScenario(JSON.stringify(document), { file: 'closed form' })
  if (!loaded.ok) throw new Error(loaded.diagnostics.map((diagnostic) => diagnostic.message).join('; '))
  return loaded.scenario
}

async function waitsOf(form: number, sample: Sample, setting: Setting): Promise<Waits> {
  const scenario = scenarioOf(form, sample, setting)
  const { devices } = await run(scenario, { devices: true })
  return sortedWaits(form, devices?.firstCheckin ?? new Float64Array(), scenario.change.at)
}

function sortedWaits(form: number, firstCheckin: Float64Array, changedAt: number): Waits {
  return {
    form,
    sorted: firstCheckin
      .map((time) => (Number.isNaN(time) ? Number.POSITIVE_INFINITY : (time - changedAt) / HOUR))
      .sort(),
  }
}

function shares(waits: Waits, at: readonly Hours[], exact: (t: Hours) => number): Check[] {
  return at.map((t) => share(waits, `share after ${t} h`, t, exact(t)))
}

function share(waits: Waits, name: string, t: Hours, exact: number): Check {
  const n = waits.sorted.length
  const simulated = waits.sorted.filter((wait) => wait <= t).length / n
  return check({ form: waits.form, name, simulated, exact, standardError: Math.sqrt((exact * (1 - exact)) / n), n })
}

/** The mean wait, with the error of the known or else the observed deviation. */
function mean(waits: Waits, exact: Hours, deviation?: Hours): Check {
  const n = waits.sorted.length
  const simulated = waits.sorted.reduce((sum, wait) => sum + wait, 0) / n
  const observed = Math.sqrt(waits.sorted.reduce((sum, wait) => sum + (wait - simulated) ** 2, 0) / (n - 1))
  return check({
    form: waits.form,
    name: 'mean, h',
    simulated,
    exact,
    standardError: (deviation ?? observed) / Math.sqrt(n),
    n,
  })
}

function onOff({ online, offline }: OnOff): Document {
  return { kind: 'renewal', online: { exponential: hours(online) }, offline: { exponential: hours(offline) } }
}

/** Rates on→off (a) and off→on (b), and the stationary share online. */
function rates({ online, offline }: OnOff): { a: number; b: number; pi: number } {
  return { a: 1 / online, b: 1 / offline, pi: online / (online + offline) }
}

/** A duration as scenarios write it, in whole milliseconds. */
function hours(value: Hours): string {
  return `${Math.round(value * HOUR)}ms`
}
