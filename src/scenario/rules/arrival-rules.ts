import { calendar } from '../calendar/calendar.ts'
import type { TimeFrame } from '../calendar/time-frame.ts'
import { officeHours } from '../calendar/working-hours.ts'
import type { ScenarioDocument } from '../schema/schema.ts'
import type { Path, Problem } from '../words/diagnostic.ts'
import { DAY, formatDuration } from '../words/duration.ts'
import { isHole } from '../words/hole.ts'

/** Finds new enrolments that do not arrive in the simulated time, and a canary from before it. */
export function findArrivalBreaks(document: ScenarioDocument, frame: TimeFrame): Problem[] {
  const { newEnrolments, canary } = document
  return [
    ...newEnrolments.flatMap((written, index) => {
      const path = ['newEnrolments', index]
      const [from, until] = [frame.at(written.from), frame.at(written.until)]
      const outside = [...beyond([...path, 'from'], from, frame), ...beyond([...path, 'until'], until, frame)]
      if (outside.length > 0) return outside
      if (until <= from) return [tooEarly([...path, 'until'])]
      return idle(written, document, frame) ? [neverWorking([...path, 'hours'])] : []
    }),
    ...(canary !== 'off' && frame.at(canary.at) < 0
      ? [{ path: ['canary', 'at'], code: 'out-of-range' as const, message: 'is before the start' }]
      : []),
  ]
}

const ALLOWED = 'a time from the start to the horizon'

function beyond(path: Path, at: number, { horizon }: TimeFrame): Problem[] {
  if (at < 0) return [{ path, code: 'out-of-range', message: 'is before the start', allowed: ALLOWED }]
  if (!(at > horizon)) return []
  const message = `is after the horizon (${formatDuration(horizon)})`
  return [{ path, code: 'out-of-range', message, allowed: ALLOWED }]
}

function tooEarly(path: Path): Problem {
  return { path, code: 'out-of-range', message: 'is not later than `from`' }
}

function neverWorking(path: Path): Problem {
  return {
    path,
    code: 'out-of-range',
    message: 'leaves no working time between `from` and `until`',
    allowed: 'always, or dates with working time between them',
  }
}

function idle(
  { from, until, hours, timezone }: ScenarioDocument['newEnrolments'][number],
  { holidays }: ScenarioDocument,
  frame: TimeFrame,
): boolean {
  const zone = timezone ?? frame.timezone
  const [begin, end] = [frame.at(from), frame.at(until)]
  const unknown = [zone, frame.startEpoch, ...holidays].some(isHole)
  if (hours !== 'business' || unknown || !(begin < end)) return false
  const open = officeHours(hours, calendar(frame.startEpoch, begin - DAY, end + DAY), zone, holidays) ?? []
  return !open.some(([opening, closing]) => opening < end && closing > begin)
}
