import type { Results } from '../measure/results.ts'
import { type Check, check } from '../statistics/check.ts'
import { finiteSource } from '../statistics/queueing.ts'
import { exactly, outcomesOf, replicated } from './closed-forms-checks.ts'
import {
  type Document,
  exponential,
  HOUR,
  hours,
  load,
  perfectPush,
  type Sample,
  scenarioOf,
} from './closed-forms-scenario.ts'
import { run } from './run.ts'

const MINUTE = 60_000

/**
 * Form 17, users with a gap that no call cures, who call at a rate `calls` an hour when they are not on the line, and
 * agents who serve `served` an hour: M/M/c//N, after a warm-up.
 */
export async function helpDesk(
  sample: Sample,
  { agents, calls, served }: { agents: number; calls: number; served: number },
  { days, warmUp, replications }: { days: number; warmUp: number; replications: number },
): Promise<Check[]> {
  const scenario = scenarioOf(17, sample, {
    fleet: { profiles: { configuration: 'unassigned' } },
    change: { at: '0s' },
    push: perfectPush,
    retention: { max: '1ms' },
    helpDesk: { agents, handling: exponential(1 / served), hours: 'always', callAfter: exponential(1 / calls) },
    horizon: `${days}d`,
  })
  const seen = { rate: [] as number[], queue: [] as number[], busy: [] as number[], wait: [] as number[] }
  for (let replication = 0; replication < replications; replication++) {
    const results = await run(scenario, { replication })
    const settled = (column: string) => {
      const values = results.load.columns.get(column)!.subarray(24 * warmUp)
      return values.reduce((sum, value) => sum + value, 0) / values.length
    }
    seen.rate.push(settled('calls_opened'))
    seen.queue.push(settled('help_desk_queue'))
    seen.busy.push(settled('help_desk_busy'))
    seen.wait.push(results.stations.find(({ name }) => name === 'help_desk')!.meanWait / HOUR)
  }
  const exact = finiteSource(agents, sample.devices, calls / served)
  return [
    replicated(17, 'calls an hour', seen.rate, exact.throughput * served),
    replicated(17, 'callers in the line', seen.queue, exact.waiting),
    replicated(17, 'busy agents', seen.busy, exact.throughput),
    replicated(17, 'wait, h', seen.wait, exact.wait / served),
  ]
}

/** Form 20, manual work on N devices at one instant, s each in whole ms: the k-th is done after ks; the mean is (N + 1)s/2. */
export async function categoryWork(sample: Sample, ratePerHour: number): Promise<Check[]> {
  const waits = await managedAfter(sample, {
    fleet: { category: 1 },
    categories: { kinds: ['configuration'], ratePerHour, hours: 'always' },
  })
  const each = Math.round(HOUR / ratePerHour)
  return exactWaits(waits, 'category', (k) => k * each, ((sample.devices + 1) * each) / 2)
}

/** Form 20, certificates for N devices at a whole minute, R a minute: the i-th is there after ⌊(i − 1)/R⌋ minutes. */
export async function certificateIssue(sample: Sample, ratePerMinute: number): Promise<Check[]> {
  const waits = await managedAfter(sample, { stations: { scep: { ratePerMinute } } })
  const n = sample.devices
  const full = Math.floor(n / ratePerMinute)
  const minutes = (ratePerMinute * full * (full - 1)) / 2 + (n - full * ratePerMinute) * full
  return exactWaits(waits, 'certificate', (k) => Math.floor((k - 1) / ratePerMinute) * MINUTE, (minutes * MINUTE) / n)
}

/**
 * Form 22, a push pool that goes to the first B devices: with o that are never online before the m that are, none of
 * these is reached if o ≥ B, else B − o with each tick.
 */
export async function fixedPool(sample: PoolSample, batch: number, ticks: number): Promise<Check[]> {
  const reached = reachedBy(await pool(sample, { batch, order: 'fixed' }, ticks))
  const { absent, present } = sample
  const each = Math.max(0, batch - absent)
  const exact = (tick: number) => Math.min(present, each * tick)
  const all = Array.from({ length: ticks }, (_, tick) => tick + 1)
  const name = `fixed pool of ${absent} absent`
  return [
    exactly(22, `${name}: ticks as expected`, all.filter((k) => reached(k) === exact(k)).length, ticks, present),
    exactly(22, `${name}: reached in the end`, reached(ticks), exact(ticks), present),
  ]
}

/** Form 22, a push pool that goes to B random devices: of m not yet reached m(1 − B/(o + m)) are left, in the mean. */
export async function randomPool(
  sample: PoolSample,
  batch: number,
  replications: number,
  ticks: readonly number[],
): Promise<Check[]> {
  const { absent, present } = sample
  const last = Math.max(...ticks)
  const left = ticks.map(() => [] as number[])
  for (let replication = 0; replication < replications; replication++) {
    const reached = reachedBy(await pool(sample, { batch, order: 'random' }, last, replication))
    ticks.forEach((tick, index) => {
      left[index]!.push(present - reached(tick))
    })
  }
  const exact = [present]
  for (let tick = 1; tick <= last; tick++) exact.push(exact[tick - 1]! * (1 - batch / (absent + exact[tick - 1]!)))
  return ticks.map((tick, index) => replicated(22, `random pool: left after tick ${tick}`, left[index]!, exact[tick]!))
}

/** Figures of a separate simulation of 50 000 devices and 600 a minute; they depend on the ratio alone. */
const BACK_OFF = { half: 42, ninety: 86, last: 133, attempts: 4.1 }

/**
 * Form 23, admission to the service with a back-off of 5 minutes that doubles up to an hour: not exact, so that the
 * figures may be 5 % off, which is taken for four standard errors.
 *
 * The devices must be 250/3 of those admitted in a minute.
 */
export async function backOff(sample: Sample, ratePerMinute: number): Promise<Check[]> {
  const scenario = scenarioOf(23, sample, {
    push: perfectPush,
    stations: { service: { ratePerMinute } },
    horizon: '2d',
  })
  const results = await run(scenario, { devices: true })
  const n = sample.devices
  const minutes = outcomesOf(results)
    .firstCheckin.map((time) => (time - scenario.change.at) / MINUTE)
    .sort()
  const within = (name: string, simulated: number, exact: number) =>
    check({ form: 23, name, simulated, exact, standardError: (0.05 * exact) / 4, n })
  return [
    within('half admitted, min', minutes[Math.ceil(0.5 * n) - 1]!, BACK_OFF.half),
    within('90 % admitted, min', minutes[Math.ceil(0.9 * n) - 1]!, BACK_OFF.ninety),
    within('last admitted, min', minutes[n - 1]!, BACK_OFF.last),
    within('attempts per device', results.load.total('checkins_attempted') / n, BACK_OFF.attempts),
  ]
}

/** Waits in ms from the change, at which all devices check in, until nothing is missing, ascending. */
async function managedAfter(sample: Sample, parts: Parameters<typeof scenarioOf>[2]): Promise<Float64Array> {
  const scenario = scenarioOf(20, sample, { push: perfectPush, ...parts })
  const { managedAt } = outcomesOf(await run(scenario, { devices: true }))
  return managedAt.map((time) => time - scenario.change.at).sort()
}

function exactWaits(waits: Float64Array, name: string, kth: (k: number) => number, mean: number): Check[] {
  const n = waits.length
  const sum = waits.reduce((total, wait) => total + wait, 0)
  return [
    exactly(20, `${name}: devices done in time`, waits.filter((wait, index) => wait === kth(index + 1)).length, n, n),
    exactly(20, `${name}: mean, h`, Math.round(sum / n) / HOUR, Math.round(mean) / HOUR, n),
  ]
}

interface PoolSample {
  readonly seed: string
  /** Devices that are never online, numbered first. */
  readonly absent: number
  readonly present: number
}

/** Runs a push pool from the change, a whole minute, over some ticks. */
function pool(sample: PoolSample, push: Document, ticks: number, replication = 0): Promise<Results> {
  const common = { platform: 'android' }
  const scenario = load(22, sample.seed, {
    fleet: [
      { cohort: 'absent', devices: sample.absent, presence: 'dormant', ...common },
      { cohort: 'present', devices: sample.present, presence: 'always', ...common },
    ],
    change: { at: '1h' },
    push: perfectPush,
    stations: { push: { every: '1m', ...push } },
    horizon: hours(1 + ticks / 60),
  })
  return run(scenario, { devices: true, replication })
}

/** How many devices have checked in by a tick; the first is at the change. */
function reachedBy(results: Results): (tick: number) => number {
  const { firstCheckin } = outcomesOf(results)
  const first = results.scenario.change.at
  return (tick) => firstCheckin.filter((time) => time <= first + (tick - 1) * MINUTE).length
}
