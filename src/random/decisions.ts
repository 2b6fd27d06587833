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
  /** How long an attempt to enrol takes, whether it fails, and how long until the next one. */
  enrolmentDuration: 40,
  enrolmentFailure: 41,
  enrolmentRetry: 42,
  /** By user: whether a person answers the announcement of a migration, and after how long. */
  migrateResponse: 43,
  migrateDelay: 44,
  /** How long a device lies between its unenrolment and the first attempt to enrol. */
  migratePause: 45,
  /** By user and block: whether a person whose access is denied acts, and after how long. */
  nudgeResponse: 46,
  nudgeDelay: 47,
  /** How long access outlives compliance. */
  tokenLife: 48,
  /** How long access takes to come back. */
  unblockDelay: 49,
  /** When a co-managed device enrols within the spread. */
  enrolSpread: 50,
  /** When a new device arrives. */
  arrivalDate: 51,
  /** How long after a gap opens, or after the last call, a user calls; how long the call takes; how long the caller waits. */
  callAfter: 52,
  callHandling: 53,
  callPatience: 54,
  /** Life left of an identity certificate at the last contact before the start. */
  certificateRemaining: 55,
  /** For how long the console reports the compliance of before the change. */
  reportLag: 56,
  /** Whether a device is in a device category. */
  category: 57,
  /** By user: whether a licence is taken away. */
  licenceRemoval: 58,
  /** Whether a device that an action unenrolled enrols again; whether a restarted device stays locked. */
  actionReturn: 59,
  actionLocked: 60,
  /** The order in which a pool of pushes is served, and the fate of a push sent from it; by tick. */
  poolOrder: 61,
  poolLoss: 62,
  poolLatency: 63,
} as const
