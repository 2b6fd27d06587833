import * as z from 'zod'
import { ACTIONS, KINDS } from '../scenario.ts'
import { point } from '../words/time-words.ts'
import { flag, name, oneOf, share } from '../words/words.ts'
import { distribution } from './distribution-schema.ts'
import { mapping } from './mapping.ts'

/** To which cohorts an entry of the plan applies. */
export const cohorts = z.array(name()).min(1).optional().meta({ description: 'Names of cohorts; by default all.' })

export const licence = mapping({
  at: point.meta({ description: 'When the licences are assigned.' }),
  cohorts,
  share: share
    .default(1)
    .meta({ description: 'Share of the users who have none, or, to `remove`, of those who have one. Assumption.' }),
  remove: flag.default(false).meta({ description: 'The licences are taken away instead. Assumption: none is.' }),
})

export const campaign = mapping({
  at: point.meta({ description: 'When the message is sent.' }),
  cohorts,
  response: share.meta({ description: 'Share of the users who do as they are asked.' }),
  delay: distribution.meta({ description: 'How long they take.' }),
})

export const action = mapping({
  at: point.meta({ description: 'When it is done.' }),
  kind: oneOf(ACTIONS).meta({
    description:
      '`switchDevices` moves devices without a user before the switch; `reenrol` unenrols and enrols them, by hand. The others are remote actions: Microsoft: executed at the next check-in, for which the devices get a push; `appWipe` by the app, `remoteControl` on devices that are online.',
  }),
  name: name().optional().meta({ description: 'For the reader only.' }),
  cohorts,
  share: share.default(1).meta({ description: 'Share of the devices. Assumption.' }),
  keep: flag.default(false).meta({
    description: '`wipe`, `freshStart`: Microsoft: user data and the enrolment may be kept. Assumption: they are not.',
  }),
  returns: share.optional().meta({
    description:
      '`wipe`, `retire`, `freshStart`: share of the devices that enrol again, by default none (assumption); `freshStart` 1. Microsoft: its devices enrol when the user signs in.',
  }),
  locked: share.default(0).meta({
    description:
      '`restart`: share of the iPhones and iPads locked with a passcode. Microsoft: these do not join Wi-Fi again by themselves. The share is an assumption.',
  }),
})

export const workload = mapping({
  at: point.meta({ description: 'When it is switched.' }),
  cohorts,
  kinds: z
    .array(oneOf(KINDS))
    .min(1)
    .meta({ description: 'Kinds of profile that the new authority delivers from then on.' }),
})
