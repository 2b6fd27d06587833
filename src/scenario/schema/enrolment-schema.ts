import { share } from '../words/words.ts'
import { distribution, positiveDistribution } from './distribution-schema.ts'
import { mapping } from './mapping.ts'

/** How an attempt to enrol goes. A device whose attempt is refused or fails tries again. */
export const enrolment = mapping({
  duration: distribution.default({ lognormal: { median: '15m', p95: '45m' } }).meta({
    description:
      "From a user's first step to the end of the attempt; none with co-management, where devices enrol by themselves. Assumption.",
  }),
  failure: share.default(0.05).meta({ description: 'Share of the attempts that fail at their end. Assumption.' }),
  retry: positiveDistribution
    .default({ exponential: '4h' })
    .meta({ description: 'From a refusal or a failure to the next attempt. Assumption.' }),
})
