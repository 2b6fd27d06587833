import { type Check, check } from '../statistics/check.ts'
import {
  exactHours,
  exactly,
  gapOf,
  mean,
  outcomesOf,
  share,
  shares,
  type Waits,
  waitsFrom,
} from './closed-forms-checks.ts'
import {
  exponential,
  type Hours,
  hours,
  type OnOff,
  onOff,
  perfectPush,
  rates,
  type Sample,
  scenarioOf,
  steadyPolls,
} from './closed-forms-scenario.ts'
import { run } from './run.ts'

/**
 * Form 1, polls only: F(t) = t/T; mean T/2; the k-th of n devices on average at T·k/(n + 1).
 *
 * Source: the equilibrium residual of a fixed period is uniform.
 */
export async function pollsOnly(sample: Sample, period: Hours, at: readonly Hours[], share: number): Promise<Check[]> {
  const waits = await waitsOf(1, sample, { poll: steadyPolls(period) })
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
    poll: steadyPolls(period),
    push: { ...perfectPush, latency: exponential(latency), deadShare: dead },
  })
  return shares(waits, at, (t) => 1 - (1 - (1 - dead) * (1 - Math.exp(-t / latency))) * (1 - t / period))
}

/** Form 3, retries against loss, polls off: reached by attempt k + 1 (1 − d)(1 − q^(k+1)). */
export async function lossyRetries(
  sample: Sample,
  { dead, loss, retries, every }: { dead: number; loss: number; retries: number; every: Hours },
): Promise<Check[]> {
  const waits = await waitsOf(3, sample, {
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
  const waits = await waitsOf(4, sample, { fleet: { presence: onOff(presence) }, push: perfectPush })
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
    fleet: { presence: onOff(presence) },
    change: { at: '0s' },
    poll: steadyPolls(period, { onReconnect: 'overdue-poll', reconnectDelay: '0s' }),
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
    fleet: { presence: onOff(presence) },
    poll: steadyPolls(period, { onReconnect: 'next-phase' }),
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
    fleet: { platform: 'ios' },
    change: { from: 'intune', to: 'hybrid', apns: { uploads: [{ at: `+${hours(upload)}` }] } },
    poll: steadyPolls(period),
  })
  return shares(waits, at, (t) => Math.min(1, Math.max(0, (t - upload) / period)))
}

/** Form 8, poll intervals U(a, b): the residual's distribution. */
export async function jitteredPolls(
  sample: Sample,
  { period, jitter }: { period: Hours; jitter: number },
  at: readonly Hours[],
): Promise<Check[]> {
  const waits = await waitsOf(8, sample, { poll: steadyPolls(period, { jitter }) })
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
    fleet: { presence: onOff(presence) },
    push: { ...perfectPush, deadShare: dead, timeToLive: { fcm: hours(live) } },
  })
  return shares(waits, at, (t) => (1 - dead) * (1 - (1 - pi) * Math.exp(-b * Math.min(t, live))))
}

/** Form 12, a push that always works and everyone online: no protection gap; the management gap is the push or an earlier poll. */
export async function perfectMove(
  sample: Sample,
  { period, detect, latency }: { period: Hours; detect: Hours; latency: Hours },
): Promise<Check[]> {
  const push = { ...perfectPush, detectDelay: hours(detect), latency: hours(latency) }
  const scenario = scenarioOf(12, sample, { poll: steadyPolls(period), push })
  const results = await run(scenario, { devices: true })
  const reach = detect + latency
  const waits = waitsFrom(12, scenario.change.at, outcomesOf(results).firstCheckin)
  const n = sample.devices
  return [
    exactly(12, 'devices with a protection gap', gapOf(results, 'protection').devices, 0, n),
    exactHours(12, 'longest management gap, h', gapOf(results, 'management').max, reach, n),
    mean(waits, reach - reach ** 2 / (2 * period)),
    share(waits, 'first by their poll', reach - 1e-6, reach / period),
  ]
}

/** The waits from the change to the first `ok` check-in. */
async function waitsOf(form: number, sample: Sample, parts: Parameters<typeof scenarioOf>[2]): Promise<Waits> {
  const scenario = scenarioOf(form, sample, parts)
  const { firstCheckin } = outcomesOf(await run(scenario, { devices: true }))
  return waitsFrom(form, scenario.change.at, firstCheckin)
}
