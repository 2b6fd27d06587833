/**
 * The random decisions and their numbers, which are part of every draw's counter.
 *
 * Append-only: a number that is reused or changed moves fates in scenarios that do not use the new decision. 255 is
 * taken by key derivation. Decisions marked as streams are sequences (`seedStream`); the others are drawn one at a time
 * (`uniform`).
 */
export const DECISIONS = {
  /** Whether a device is online at the start. */
  presenceStart: 0,
  /** How long the first online or offline spell still lasts. */
  presenceResidual: 1,
  /** Stream: the lengths of the spells after the first. */
  presenceSpells: 2,
  /** When the first poll is due. */
  pollPhase: 3,
  /** Stream: the intervals between due times. */
  pollIntervals: 4,
  /** How long after coming online an overdue device checks in. */
  reconnectDelay: 5,
  /** Whether a device comes to work on a day. */
  attendance: 6,
  /** When it comes. */
  arrival: 7,
  /** When it goes. */
  departure: 8,
  /** Whether it stays online in a night. */
  overnight: 9,
  /** Which part of a mixture a device belongs to. */
  mixture: 10,
  /** Whether a device's network depends on what the move takes away. */
  dependsOn: 11,
  /** Whether such a device has another network. */
  fallbackNetwork: 12,
  profileEmail: 13,
  profileVpn: 14,
  profileCertificate: 15,
  profileWifi: 16,
  profileConfiguration: 17,
  retentionEmail: 18,
  retentionVpn: 19,
  retentionCertificate: 20,
  retentionWifi: 21,
  retentionConfiguration: 22,
  /** Whether no push ever reaches a device. */
  pushDead: 23,
  /** Whether one attempt of a push is lost. */
  pushLoss: 24,
  /** How long an attempt travels to a device that is online. */
  pushLatency: 25,
  /** How long after reconnecting a stored push acts. */
  storedLatency: 26,
  /** How long a service takes to notice that it has something to push. */
  detectDelay: 27,
  /** When a channel's own timer first fires. */
  channelPhase: 28,
  /** Whether a throttled check-in is tried again. */
  throttleRetry: 29,
  /** How long it waits before that. */
  throttleJitter: 30,
  /** The intervals between due times before the start, backwards. */
  historyInterval: 31,
  /** The lengths of the spells before the start, backwards. */
  historySpell: 32,
  /** By user: the order in which people are put in waves. */
  waveRank: 33,
  /** By user: whether a person ever gets a licence. */
  licensed: 34,
  /** By user: when. */
  licenceDate: 35,
  /** By user: whether a person answers a campaign. */
  campaignResponse: 36,
  /** By user: how long that takes. */
  campaignDelay: 37,
  /** Whether a remote action addresses a device. */
  actionShare: 38,
  /** How long before its need a ticket is opened. */
  ticketLeadTime: 39,
} as const
