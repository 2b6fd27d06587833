import * as z from 'zod'
import { threshold } from '../threshold.ts'
import { FINDING_CODES } from '../words/findings.ts'
import { date, durationOrOff, localDateTime, positiveDuration, zone } from '../words/time-words.ts'
import { name, off, oneOf, prose, seedText } from '../words/words.ts'
import { compliance, conditionalAccess } from './access-schema.ts'
import { categories } from './category-schema.ts'
import { cleanup, identityCertificate } from './certificate-schema.ts'
import { change } from './change-schema.ts'
import { enrolment } from './enrolment-schema.ts'
import { cohort } from './fleet-schema.ts'
import { helpDesk } from './help-desk-schema.ts'
import { mapping } from './mapping.ts'
import { canary, newEnrolment } from './new-enrolments-schema.ts'
import { pollSettings, pushSettings, retention, support } from './service-schema.ts'
import { stations } from './station-schema.ts'

/** The scenario file: every field, its default and what it means. Values stay in the units of the file. */
export const schema = mapping({
  $schema: prose(1000).optional().meta({ description: 'Address of the JSON Schema, for editors; not read.' }),
  name: name(500).meta({ description: 'What the scenario is called in outputs.' }),
  description: prose(10_000).default('').meta({ description: 'For the reader only.' }),
  seed: seedText.meta({
    description: 'Decides every random draw: the same scenario and seed give the same outputs.',
  }),
  start: localDateTime
    .default('2026-01-05T00:00')
    .meta({ description: 'Local time in `timezone` at which simulated time begins; an arbitrary Monday by default.' }),
  timezone: zone.default('UTC').meta({ description: 'IANA name. UTC is an assumption.' }),
  horizon: positiveDuration.default('14d').meta({ description: 'How long is simulated. Assumption.' }),
  bucket: positiveDuration.default('15m').meta({
    description: 'Width of the rows of the time series; from 1m to the horizon, at most a million rows. Assumption.',
  }),
  holidays: z.array(date).default([]).meta({ description: 'Days on which nobody works.' }),
  fleet: z.array(cohort).min(1).meta({ description: 'The devices, in cohorts.' }),
  change: change.meta({ description: 'The change of authority.' }),
  poll: z.union([off, pollSettings]).prefault({}).meta({ description: 'Scheduled check-ins, or `off`.' }),
  push: z.union([off, pushSettings]).prefault({}).meta({ description: 'Push notifications, or `off`.' }),
  channelRenewal: durationOrOff.prefault('15d').meta({
    description:
      'Microsoft: a Windows device renews its push channel after 15 days, which is a check-in. `off` is allowed.',
  }),
  retention: retention.prefault({}).meta({ description: 'How long old profiles remain after the change.' }),
  support: support.prefault({}).meta({ description: 'The ticket for devices that do not move by themselves.' }),
  enrolment: enrolment.prefault({}).meta({ description: 'How attempts to enrol go.' }),
  conditionalAccess: z.union([off, conditionalAccess]).prefault('off').meta({
    description: 'Rules that deny access to devices that are not enrolled and compliant; by default none.',
  }),
  helpDesk: z
    .union([off, helpDesk])
    .prefault('off')
    .meta({ description: 'The help desk that users with a gap call; by default nobody calls.' }),
  identityCertificate: identityCertificate
    .prefault({})
    .meta({ description: 'The certificate by which the service knows a device.' }),
  cleanup: z
    .union([off, cleanup])
    .prefault('off')
    .meta({ description: 'The rule that tidies away silent devices; by default none.' }),
  compliance: compliance.prefault({}).meta({ description: 'When a device is compliant, and when the console knows.' }),
  categories: categories.prefault({}).meta({
    description: 'Device categories, which an in-place change does not carry over: manual work.',
  }),
  newEnrolments: z.array(newEnrolment).prefault([]).meta({
    description: 'Devices that arrive while the move is on, in cohorts: every field of `fleet`, and those given here.',
  }),
  canary: z.union([off, canary]).prefault('off').meta({
    description: 'A device enrolled to see whether it works, a cohort of its own named `canary`; by default none.',
  }),
  stations: stations.prefault({}).meta({ description: 'Limited capacities at which devices wait for one another.' }),
  thresholds: z
    .array(threshold)
    .default([])
    .meta({ description: 'Conditions on the results, such as `management_coverage at +24h >= 0.95`.' }),
  silence: z.array(oneOf(FINDING_CODES)).default([]).meta({
    description: 'Codes of findings that are not to be shown, because the plan means it so; see the findings.',
  }),
})

/** A scenario in the units of the file with every default filled in; it can be written as JSON and loaded again. */
export type ScenarioDocument = z.output<typeof schema>
