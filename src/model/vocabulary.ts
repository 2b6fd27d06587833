/**
 * The words of the model, in their published order. A word's index is its code everywhere: in the device table, in the
 * accumulators and in the trajectory fingerprint. Append only; never reorder.
 */

/** Management states, in the order in which they are tested: a device shows the first that applies. */
export const STATES = [
  'removed',
  'unenrolled',
  'enrolling',
  'identity_expired',
  'apns_blocked',
  'orphaned',
  'needs_ticket',
  'unlicensed',
  'pending',
  'registered',
  'managed_new',
  'managed_old',
] as const
export type State = (typeof STATES)[number]

export const GAPS = ['management', 'protection', 'access'] as const
export type Gap = (typeof GAPS)[number]

/** Causes of a gap, in the order of precedence within each gap; a management gap lends its cause to the other two. */
export const CAUSES = [
  'removed',
  'retired',
  'identity-certificate',
  'never-online',
  'stranded',
  'ticket',
  'licence',
  'enrolment-failed',
  'user-not-enrolled',
  'apns',
  'not-assigned',
  'settings-late',
  'category',
  'issuance',
  'offline',
  'throttled',
  'awaiting-checkin',
  'not-compliant',
  'access-lag',
] as const
export type Cause = (typeof CAUSES)[number]

/** Why a device attempts a check-in. */
export const TRIGGERS = ['poll', 'push', 'company_portal', 'admin_sync', 'enrolment_burst', 'channel_renewal'] as const
export type Trigger = (typeof TRIGGERS)[number]

/** How an attempt ends. */
export const OUTCOMES = ['ok', 'apns_blocked', 'throttled', 'unlicensed', 'not_migrated', 'identity_expired'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What becomes of an attempt to push; together with those still outstanding they add up to `pushes_due`. */
export const PUSH_FATES = ['due', 'suppressed', 'delivered', 'lost', 'expired', 'coalesced'] as const

/** What a device holds of a profile kind. */
export const KIND_STATES = ['old', 'retained', 'overwritten', 'duplicate', 'missing', 'none'] as const

/** Stations with a line, in the order of their columns. */
export const STATIONS = ['push', 'scep', 'help_desk', 'categories', 'support'] as const
export type StationName = (typeof STATIONS)[number]

/** Why an attempt to enrol is refused, in the order in which they are tested. */
export const REFUSALS = ['authority', 'apns', 'licence', 'access'] as const

/** A word's code. */
export const STATE_CODE = codes(STATES)
export const CAUSE_CODE = codes(CAUSES)
export const TRIGGER_CODE = codes(TRIGGERS)
export const OUTCOME_CODE = codes(OUTCOMES)
export const FATE_CODE = codes(PUSH_FATES)
export const KIND_STATE_CODE = codes(KIND_STATES)
export const STATION_CODE = codes(STATIONS)
export const REFUSAL_CODE = codes(REFUSALS)

function codes<Word extends string>(words: readonly Word[]): Readonly<Record<Word, number>> {
  return Object.fromEntries(words.map((word, code) => [word, code])) as Record<Word, number>
}
