import { type Calendar, calendar } from '../calendar/calendar.ts'
import type { TimeFrame } from '../calendar/time-frame.ts'
import { officeHours } from '../calendar/working-hours.ts'
import { CANARY, namedCohorts } from '../rules/cohorts.ts'
import { type Cohort, KINDS, RULES, type RuleShare } from '../scenario.ts'
import type { CohortDocument, RuleDocument } from '../schema/fleet-schema.ts'
import type { ScenarioDocument } from '../schema/schema.ts'
import { DAY } from '../words/duration.ts'
import { perKind } from './per-kind.ts'
import { type PresenceContext, resolvePresence } from './resolve-presence.ts'

/** How far before the start a run looks for the last contact of devices. */
const LOOK_BACK = 400 * DAY

/** Resolves the cohorts: those of the fleet, new enrolments, and last the canary. */
export function resolveFleet(document: ScenarioDocument, frame: TimeFrame): Cohort[] {
  const { fleet, newEnrolments, holidays } = document
  const dates = calendar(frame.startEpoch, -LOOK_BACK, frame.horizon + 3 * DAY)
  const names = namedCohorts(document).map(({ cohort }) => cohort.cohort)
  const cohort = (written: CohortDocument): Cohort => {
    const timezone = written.timezone ?? frame.timezone
    return resolveCohort(written, { frame, calendar: dates, holidays, timezone }, names)
  }
  return [
    ...fleet.map(cohort),
    ...newEnrolments.map((written) => ({
      ...cohort(written),
      arrivals: resolveArrivals(written, dates, written.timezone ?? frame.timezone, holidays, frame),
    })),
    ...resolveCanary(document, frame),
  ]
}

function resolveCohort(written: CohortDocument, context: PresenceContext, names: readonly string[]): Cohort {
  return {
    name: written.cohort,
    devices: written.devices,
    platform: written.platform,
    enrolment: written.enrolment,
    owners: written.owners === undefined ? null : names.indexOf(written.owners),
    devicesPerUser: written.devicesPerUser,
    licensed: written.licensed ?? 1,
    presence: resolvePresence(written.presence, context),
    profiles: perKind((kind) => resolveRule(written.profiles[kind])),
    dependsOn: resolveDependsOn(written.dependsOn),
    category: written.category,
    arrivals: null,
  }
}

function resolveDependsOn(written: CohortDocument['dependsOn']): Cohort['dependsOn'] {
  return written === undefined ? null : { ...written, kinds: KINDS.filter((kind) => written.kinds.includes(kind)) }
}

function resolveRule(written: RuleDocument): RuleShare[] {
  if (typeof written === 'string') return [{ rule: written, share: 1 }]
  return RULES.map((rule) => ({ rule, share: written[rule] ?? 0 })).filter(({ share }) => share > 0)
}

function resolveArrivals(
  { from, until, hours }: ScenarioDocument['newEnrolments'][number],
  dates: Calendar,
  timezone: string,
  holidays: readonly string[],
  { at }: TimeFrame,
): Cohort['arrivals'] {
  return { from: at(from), until: at(until), hours: officeHours(hours, dates, timezone, holidays) }
}

/** A device of a licensed user with one profile of each kind, always online. */
function resolveCanary({ canary }: ScenarioDocument, { at }: TimeFrame): Cohort[] {
  if (canary === 'off') return []
  return [
    {
      name: CANARY,
      devices: 1,
      platform: canary.platform,
      enrolment: 'user',
      owners: null,
      devicesPerUser: 1,
      licensed: 1,
      presence: { kind: 'always' },
      profiles: perKind(() => [{ rule: 'same-name', share: 1 }]),
      dependsOn: null,
      category: 0,
      arrivals: { from: at(canary.at), until: at(canary.at), hours: null },
    },
  ]
}
