import type { ScenarioDocument } from '../schema/schema.ts'
import type { Path, Problem } from '../words/diagnostic.ts'
import { DAY, parseDuration } from '../words/duration.ts'
import { namedCohorts } from './cohorts.ts'
import { CAPS, estimate } from './estimate.ts'

/** Refuses what would take more events, devices or rows than can be computed, with the estimate, before anything is allocated. */
export function findWorkBreaks(document: ScenarioDocument): Problem[] {
  return [...bucketBreaks(document), ...fleetBreaks(document), ...repetitionBreaks(document)]
}

function bucketBreaks(document: ScenarioDocument): Problem[] {
  const [bucket, horizon] = [parseDuration(document.bucket), parseDuration(document.horizon)]
  const allowed = 'from 1m to the horizon'
  if (bucket < 60_000) return [{ path: ['bucket'], code: 'out-of-range', message: 'is shorter than a minute', allowed }]
  if (bucket > horizon)
    return [{ path: ['bucket'], code: 'out-of-range', message: 'is longer than the horizon', allowed }]
  const { buckets, rows } = estimate(document)
  if (buckets > CAPS.buckets)
    return [tooMuch(['bucket'], `makes ${round(buckets)} rows of each time series`, CAPS.buckets)]
  return rows > CAPS.rows ? [tooMuch(['bucket'], `makes ${round(rows)} rows over all cohorts`, CAPS.rows)] : []
}

function fleetBreaks(document: ScenarioDocument): Problem[] {
  const cohorts = namedCohorts(document)
  const { devices, perDevice, events } = estimate(document)
  const busiest = perDevice.indexOf(Math.max(...perDevice))
  const largest = [...cohorts[indexOfLargest(cohorts.map(({ cohort }) => cohort.devices))]!.path, 'devices']
  if (perDevice[busiest]! > CAPS.perDevice) {
    const span = `${Math.ceil(parseDuration(document.horizon) / DAY)} days`
    return [
      tooMuch(
        cohorts[busiest]!.path,
        `comes to about ${round(perDevice[busiest]!)} events per device in ${span}`,
        CAPS.perDevice,
      ),
    ]
  }
  if (devices > CAPS.devices) {
    return [
      tooMuch(
        largest,
        `comes to ${round(devices)} devices and about ${round(events)} events`,
        CAPS.devices,
        ' devices',
      ),
    ]
  }
  return events > CAPS.events
    ? [tooMuch(largest, `comes to about ${round(events)} events`, CAPS.events, ' events')]
    : []
}

function repetitionBreaks(document: ScenarioDocument): Problem[] {
  const { batches, attempts } = estimate(document)
  const [push, canary]: [Path, Path] = [
    ['stations', 'push', 'every'],
    ['canary', 'repeat'],
  ]
  return [
    ...(batches > CAPS.perDevice ? [tooMuch(push, `comes to ${round(batches)} batches`, CAPS.perDevice)] : []),
    ...(attempts > CAPS.perDevice ? [tooMuch(canary, `comes to ${round(attempts)} attempts`, CAPS.perDevice)] : []),
  ]
}

function indexOfLargest(values: readonly number[]): number {
  return values.reduce((best, value, index) => (value > values[best]! ? index : best), 0)
}

function tooMuch(path: Path, message: string, cap: number, unit = ''): Problem {
  return { path, code: 'too-much-work', message, allowed: `at most ${round(cap)}${unit}` }
}

function round(value: number): string {
  return value < 1e7 ? String(Math.round(value)) : value.toExponential(1).replace('.0e+', 'e').replace('e+', 'e')
}
