import * as z from 'zod'
import { AUTHORITIES, CHANGES } from '../scenario.ts'
import { absolutePoint, duration, point } from '../words/time-words.ts'
import { count, flag, name, never, oneOf, share } from '../words/words.ts'
import { action, campaign, cohorts, licence, workload } from './dated-schema.ts'
import { distribution } from './distribution-schema.ts'
import { mapping } from './mapping.ts'

const wave = mapping({
  name: name().meta({ description: 'Its name, unique.' }),
  at: point.meta({
    description:
      'In-place: when its users move, before the switch. Third-party, set: when it is announced to them. Co-management: when their devices begin to enrol.',
  }),
  share: share.optional().meta({ description: 'Share of all users of the cohorts.' }),
  count: count.optional().meta({ description: 'Instead of a share: the next so many users in file order.' }),
  cohorts,
})

const upload = mapping({
  at: point.meta({ description: 'When the certificate is uploaded.' }),
  topic: oneOf(['original', 'changed']).default('original').meta({
    description: 'Microsoft: devices enrolled under another topic are not reachable, so renew with the same Apple ID.',
  }),
})

const apns = mapping({
  required: flag.optional().meta({
    description:
      'The new authority starts without a certificate. Microsoft: true for intune to hybrid; by default false for hybrid to intune, where it is carried over since 2018.',
  }),
  uploads: z
    .union([never, z.array(upload)])
    .optional()
    .meta({
      description:
        'Uploads of the Apple push certificate, or `never`. Where it is required, by default one 4 hours after the change (assumption).',
    }),
  expires: z
    .union([point, z.array(point)])
    .default([])
    .meta({ description: 'When the certificate then in place expires; later uploads end the outage.' }),
  pushOnUpload: flag.default(false).meta({
    description: 'An upload pushes to the devices. Microsoft (2017): they wait for the next scheduled check-in.',
  }),
})

const readyByKind = z.record(z.string(), point).meta({ title: 'points in time by kind of profile' })

const migrate = mapping({
  response: share.default(0.8).meta({ description: 'Share of the users who answer the announcement. Assumption.' }),
  delay: distribution.default({ exponential: '2d' }).meta({ description: 'How long they take. Assumption.' }),
  pause: distribution
    .default('10m')
    .meta({ description: 'Time between the end of the old management and the attempt to enrol. Assumption.' }),
})

/** The plan: who manages the devices before and after, and everything that is dated. */
export const change = mapping({
  kind: oneOf(CHANGES).meta({
    description:
      '`in-place`: one tenant switch without enrolment, with waves before it if wanted. `third-party`: users unenrol from another service and enrol. `coexistence`: a licence decides between Office 365 and Intune. `co-management`: Windows devices of Configuration Manager enrol by themselves. `set`: the first authority of a tenant.',
  }),
  from: oneOf(AUTHORITIES).meta({
    description:
      'The authority before. In-place: `hybrid` or `intune`; third-party: `third-party`; coexistence: `office365` or `intune`; co-management: `configmgr`; set: `unset`.',
  }),
  to: oneOf(AUTHORITIES).meta({
    description: 'The authority after: `intune`, or from Intune `hybrid` (in-place) or `office365` (coexistence).',
  }),
  at: absolutePoint.meta({
    description:
      'In-place: the tenant switch. Third-party, co-management: the announcement or the start for users in no wave. Coexistence: when the other service becomes active. Set: when the authority is set.',
  }),
  dem: oneOf(['stays', 'moves-at-switch']).default('stays').meta({
    description: 'What the switch does with devices of device enrolment managers. Sources disagree; assumption.',
  }),
  waves: z
    .array(wave)
    .default([])
    .meta({ description: 'Groups of users with a date of their own; in-place from hybrid to intune only.' }),
  settingsReady: z
    .union([point, z.record(z.string(), z.union([point, readyByKind]))])
    .optional()
    .meta({
      description:
        "When the new authority's settings are ready: a time, or a mapping by kind of profile or by name of a wave (a time, or a mapping by kind). By default before everything else.",
    }),
  licences: z.array(licence).default([]).meta({ description: 'Licences assigned or removed later.' }),
  campaigns: z
    .array(campaign)
    .default([])
    .meta({ description: 'Messages that ask users to check in by hand, or to enrol (third-party, set).' }),
  actions: z.array(action).default([]).meta({ description: "An administrator's actions on devices." }),
  apns: apns.prefault({}).meta({ description: 'The Apple push certificate.' }),
  decommission: z.union([never, point]).prefault('never').meta({
    description:
      'Third-party: when the old service is switched off. Microsoft: after everybody has moved; the default is an assumption.',
  }),
  enrolSpread: duration.optional().meta({
    description:
      'Co-management: devices enrol at their date plus up to this. Microsoft: over several days for 100 000 devices; by default 1 day for each 25 000 Windows devices of the fleet (assumption).',
  }),
  migrate: migrate.prefault({}).meta({ description: 'Third-party, set: how users answer the announcement.' }),
  workloads: z
    .array(workload)
    .default([])
    .meta({ description: 'Co-management: kinds of profile handed over to the new authority.' }),
})

export type ChangeDocument = z.output<typeof change>
export type ReadyDocument = NonNullable<ChangeDocument['settingsReady']>
