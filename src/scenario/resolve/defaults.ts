import type { Platform } from '../scenario.ts'
import type { PresenceDocument } from '../schema/presence-schema.ts'
import type { ScenarioDocument } from '../schema/schema.ts'
import { DAY, formatDuration, LONGEST } from '../words/duration.ts'

/** Microsoft: several days for 100 000 devices. The slope is an assumption. */
const DEVICES_A_DAY = 25_000

/** How long before the start a dormant device was last online. Assumption. */
export const LAST_SEEN = '30d'

/**
 * Fills in the defaults that follow from other fields: the zone of a cohort is the scenario's; its users have licences, unless
 * Office 365 manages them; dormant ones were last seen a while ago; the Apple push certificate is required from Intune to hybrid (Microsoft) and, where required,
 * uploaded 4 hours after the change (assumption); devices return from a fresh start; co-management takes its time.
 */
export function fillDependentDefaults(document: ScenarioDocument): ScenarioDocument {
  const { fleet, newEnrolments, change, timezone } = document
  const { apns } = change
  const required = apns.required ?? change.to === 'hybrid'
  const uploads = apns.uploads ?? (required ? [{ at: '+4h', topic: 'original' as const }] : 'never')
  const cohort = <T extends ScenarioDocument['fleet'][number]>(written: T): T => ({
    ...written,
    timezone: written.timezone ?? timezone,
    licensed: written.licensed ?? defaultLicensed(written, change.from),
    presence: withLastSeen(written.presence, hasPolls(document.poll, written.platform) ? LAST_SEEN : '0s'),
  })
  return {
    ...document,
    fleet: fleet.map(cohort),
    newEnrolments: newEnrolments.map(cohort),
    change: {
      ...change,
      apns: { ...apns, required, uploads },
      actions: change.actions.map((action) => ({
        ...action,
        returns: action.returns ?? (action.kind === 'freshStart' ? 1 : 0),
      })),
      enrolSpread: change.enrolSpread ?? (change.kind === 'co-management' ? defaultSpread(fleet) : undefined),
    },
  }
}

/** Without polls the last contact of every device is taken to be the start, dormant ones included. */
function withLastSeen(presence: PresenceDocument, lastSeen: string): PresenceDocument {
  if (presence.kind === 'dormant') return { ...presence, lastSeen: presence.lastSeen ?? lastSeen }
  if (presence.kind !== 'mixture') return presence
  const of = presence.of.map((part) => ({ ...part, presence: withLastSeen(part.presence, lastSeen) }))
  return { ...presence, of } as PresenceDocument
}

function hasPolls(poll: ScenarioDocument['poll'], platform: Platform): boolean {
  if (poll === 'off') return false
  return (typeof poll.interval === 'string' ? poll.interval : poll.interval[platform]) !== 'off'
}

/** Devices without a user, and those of other cohorts' users, have no licences of their own. */
function defaultLicensed({ enrolment, owners }: ScenarioDocument['fleet'][number], from: string): number {
  return from === 'office365' && enrolment !== 'userless' && owners === undefined ? 0 : 1
}

/** Over how long the devices of a co-managed fleet enrol, as it would be written. */
export function defaultSpread(fleet: ScenarioDocument['fleet']): string {
  const devices = fleet.reduce((sum, { platform, devices }) => sum + (platform === 'windows' ? devices : 0), 0)
  return formatDuration(Math.min(Math.ceil((devices / DEVICES_A_DAY) * DAY), LONGEST))
}
