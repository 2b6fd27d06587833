import { CAUSES, type Cause } from '../../model/vocabulary.ts'
import {
  onAbsence,
  onIdentity,
  onNeverOnline,
  onPushCertificate,
  onRemoval,
  onSilence,
  onThrottling,
} from './advice-on-contact.ts'
import { onCategory, onEnrolment, onFailedEnrolment, onLicence, onRetirement, onTicket } from './advice-on-people.ts'
import { onAccess, onAssignment, onCompliance, onIssuance, onSettings, onStranding } from './advice-on-profiles.ts'
import { type Adviser, caseOf } from './counsel.ts'
import type { Advice, GapStory, Step } from './story.ts'
import type { Told } from './told.ts'

const ADVISERS: Readonly<Record<Cause, Adviser>> = {
  removed: onRemoval,
  retired: onRetirement,
  'identity-certificate': onIdentity,
  'never-online': onNeverOnline,
  stranded: onStranding,
  ticket: onTicket,
  licence: onLicence,
  'enrolment-failed': onFailedEnrolment,
  'user-not-enrolled': onEnrolment,
  apns: onPushCertificate,
  'not-assigned': onAssignment,
  'settings-late': onSettings,
  category: onCategory,
  issuance: onIssuance,
  offline: onAbsence,
  throttled: onThrottling,
  'awaiting-checkin': onSilence,
  'not-compliant': onCompliance,
  'access-lag': onAccess,
}

/** What would have prevented or shortened the gaps, for each of their causes, those that cost most time first. */
export function advise(told: Told, gaps: readonly GapStory[], steps: readonly Step[]): Advice[] {
  return CAUSES.filter((cause) => gaps.some(({ causes }) => causes.some((other) => other.cause === cause)))
    .map((cause) => {
      const one = caseOf(cause, told, gaps, steps)
      const total = one.spent.reduce((sum, gap) => sum + gap.total, 0)
      return { cause, total, gaps: one.spent, ...ADVISERS[cause](one) }
    })
    .sort((a, b) => b.total - a.total)
}
