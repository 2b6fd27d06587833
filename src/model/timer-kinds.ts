/** Kinds of a device's rare timers; of those set for one instant and class, the lower number goes first. */
export const TIMER = {
  /** The device's own change; payload: the state it enters. */
  change: 0,
  /** The user of an unlicensed device gets a licence. */
  licence: 1,
  /** Settings become ready. */
  ready: 2,
  /** An APNs outage begins (payload 1) or ends (0). */
  apns: 3,
  /** A push is sent; payload: message · 1024 + attempt. */
  send: 4,
  /** Support has switched the device. */
  switched: 5,
  /** A push arrives; payload: its trigger; value: when it expires. */
  arrival: 6,
  /** The stored push acts. */
  stored: 7,
  /** The user answers a campaign. */
  act: 8,
  /** A check-in that something else has caused; payload: its trigger. */
  checkin: 9,
  /** The Windows push channel is renewed. */
  renewal: 10,
  /** A refused check-in is tried again; payload: trigger · 64 + refusals so far. */
  retry: 11,
  /** The stored push expires. */
  storedExpiry: 12,
  /** The old profiles of some kinds have reached their deadline. */
  retention: 13,
} as const
