import * as z from 'zod'
import type { Fault } from '../words/diagnostic.ts'
import { DAY, parseDuration } from '../words/duration.ts'
import { minutesOf } from '../words/time-of-day.ts'
import { date, days, duration, point, positiveDuration, timeOfDay } from '../words/time-words.ts'
import { oneOf, share } from '../words/words.ts'
import { checked } from './check.ts'
import { positiveDistribution } from './distribution-schema.ts'
import { mapping } from './mapping.ts'
import { sumFault } from './shares.ts'

const always = mapping({ kind: z.literal('always').meta({ description: 'Online all the time.' }) })

const renewal = mapping({
  kind: z.literal('renewal').meta({ description: 'Online and offline in turn, in the middle of it at the start.' }),
  online: positiveDistribution.meta({ description: 'How long a device stays online.' }),
  offline: positiveDistribution.meta({ description: 'How long it stays offline.' }),
})

const weekly = mapping({
  kind: z.literal('weekly').meta({ description: 'Online during working hours, local time of the cohort.' }),
  days: days.default('mon-fri').meta({ description: 'Working days. Assumption.' }),
  from: timeOfDay.default('08:00').meta({ description: 'When the working day begins. Assumption.' }),
  to: timeOfDay.default('18:00').meta({ description: 'When it ends, on the same day. Assumption.' }),
  attendance: share
    .default(0.9)
    .meta({ description: 'Share of working days on which a device is there, drawn per device and day. Assumption.' }),
  overnight: share.default(0).meta({
    description:
      'Share of nights after a day of attendance that a device stays online until the next arrival. Assumption.',
  }),
  spread: duration
    .default('30m')
    .meta({ description: 'Arrival and departure are each earlier or later by up to this. Assumption.' }),
  holidays: z.array(date).default([]).meta({ description: 'Days off of this cohort, beside those of the scenario.' }),
}).check(checked(hoursFault))

const rare = mapping({
  kind: z.literal('rare').meta({ description: 'Seldom online: visits of some length.' }),
  every: positiveDuration.meta({
    description: 'Mean time between the end of a visit and the next one, exponential.',
  }),
  length: positiveDistribution.meta({ description: 'How long a visit lasts.' }),
})

const dormant = mapping({
  kind: z.literal('dormant').meta({ description: 'Never online again: lost, broken, in a drawer.' }),
  lastSeen: duration.optional().meta({
    description:
      'How long before the start it was last online; by default `30d`, or `0s` where there are no polls by which a last contact could be told. Assumption.',
  }),
})

const trace = mapping({
  kind: z.literal('trace').meta({ description: 'Online in the given intervals only, and before the start.' }),
  online: z
    .array(z.tuple([point, point]))
    .max(2000)
    .meta({ description: 'Intervals `[from, to]` of points in time.' }),
})

const SIMPLE = [always, renewal, weekly, rare, dormant, trace] as const

/** Kinds that need no parameters may be a bare word; it becomes the mapping with all defaults. */
const bare = oneOf(['always', 'weekly', 'dormant']).transform((kind) => {
  if (kind === 'weekly') return weekly.parse({ kind })
  return kind === 'dormant' ? dormant.parse({ kind }) : always.parse({ kind: 'always' })
})

const simple = z.union([bare, z.discriminatedUnion('kind', SIMPLE)])

const mixture = mapping({
  kind: z.literal('mixture').meta({ description: 'Each device behaves in one of several ways.' }),
  of: z
    .array(
      mapping({
        share: share.meta({ description: 'Share of the devices.' }),
        presence: simple.meta({
          title: 'presence',
          description: 'How these devices behave: any kind but another mixture.',
        }),
      }),
    )
    .min(1)
    .check(checked((parts) => sumFault(parts.map((part) => part.share))))
    .meta({ description: 'Shares that add up to 1.' }),
})

/** When the devices of a cohort are online, as written. */
export const presence = z.union([bare, z.discriminatedUnion('kind', [...SIMPLE, mixture])]).meta({ title: 'presence' })

export type PresenceDocument = z.output<typeof presence>
export type WeeklyDocument = z.output<typeof weekly>

/** Arrivals and departures alternate only if the spread leaves room between them, by day and by night. */
function hoursFault({ from, to, spread }: WeeklyDocument): (Fault & { path: string[] }) | null {
  const length = (minutesOf(to) - minutesOf(from)) * 60_000
  if (length <= 0)
    return {
      code: 'out-of-range',
      message: 'is not later than `from`',
      allowed: 'a later time of the same day',
      path: ['to'],
    }
  const room = Math.min(length, DAY - length)
  if (parseDuration(spread) * 2 > room) {
    return {
      code: 'out-of-range',
      message: 'leaves no room between arrivals and departures',
      allowed: 'at most half of the shorter of day and night',
      path: ['spread'],
    }
  }
  return null
}
