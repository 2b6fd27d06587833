import * as z from 'zod'
import { KINDS } from '../scenario.ts'
import { count, oneOf } from '../words/words.ts'
import { openingHours } from './help-desk-schema.ts'
import { mapping } from './mapping.ts'

/** What hangs on device categories, which are not carried over and are assigned again by hand. */
export const categories = mapping({
  kinds: z
    .array(oneOf(KINDS))
    .min(1)
    .default(['configuration'])
    .meta({ description: 'Kinds of profile that are assigned through categories. Assumption.' }),
  ratePerHour: count.default(100).meta({ description: 'Devices put into their category in an hour. Assumption.' }),
  hours: openingHours.default('business').meta({
    description: 'When that is done: Monday to Friday, 08:00 to 18:00, no holidays, or `always`. Assumption.',
  }),
})
