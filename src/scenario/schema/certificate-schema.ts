import { duration, positiveDuration } from '../words/time-words.ts'
import { oneOf } from '../words/words.ts'
import { distribution } from './distribution-schema.ts'
import { mapping } from './mapping.ts'

/** The certificate by which the service knows a device; without a valid one it cannot check in and has to enrol anew. */
export const identityCertificate = mapping({
  remaining: distribution
    .default({ uniform: ['41d', '365d'] })
    .meta({ description: 'Life left at the last contact before the start. Assumption.' }),
  life: positiveDuration.default('365d').meta({
    description: 'How long a new one lasts. Windows: one year; for the other platforms an assumption.',
  }),
  renewBefore: duration.default('41d').meta({
    description:
      'A check-in with no more than this left renews it. Microsoft: it renews itself while the device communicates; 41 days are reported of Windows, for the others they are an assumption.',
  }),
})

/** The rule that tidies away the records of silent devices. */
export const cleanup = mapping({
  after: positiveDuration.default('90d').meta({
    description: 'How long without a contact. Microsoft: 30 to 270 days; the figure is an assumption.',
  }),
  mode: oneOf(['hide', 'remove']).default('hide').meta({
    description:
      'Microsoft: today the record is hidden until the device checks in again; formerly the device was removed, as if deleted.',
  }),
})
