import { PLATFORMS } from '../scenario.ts'
import { duration, point, positiveDuration } from '../words/time-words.ts'
import { oneOf } from '../words/words.ts'
import { cohortFields } from './fleet-schema.ts'
import { openingHours } from './help-desk-schema.ts'
import { mapping } from './mapping.ts'

/** A cohort of devices that are not there at the start. */
export const newEnrolment = mapping({
  ...cohortFields,
  from: point.meta({ description: 'When the first of them may arrive.' }),
  until: point.meta({ description: 'When the last has arrived; until then each arrives at any time alike.' }),
  hours: openingHours.default('always').meta({
    description:
      "`business`: they arrive in working time only, Monday to Friday, 08:00 to 18:00 in the cohort's time zone, no holidays. Assumption.",
  }),
})

/** One more device, enrolled to see whether enrolment works. */
export const canary = mapping({
  at: point.default('+30m').meta({ description: 'When it is enrolled for the first time. Assumption.' }),
  platform: oneOf(PLATFORMS).default('android').meta({ description: 'Assumption; the lock does not work on Windows.' }),
  repeat: positiveDuration.default('1h').meta({ description: 'Time between its attempts. Assumption.' }),
  visibleDelay: duration.default('15m').meta({
    description:
      'Microsoft: a device is in the console 15 minutes after; then it is locked, which completes the check.',
  }),
})
