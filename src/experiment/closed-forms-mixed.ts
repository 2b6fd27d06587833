import { type Check, check } from '../statistics/check.ts'
import { moments, outcomesOf } from './closed-forms-checks.ts'
import { HOUR, type Hours, hours, load, type Sample, steadyPolls } from './closed-forms-scenario.ts'
import { run } from './run.ts'

/** Form 11, fixed cohorts of different behaviour: the variance of coverage over replications is Σp(1 − p)/n². */
export async function mixedFleet(
  sample: Sample,
  { periods, replications }: { periods: { android: Hours; windows: Hours }; replications: number },
  at: readonly Hours[],
): Promise<Check[]> {
  const n = sample.devices
  const platforms = ['android', 'windows'] as const
  const scenario = load(11, sample.seed, {
    fleet: platforms.map((platform) => ({ cohort: platform, devices: n / 2, platform, presence: 'always' })),
    change: { at: '0s' },
    poll: steadyPolls(0, { interval: { android: hours(periods.android), windows: hours(periods.windows) } }),
    channelRenewal: 'off',
    horizon: hours(Math.max(...at) + 1),
  })
  const covered = at.map(() => new Float64Array(replications))
  for (let replication = 0; replication < replications; replication++) {
    const { firstCheckin } = outcomesOf(await run(scenario, { devices: true, replication }))
    at.forEach((t, index) => {
      covered[index]![replication] = firstCheckin.filter((time) => time <= t * HOUR).length / n
    })
  }
  return at.flatMap((t, index) => {
    const { average, deviation } = moments(covered[index]!)
    const p = platforms.map((platform) => Math.min(1, t / periods[platform]))
    const variance = (p[0]! * (1 - p[0]!) + p[1]! * (1 - p[1]!)) / 2 / n
    return [
      check({
        form: 11,
        name: `mean coverage at ${t} h`,
        simulated: average,
        exact: (p[0]! + p[1]!) / 2,
        standardError: Math.sqrt(variance / replications),
        n: replications,
      }),
      check({
        form: 11,
        name: `variance of coverage at ${t} h`,
        simulated: deviation ** 2,
        exact: variance,
        standardError: variance * Math.sqrt(2 / (replications - 1)),
        n: replications,
      }),
    ]
  })
}
