import * as z from 'zod'
import { positiveDuration } from '../words/time-words.ts'
import { count, off, oneOf } from '../words/words.ts'
import { positiveDistribution } from './distribution-schema.ts'
import { mapping } from './mapping.ts'

const service = mapping({
  ratePerMinute: count.meta({ description: 'Check-ins admitted in each whole minute; the others are refused.' }),
  retryAfter: positiveDistribution
    .default('5m')
    .meta({ description: 'When a refused device tries again; doubled each time, up to an hour. Assumption.' }),
})

const push = mapping({
  batch: count.default(500).meta({ description: 'Most pushes in a batch. Assumption.' }),
  every: positiveDuration.default('1m').meta({ description: 'Time between batches, from the start on. Assumption.' }),
  order: oneOf(['queue', 'fixed', 'random']).default('queue').meta({
    description:
      '`queue`: pushes leave in the order in which they are due; `fixed`: each batch goes to the first devices that still have to check in, again and again; `random`: to some drawn anew. Assumption.',
  }),
})

const scep = mapping({
  ratePerMinute: count
    .default(30)
    .meta({ description: 'Certificates issued in each whole minute; the others wait. Assumption.' }),
})

/** Limited capacities; each may be `off`, as it is by default. */
export const stations = mapping({
  service: z.union([off, service]).prefault('off').meta({
    description: 'Admission to the management service; by default without a limit.',
  }),
  push: z
    .union([off, push])
    .prefault('off')
    .meta({ description: 'Pushes leave in batches; by default each when it is due.' }),
  scep: z
    .union([off, scep])
    .prefault('off')
    .meta({ description: 'Issue of certificates to devices; by default at once.' }),
})
