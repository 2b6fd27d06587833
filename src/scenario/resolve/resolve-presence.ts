import type { Calendar } from '../calendar/calendar.ts'
import type { TimeFrame } from '../calendar/time-frame.ts'
import type { Presence } from '../scenario.ts'
import { resolveDistribution } from '../schema/distribution-schema.ts'
import type { PresenceDocument } from '../schema/presence-schema.ts'
import { parseDuration } from '../words/duration.ts'
import { LAST_SEEN } from './defaults.ts'

/** What the presence of a cohort takes from the scenario around it. */
export interface PresenceContext {
  readonly frame: TimeFrame
  readonly calendar: Calendar
  readonly timezone: string
  /** Days off of the whole scenario. */
  readonly holidays: readonly string[]
}

/** Resolves a presence. Seldom visits become a renewal: exponential absences around visits of a length. */
export function resolvePresence(written: PresenceDocument, context: PresenceContext): Presence {
  switch (written.kind) {
    case 'always':
      return { kind: 'always' }
    case 'renewal':
      return {
        kind: 'renewal',
        online: resolveDistribution(written.online),
        offline: resolveDistribution(written.offline),
      }
    case 'rare':
      return {
        kind: 'renewal',
        online: resolveDistribution(written.length),
        offline: { kind: 'exponential', mean: parseDuration(written.every) },
      }
    case 'weekly': {
      const { days, from, to, attendance, overnight, spread } = written
      const holidays = [...context.holidays, ...written.holidays]
      const week = context.calendar.workDays({ timezone: context.timezone, days, from, to, holidays })
      return { kind: 'weekly', week, attendance, overnight, spread: parseDuration(spread) }
    }
    case 'dormant':
      return { kind: 'dormant', lastSeen: parseDuration(written.lastSeen ?? LAST_SEEN) }
    case 'trace':
      return { kind: 'trace', online: resolveTrace(written.online, context.frame) }
    case 'mixture':
      return {
        kind: 'mixture',
        of: written.of.map(({ share, presence }) => ({ share, presence: resolvePresence(presence, context) })),
      }
  }
}

/** Clips the intervals to [0, horizon], sorts them and joins those that touch; empty ones vanish. */
function resolveTrace(
  written: readonly (readonly [string, string])[],
  { at, horizon }: TimeFrame,
): (readonly [number, number])[] {
  const within = (time: number): number => Math.min(Math.max(time, 0), horizon)
  const clipped = written
    .map(([from, to]): [number, number] => [within(at(from)), within(at(to))])
    .filter(([from, to]) => from < to)
    .sort((a, b) => a[0] - b[0])
  const joined: [number, number][] = []
  for (const [from, to] of clipped) {
    const last = joined.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  return joined
}
