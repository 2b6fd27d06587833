import type { ScenarioDocument } from '../../scenario/schema/schema.ts'
import { settingOf } from '../assumptions.ts'

interface Rule {
  readonly words: string
  /** Who says so; '' where it follows from the scenario alone. */
  readonly source: '' | 'Microsoft' | 'assumption'
  /** Fields of the scenario that set its figures. */
  readonly fields?: readonly string[]
}

const RULES = {
  presence: { words: "The device is online when its cohort's presence says so.", source: '' },
  poll: {
    words: 'A device that is online checks in on a schedule of its own.',
    source: 'Microsoft',
    fields: ['poll.jitter', 'poll.onReconnect', 'poll.reconnectDelay'],
  },
  push: {
    words:
      'The service announces what is new by a push; a device that hears it checks in. To an offline device it is stored for a while; some devices never hear any.',
    source: 'Microsoft',
    fields: ['push.detectDelay', 'push.latency', 'push.loss', 'push.retries', 'push.retryEvery', 'push.deadShare'],
  },
  portal: {
    words: 'Users who are asked to open the company portal make their device check in, if they answer.',
    source: 'Microsoft',
    fields: ['change.campaigns'],
  },
  sync: { words: 'An administrator asks devices to check in, by a push.', source: 'Microsoft' },
  burst: {
    words:
      'A device that has just enrolled checks in at once, and often at first: every 15 minutes for an hour on Apple devices, else every 3 minutes for 15 minutes and every 15 minutes for 2 hours.',
    source: 'Microsoft',
  },
  renewal: {
    words: 'A Windows device renews its push channel, which is a check-in.',
    source: 'Microsoft',
    fields: ['channelRenewal'],
  },
  delivery: {
    words:
      'The first successful check-in after its own change brings a device under the new authority. Each delivers what is assigned and ready: over the old profile if it has its name, else beside it.',
    source: 'Microsoft',
    fields: ['change.settingsReady'],
  },
  change: {
    words:
      "A user's devices move with the user's wave, all others at the tenant switch. From then on no service manages a device until it next checks in; its old profiles stay for a while.",
    source: 'Microsoft',
    fields: ['retention.max'],
  },
  retention: {
    words: 'An old profile that nothing has replaced goes at its deadline.',
    source: 'Microsoft',
    fields: ['retention.max', 'retention.clock', 'retention.model', 'retention.endsAt'],
  },
  stranding: {
    words: 'A device that loses the profile its only network depends on cannot be reached any more by what would help.',
    source: 'assumption',
  },
  ticket: {
    words:
      'Devices without a user, and those of device enrolment managers, do not move by themselves: an administrator switches them before the tenant switch, or support afterwards, by ticket.',
    source: 'Microsoft',
    fields: ['support.openedAt', 'support.leadTime', 'support.devicesPerDay', 'support.hours'],
  },
  switched: {
    words: 'An administrator can switch devices that do not move by themselves, and others, before the tenant switch.',
    source: 'Microsoft',
  },
  licence: { words: 'A user without a licence for the new service cannot move, nor enrol.', source: 'Microsoft' },
  apns: {
    words:
      'The service reaches Apple devices only while the tenant has a valid Apple push certificate of the topic they enrolled under; without one they can neither check in nor enrol.',
    source: 'Microsoft',
    fields: ['change.apns.uploads', 'change.apns.pushOnUpload'],
  },
  throttling: {
    words: 'A service at its capacity refuses check-ins; the device tries again, later each time.',
    source: 'assumption',
    fields: ['stations.service.ratePerMinute', 'stations.service.retryAfter'],
  },
  migration: {
    words:
      "A device leaves another vendor's service only by unenrolment, which takes its profiles at once; some users do as announced, after a while.",
    source: 'Microsoft',
    fields: ['change.migrate.response', 'change.migrate.delay', 'change.migrate.pause'],
  },
  decommission: {
    words: 'When the old service is switched off its devices are left without one.',
    source: 'assumption',
    fields: ['change.decommission', 'retention.max'],
  },
  enrolment: {
    words:
      'An attempt to enrol takes a while, and fails if the device goes offline meanwhile, or by chance; the user tries again later.',
    source: 'Microsoft',
    fields: ['enrolment.duration', 'enrolment.failure', 'enrolment.retry'],
  },
  coexistence: {
    words: "Where two services coexist the user's licence decides; a device follows it at its next check-in.",
    source: 'Microsoft',
  },
  silent: {
    words:
      'Co-managed devices enrol by themselves, spread over a while, and stay with Configuration Manager until then.',
    source: 'Microsoft',
    fields: ['change.enrolSpread'],
  },
  access: {
    words:
      'Conditional access keeps out a device that is not enrolled and compliant, once the token it has is used up; it is let in again soon after it meets the rules.',
    source: 'Microsoft',
    fields: ['conditionalAccess.tokenLife', 'conditionalAccess.unblockDelay'],
  },
  nudge: {
    words: 'A user who is kept out is told to enrol, and some do.',
    source: 'assumption',
    fields: ['conditionalAccess.nudge.response', 'conditionalAccess.nudge.delay'],
  },
  helpDesk: {
    words: 'A user who misses profiles or access calls the help desk, which tries what suits the cause.',
    source: 'assumption',
    fields: ['helpDesk.callAfter', 'helpDesk.agents', 'helpDesk.handling', 'helpDesk.hours', 'helpDesk.patience'],
  },
  certificate: {
    words:
      'The service knows a device by an identity certificate that check-ins renew near its end. Once it has expired only a new enrolment helps; the record goes 180 days later.',
    source: 'Microsoft',
    fields: ['identityCertificate.remaining', 'identityCertificate.life', 'identityCertificate.renewBefore'],
  },
  cleanup: {
    words: 'A clean-up rule tidies away the records of silent devices.',
    source: 'Microsoft',
    fields: ['cleanup.after', 'cleanup.mode'],
  },
  issuance: {
    words: 'Certificates are issued at a limited rate; requests wait in line.',
    source: 'assumption',
    fields: ['stations.scep.ratePerMinute'],
  },
  action: {
    words: 'A remote action is announced by a push and executed at the next successful check-in.',
    source: 'Microsoft',
    fields: ['change.actions'],
  },
  arrival: { words: 'New devices arrive while the move is on, and enrol at once.', source: '' },
} as const satisfies Readonly<Record<string, Rule>>

export type RuleName = keyof typeof RULES

/** The rule in words with who says so, and the settings that it took its figures from; guesses of ours are called so. */
export function ruleText(name: RuleName, document: ScenarioDocument): string {
  const { words, source, fields = [] }: Rule = RULES[name]
  const settings = fields.flatMap((field) => {
    const { value, assumed } = settingOf(document, field)
    if (value === '' || value === 'not set' || /^[[{]/.test(value)) return []
    return [`${field} ${value}${assumed ? ' (assumption)' : ''}`]
  })
  const said = source === '' ? '' : ` ${source === 'Microsoft' ? 'Source: Microsoft.' : 'Assumption.'}`
  return `${words}${said}${settings.length === 0 ? '' : ` Settings: ${settings.join('; ')}.`}`
}
