import * as z from 'zod'
import { KINDS, PLATFORMS, RULES } from '../scenario.ts'
import { zone } from '../words/time-words.ts'
import { count, name, oneOf, share } from '../words/words.ts'
import { checked } from './check.ts'
import { mapping } from './mapping.ts'
import { presence } from './presence-schema.ts'
import { sumFault } from './shares.ts'

const ruleShares = mapping({
  'same-name': share.optional().meta({ description: 'The new profile has the name of the old one and overwrites it.' }),
  renamed: share
    .optional()
    .meta({ description: 'The new profile comes beside the old one: a duplicate until the old one ends.' }),
  unassigned: share.optional().meta({ description: 'Needed, but nobody assigned it under the new authority.' }),
  dropped: share.optional().meta({ description: 'Deliberately not replaced: not needed after the change.' }),
  none: share.optional().meta({ description: 'The device never had it.' }),
}).check(checked((shares) => sumFault(Object.values(shares).filter((share) => share !== undefined))))

/** What the new authority does with one kind of profile. */
export const profileRule = z.union([oneOf(RULES), ruleShares]).meta({ title: 'profile rule' })

const SAME_NAME = 'Microsoft: new settings need the name of the old ones to overwrite them.'

const profiles = mapping({
  email: profileRule.default('same-name').meta({ description: `E-mail profiles. ${SAME_NAME}` }),
  vpn: profileRule.default('same-name').meta({ description: `VPN profiles. ${SAME_NAME}` }),
  certificate: profileRule.default('same-name').meta({ description: `Certificate profiles. ${SAME_NAME}` }),
  wifi: profileRule.default('same-name').meta({ description: `Wi-Fi profiles. ${SAME_NAME}` }),
  configuration: profileRule.default('same-name').meta({ description: `Configuration profiles. ${SAME_NAME}` }),
})

const dependsOn = mapping({
  kinds: z
    .array(oneOf(KINDS))
    .min(1)
    .meta({ description: 'Losing any of these strands the device: it goes offline and stays so.' }),
  share: share.default(1).meta({ description: 'Share of the devices with no other network. Assumption.' }),
  fallbackNetwork: share
    .default(0)
    .meta({ description: 'Share of those that find another way all the same. Assumption.' }),
})

/** What devices of a cohort have in common. */
export const cohortFields = {
  cohort: name().meta({ description: 'Its name, unique; `all` is taken.' }),
  devices: count.meta({ description: 'How many devices.' }),
  devicesPerUser: count.default(1).meta({ description: 'Devices of one user, counted in order. Assumption.' }),
  owners: name().optional().meta({
    description:
      'The cohort whose users own these devices too, so that phone and laptop are one person: device i belongs to user i mod its users.',
  }),
  platform: oneOf(PLATFORMS).meta({
    description:
      'Decides the push service, whether the Apple push certificate matters, and the renewal of the Windows channel.',
  }),
  enrolment: oneOf(['user', 'userless', 'dem']).default('user').meta({
    description:
      'Microsoft: devices without a user, and those of device enrolment managers, do not migrate by themselves.',
  }),
  licensed: share.optional().meta({
    description:
      'Share of users with a licence from the start, by default 1; from Office 365, 0. Microsoft: every user needs one before the change; with Office 365 it decides who manages the devices.',
  }),
  presence: presence.meta({ description: 'When the devices are online.' }),
  timezone: zone.optional().meta({ description: "Gives local hours to a weekly presence; by default the scenario's." }),
  profiles: profiles.prefault({}).meta({ description: 'What becomes of each kind of profile.' }),
  dependsOn: dependsOn
    .optional()
    .meta({ description: 'Profiles without which a device has no network; by default none.' }),
  category: share.default(0).meta({
    description:
      'Share of the devices that are in a device category. Microsoft: an in-place change does not carry categories over. The share is an assumption.',
  }),
} as const

/** One cohort: devices that are alike in everything stated here. */
export const cohort = mapping(cohortFields)

export type CohortDocument = z.output<typeof cohort>
export type RuleDocument = z.output<typeof profileRule>
