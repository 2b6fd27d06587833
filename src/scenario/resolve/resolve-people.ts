import { calendar } from '../calendar/calendar.ts'
import type { TimeFrame } from '../calendar/time-frame.ts'
import { type HoursDocument, officeHours } from '../calendar/working-hours.ts'
import { type Categories, type HelpDesk, type Hours, KINDS, type Support } from '../scenario.ts'
import { resolveDistribution, scaleDistribution } from '../schema/distribution-schema.ts'
import type { ScenarioDocument } from '../schema/schema.ts'
import { DAY, HOUR } from '../words/duration.ts'

/** What is worked off by people, with their opening hours. */
export interface People {
  readonly support: Support
  readonly helpDesk: HelpDesk | null
  readonly categories: Categories
}

/**
 * Resolves support, the help desk and the work on categories. With business hours a day of support's lead time is one working
 * day of ten hours; durations of calls are plain time.
 */
export function resolvePeople(document: ScenarioDocument, frame: TimeFrame): People {
  const { support, helpDesk, categories, holidays } = document
  const openedAt = support.openedAt === 'never' ? null : frame.at(support.openedAt)
  const begin = Math.min(0, openedAt ?? 0) - 2 * DAY
  const dates = calendar(frame.startEpoch, begin, frame.horizon + 2 * DAY)
  const hoursOf = (hours: HoursDocument): Hours => officeHours(hours, dates, frame.timezone, holidays)
  const leadTime = resolveDistribution(support.leadTime)
  const working = (value: number) => (value * 10 * HOUR) / DAY
  return {
    support: {
      openedAt,
      devicesPerDay: support.devicesPerDay,
      leadTime: support.hours === 'business' ? scaleDistribution(leadTime, working) : leadTime,
      hours: hoursOf(support.hours),
    },
    helpDesk:
      helpDesk === 'off'
        ? null
        : {
            agents: helpDesk.agents,
            handling: resolveDistribution(helpDesk.handling),
            hours: hoursOf(helpDesk.hours),
            patience: helpDesk.patience === 'never' ? null : resolveDistribution(helpDesk.patience),
            callAfter: resolveDistribution(helpDesk.callAfter),
          },
    categories: {
      kinds: KINDS.filter((kind) => categories.kinds.includes(kind)),
      ratePerHour: categories.ratePerHour,
      hours: hoursOf(categories.hours),
    },
  }
}
