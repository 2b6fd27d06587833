import type { TimeFrame } from '../calendar/time-frame.ts'
import type { ScenarioDocument } from '../schema/schema.ts'
import { parseThreshold } from '../threshold.ts'
import { type Path, type Problem, ScenarioError } from '../words/diagnostic.ts'
import { formatDuration } from '../words/duration.ts'
import { isHole } from '../words/hole.ts'
import { instantOf, type Point, parsePoint } from '../words/point.ts'
import { namedCohorts } from './cohorts.ts'
import { pointsOf, tracesOf } from './points-of.ts'

const SIMULATED = 'a time from the start to before the horizon'

/** Finds local times that do not exist, dates outside the simulated time that need to be in it, and intervals that end too early. */
export function findDateBreaks(document: ScenarioDocument, frame: TimeFrame): Problem[] {
  const { change, thresholds } = document
  const written = pointsOf(document).filter(({ text }) => !isHole(text))
  const asked = thresholds.map((text) => (isHole(text) ? null : parseThreshold(text).at))
  return [
    ...missingHour(
      ['start'],
      isHole(document.start) ? null : { from: 'calendar', local: document.start },
      document.timezone,
    ),
    ...written.flatMap(({ path, text }) => missingHour(path, parsePoint(text), document.timezone)),
    ...outside(['change', 'at'], frame.changeAt, frame),
    ...change.waves.flatMap((wave, index) => outside(['change', 'waves', index, 'at'], frame.at(wave.at), frame)),
    ...asked.flatMap((point, index) => [
      ...missingHour(['thresholds', index], point, document.timezone),
      ...outside(['thresholds', index], point === null ? Number.NaN : frame.resolve(point), frame),
    ]),
    ...decommissionBreaks(change, frame),
    ...namedCohorts(document)
      .flatMap(({ cohort, path }) => tracesOf(cohort.presence, [...path, 'presence']))
      .filter(({ interval: [from, to] }) => frame.at(to) < frame.at(from))
      .map(({ path }): Problem => ({ path, code: 'out-of-range', message: 'ends before it begins' })),
  ]
}

function decommissionBreaks({ kind, decommission }: ScenarioDocument['change'], frame: TimeFrame): Problem[] {
  if (kind !== 'third-party' || decommission === 'never' || !(frame.at(decommission) < 0)) return []
  const message = 'is before the start, when the devices are still with the old service'
  return [{ path: ['change', 'decommission'], code: 'out-of-range', message }]
}

function missingHour(path: Path, point: Point | null, zone: string): Problem[] {
  if (point?.from !== 'calendar' || isHole(zone)) return []
  try {
    instantOf(point.local, zone)
    return []
  } catch (error) {
    if (error instanceof ScenarioError) return [{ path, ...error.fault }]
    throw error
  }
}

function outside(path: Path, at: number, { horizon }: TimeFrame): Problem[] {
  if (at < 0) return [{ path, code: 'out-of-range', message: 'is before the start', allowed: SIMULATED }]
  if (!(at >= horizon)) return []
  return [
    {
      path,
      code: 'out-of-range',
      message: `is not before the horizon (${formatDuration(horizon)})`,
      allowed: SIMULATED,
    },
  ]
}
