import * as z from 'zod'
import { count, never, oneOf } from '../words/words.ts'
import { distribution, positiveDistribution } from './distribution-schema.ts'
import { mapping } from './mapping.ts'

/** Around the clock, or working time. */
export const openingHours = oneOf(['business', 'always'])

/** The people whom users call. */
export const helpDesk = mapping({
  agents: count.default(5).meta({ description: 'How many calls are answered at a time. Assumption.' }),
  handling: distribution
    .default('15m')
    .meta({ description: 'How long a call takes; one that is answered goes on after closing time. Assumption.' }),
  hours: openingHours.default('business').meta({
    description: 'When calls are answered: Monday to Friday, 08:00 to 18:00, no holidays, or `always`. Assumption.',
  }),
  patience: z.union([never, distribution]).prefault('never').meta({
    description: 'How long a caller waits before giving up, or `never`: nobody gives up. Assumption.',
  }),
  callAfter: positiveDistribution.default({ exponential: '200h' }).meta({
    description:
      'From the opening of a gap in protection or access, or the end of the last call in it, to a call. Assumption.',
  }),
})
