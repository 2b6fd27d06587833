import { z } from 'zod'
import { distribution } from './distribution-schema.ts'
import { LATER_ACTIONS, LATER_KINDS } from './later.ts'
import { mapping } from './mapping.ts'
import { AUTHORITIES } from './scenario.ts'
import { point } from './time-words.ts'
import { count, flag, name, never, oneOf, share } from './words.ts'

const cohorts = z.array(name()).min(1).optional().meta({ description: 'Names of cohorts; by default all.' })

const wave = mapping({
  name: name().meta({ description: 'Its name, unique.' }),
  at: point().meta({ description: 'When its users move; before the switch.' }),
  share: share().optional().meta({ description: 'Share of all users of the cohorts.' }),
  count: count().optional().meta({ description: 'Instead of a share: the next so many users in file order.' }),
  cohorts,
})

const licence = mapping({
  at: point().meta({ description: 'When the licences are assigned.' }),
  cohorts,
  share: share().default(1).meta({ description: 'Share of the users who have none. Assumption.' }),
})

const campaign = mapping({
  at: point().meta({ description: 'When the message is sent.' }),
  cohorts,
  response: share().meta({ description: 'Share of the users who check in by hand.' }),
  delay: distribution().meta({ description: 'How long they take.' }),
})

const action = mapping({
  at: point().meta({ description: 'When it is done.' }),
  kind: oneOf(['sync', 'switchDevices'], LATER_ACTIONS).meta({
    description: '`sync` pushes to the devices; `switchDevices` moves devices without a user before the switch.',
  }),
  name: name().optional().meta({ description: 'For the reader only.' }),
  cohorts,
  share: share().default(1).meta({ description: 'Share of the devices. Assumption.' }),
})

const upload = mapping({
  at: point().meta({ description: 'When the certificate is uploaded.' }),
  topic: oneOf(['original', 'changed']).default('original').meta({
    description: 'Microsoft: devices enrolled under another topic are not reachable, so renew with the same Apple ID.',
  }),
})

const apns = mapping({
  required: flag().optional().meta({
    description:
      'The new authority starts without a certificate. Microsoft: true for intune to hybrid; by default false for hybrid to intune, where it is carried over since 2018.',
  }),
  uploads: z
    .union([never(), z.array(upload)])
    .optional()
    .meta({
      description:
        'Uploads of the Apple push certificate, or `never`. Where it is required, by default one 4 hours after the change (assumption).',
    }),
  expires: z
    .union([point(), z.array(point())])
    .default([])
    .meta({ description: 'When the certificate then in place expires; later uploads end the outage.' }),
  pushOnUpload: flag().default(false).meta({
    description: 'An upload pushes to the devices. Microsoft (2017): they wait for the next scheduled check-in.',
  }),
})

const readyByKind = z.record(z.string(), point()).meta({ title: 'points in time by kind of profile' })

/** The plan: who manages the devices before and after, and everything that is dated. */
export const change = mapping({
  kind: oneOf(['in-place'], LATER_KINDS).meta({
    description: '`in-place`: one tenant switch without re-enrolment, with waves before it if wanted.',
  }),
  from: oneOf(AUTHORITIES).meta({ description: 'The authority before: `hybrid` or `intune`.' }),
  to: oneOf(AUTHORITIES).meta({ description: 'The authority after: `intune` or `hybrid`.' }),
  at: point({ absolute: true }).meta({ description: 'The tenant switch.' }),
  dem: oneOf(['stays', 'moves-at-switch']).default('stays').meta({
    description: 'What the switch does with devices of device enrolment managers. Sources disagree; assumption.',
  }),
  waves: z
    .array(wave)
    .default([])
    .meta({ description: 'Groups of users moved before the switch; hybrid to intune only.' }),
  settingsReady: z
    .union([point(), z.record(z.string(), z.union([point(), readyByKind]))])
    .optional()
    .meta({
      description:
        "When the new authority's settings are ready: a time, or a mapping by kind of profile or by name of a wave (a time, or a mapping by kind). By default before everything else.",
    }),
  licences: z.array(licence).default([]).meta({ description: 'Licences assigned later.' }),
  campaigns: z.array(campaign).default([]).meta({ description: 'Messages that ask users to check in by hand.' }),
  actions: z.array(action).default([]).meta({ description: "An administrator's actions on devices." }),
  apns: apns.prefault({}).meta({ description: 'The Apple push certificate.' }),
})

export type ChangeDocument = z.output<typeof change>
export type ReadyDocument = NonNullable<ChangeDocument['settingsReady']>
