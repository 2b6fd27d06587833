import * as z from 'zod'
import { PLATFORMS } from '../scenario.ts'
import { duration, durationOrOff, point, positiveDuration } from '../words/time-words.ts'
import { count, flag, never, number, oneOf, share } from '../words/words.ts'
import { distribution } from './distribution-schema.ts'
import { openingHours } from './help-desk-schema.ts'
import { mapping } from './mapping.ts'

const EIGHT_HOURS = 'Microsoft: devices check in about every 8 hours.'

const intervalByPlatform = mapping({
  ios: durationOrOff.prefault('8h').meta({ description: EIGHT_HOURS }),
  ipados: durationOrOff.prefault('8h').meta({ description: EIGHT_HOURS }),
  macos: durationOrOff.prefault('8h').meta({ description: EIGHT_HOURS }),
  android: durationOrOff.prefault('8h').meta({ description: EIGHT_HOURS }),
  windows: durationOrOff.prefault('8h').meta({ description: EIGHT_HOURS }),
})

/** The scheduled check-in. */
export const pollSettings = mapping({
  interval: z
    .union([durationOrOff, intervalByPlatform])
    .prefault('8h')
    .meta({ description: `Time between scheduled check-ins, or one per platform. ${EIGHT_HOURS}` }),
  jitter: number({ min: 0, max: 0.5 }).default(0.05).meta({
    description:
      'Each interval is longer or shorter by up to this share. Microsoft says "about"; the figure is an assumption.',
  }),
  onReconnect: oneOf(['overdue-poll', 'next-phase', 'immediately']).default('overdue-poll').meta({
    description:
      'What becomes of a check-in due while offline: made up for after reconnecting, skipped, or a check-in at every reconnection. Assumption.',
  }),
  reconnectDelay: distribution
    .default({ uniform: ['0m', '15m'] })
    .meta({ description: 'How long after reconnecting the overdue check-in comes. Assumption.' }),
  viaPush: z
    .array(oneOf(PLATFORMS))
    .default([])
    .meta({ description: 'Platforms on which a device that no push reaches does not poll either; by default none.' }),
})

/** The notifications that ask a device to check in. */
export const pushSettings = mapping({
  detectDelay: distribution
    .default({ uniform: ['0m', '5m'] })
    .meta({ description: 'How long the service takes to notice a change and push. Assumption.' }),
  latency: distribution
    .default({ lognormal: { median: '30s', p95: '5m' } })
    .meta({ description: 'How long a push takes to an online device. Assumption.' }),
  deadShare: share.default(0.05).meta({
    description: 'Share of devices that no push ever reaches: firewall, battery saver, expired channel. Assumption.',
  }),
  loss: share.default(0.05).meta({ description: 'Share of attempts lost on the way to the others. Assumption.' }),
  retries: number({ min: 0, max: 1000, whole: true })
    .default(3)
    .meta({ description: 'Microsoft: three more attempts if the device does not check in after the first.' }),
  retryEvery: positiveDuration.default('30m').meta({ description: 'Time between attempts. Assumption.' }),
  timeToLive: mapping({
    apple: duration.default('24h').meta({ description: 'Apple push service. Assumption.' }),
    fcm: duration
      .default('28d')
      .meta({ description: 'Google: Firebase Cloud Messaging keeps a message up to 28 days.' }),
    wns: duration
      .default('0s')
      .meta({ description: 'Microsoft: raw Windows notifications are dropped while the device is offline.' }),
  })
    .prefault({})
    .meta({ description: 'How long a push is stored for an offline device; `0s`: not at all.' }),
  pushOnSwitch: flag.default(true).meta({ description: 'Microsoft: the switch notifies all enrolled devices.' }),
  pushOnWave: flag.default(true).meta({ description: 'A wave pushes to its devices. Assumption.' }),
  pushOnReady: flag
    .default(true)
    .meta({ description: 'Settings that become ready push to the devices that wait for them. Assumption.' }),
  pushOnLicence: flag.default(true).meta({ description: 'A licence pushes to the devices it moves. Assumption.' }),
})

const upTo = distribution.meta({ title: 'distribution' })
const SEVEN_DAYS = 'Microsoft: up to seven days.'
const retentionByKind = mapping({
  email: upTo.default('7d').meta({ description: SEVEN_DAYS }),
  vpn: upTo.default('7d').meta({ description: SEVEN_DAYS }),
  certificate: upTo.default('7d').meta({ description: SEVEN_DAYS }),
  wifi: upTo.default('7d').meta({ description: SEVEN_DAYS }),
  configuration: upTo.default('7d').meta({ description: SEVEN_DAYS }),
})

export const retention = mapping({
  max: z
    .union([distribution, retentionByKind])
    .default('7d')
    .meta({ description: `How long old profiles remain, or one per kind. ${SEVEN_DAYS}` }),
  clock: oneOf(['change', 'last-contact']).default('change').meta({
    description:
      "From when it counts: the device's own change, or the last contact before it. Sources leave it open; assumption.",
  }),
  model: oneOf(['local-timer', 'server-suspension']).default('local-timer').meta({
    description:
      'What removes a profile then: the device itself, or the service at the next contact. Sources leave it open; the default is the cautious reading.',
  }),
  endsAt: oneOf(['new-settings', 'first-contact'])
    .default('new-settings')
    .meta({ description: 'Whether the first contact without new settings already ends it. Microsoft says both.' }),
})

export const support = mapping({
  openedAt: z.union([never, point]).prefault('+0h').meta({
    description:
      'When the ticket for devices that do not move by themselves is opened, or `never`. Microsoft: call support. The date is an assumption.',
  }),
  leadTime: distribution
    .default({ lognormal: { median: '5d', p95: '20d' } })
    .meta({ description: 'How long until it is answered. Assumption.' }),
  devicesPerDay: count.default(50).meta({ description: 'How many devices support switches a day. Assumption.' }),
  hours: openingHours.default('business').meta({
    description: 'With `business` a day is a working day: Monday to Friday, 08:00 to 18:00, no holidays. Assumption.',
  }),
})
