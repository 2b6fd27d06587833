import type { Cause, StationName } from '../model/vocabulary.ts'
import type { ChangeKind, Retention } from '../scenario/scenario.ts'

/** What keeps a device in a gap, in words that follow a number of devices; 44 letters fit beside three figures. */
export const CAUSE_CAPTIONS: Readonly<Record<Cause, string>> = {
  removed: 'record removed from the service',
  retired: 'retired from management',
  'identity-certificate': 'identity certificate expired: enrol again',
  'never-online': 'never online again',
  stranded: 'cut off with the profile their network needs',
  ticket: 'need a support ticket',
  licence: 'user without a licence',
  'enrolment-failed': 'enrolment failed',
  'user-not-enrolled': 'user has not enrolled',
  apns: 'no valid Apple push certificate',
  'not-assigned': 'profile not assigned under the new authority',
  'settings-late': 'new settings not ready',
  category: 'waiting for a category',
  issuance: 'waiting for a certificate to be issued',
  offline: 'offline',
  throttled: 'refused at capacity, waiting to retry',
  'awaiting-checkin': 'online, waiting for the next check-in',
  'not-compliant': 'not compliant',
  'access-lag': 'access not restored yet',
}

/** What happens at `change.at`, in a word. */
export const CHANGE_CAPTIONS: Readonly<Record<ChangeKind, string>> = {
  'in-place': 'switch',
  coexistence: 'start',
  'third-party': 'announcement',
  'co-management': 'start',
  set: 'change',
}

/** Stations as labels; 12 letters fit. */
export const STATION_CAPTIONS: Readonly<Record<StationName, string>> = {
  push: 'Push line',
  scep: 'Certificates',
  help_desk: 'Help desk',
  categories: 'Categories',
  support: 'Support',
}

/** The retention model in one sentence: when the old profiles go. */
export function retentionCaption({ model, clock, endsAt }: Retention, days: string): string {
  const from = clock === 'change' ? "the device's change" : 'the last contact before it'
  const end = model === 'local-timer' ? 'even while offline' : 'at the first contact from then on'
  const early = endsAt === 'first-contact' ? ', or at the first contact without new settings' : ''
  return `old profiles go ${days} after ${from}, ${end}${early}`
}
