import * as z from 'zod'
import { duration, point, positiveDuration } from '../words/time-words.ts'
import { exactly, flag, share } from '../words/words.ts'
import { distribution } from './distribution-schema.ts'
import { mapping } from './mapping.ts'

const nudge = mapping({
  response: share
    .default(0.9)
    .meta({ description: 'Share of the users who enrol their device when access is denied. Assumption.' }),
  delay: distribution.default({ exponential: '4h' }).meta({ description: 'How long they take. Assumption.' }),
})

/** Rules under which only compliant, enrolled devices of users have access. */
export const conditionalAccess = mapping({
  enforceAt: point.optional().meta({
    description:
      'When they are enforced on everybody; either this or `grace`. Microsoft: at once, or when the communicated grace ends.',
  }),
  grace: duration
    .optional()
    .meta({ description: "Instead of a date: how long after a user's wave, or after `change.at` for those in none." }),
  tokenLife: distribution.default({ uniform: ['60m', '90m'] }).meta({
    description:
      'For how long a device that stops being compliant keeps its access. Microsoft: an access token lasts 60 to 90 minutes.',
  }),
  unblockDelay: distribution
    .default('2m')
    .meta({ description: 'Microsoft: a device that is enrolled and compliant has access again within 2 minutes.' }),
  oldEndsAt: z
    .union([exactly('wave'), point])
    .prefault('wave')
    .meta({
      description:
        "When the rules of the third-party service end: `wave`, at the user's wave or else at `change.at`, or a date. Microsoft: the two services must never both enforce their rules on a user. The moment is an assumption.",
    }),
  coversEnrolment: flag.default(false).meta({
    description: 'The rules cover the enrolment itself, so that a blocked device cannot enrol. Assumption.',
  }),
  nudge: nudge.prefault({}).meta({
    description: 'Microsoft: a user whose access is denied gets a message that leads through the enrolment.',
  }),
})

/** When a device counts as compliant, and when the console says so. */
export const compliance = mapping({
  validity: positiveDuration.default('30d').meta({
    description: 'Microsoft: a device without a contact for 30 days is not compliant.',
  }),
  reportLag: distribution.default({ uniform: ['0d', '7d'] }).meta({
    description:
      'In-place: for how long after a move the console shows what was true before. Microsoft: up to a week; the spread is an assumption.',
  }),
})
