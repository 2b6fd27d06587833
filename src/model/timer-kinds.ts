/** Kinds of a device's rare timers; of those set for one instant and class, the lower number goes first. */
export const TIMER = {
  /** The change of the device's user, or the tenant's; payload: the state it brings, and what announces it. */
  change: 0,
  /** The user of an unlicensed device gets a licence; in coexistence, the user's target changes. */
  licence: 1,
  /** Settings become ready. */
  ready: 2,
  /** An APNs outage begins (payload 1) or ends (0). */
  apns: 3,
  /** A push is sent; payload: message · 1024 + attempt. */
  send: 4,
  /** Support, or the administrator, has switched the device; payload: what announces it. */
  switched: 5,
  /** A push arrives; payload: its trigger and the enrolment it was sent to; value: when it expires. */
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
  /** A new device arrives. */
  newDevice: 14,
  /** The old third-party service is switched off. */
  decommission: 15,
  /** A workload is switched; payload: its index. */
  workload: 16,
  /** An action is issued; payload: its place among those of the cohort. */
  action: 17,
  /** Conditional access is enforced on the device. */
  force: 18,
  /** The identity certificate may be renewed from now on. */
  renewable: 19,
  /** A certificate that was requested is there. */
  grant: 20,
  /** The work on the device's category is done. */
  categorised: 21,
  /** The user unenrols the device, or begins to enrol it. */
  moment: 22,
  /** The user calls the help desk. */
  call: 23,
  /** An attempt to enrol begins. */
  enrol: 25,
  /** It ends. */
  enrolEnd: 26,
  /** A check-in of the burst after an enrolment; payload: its number. */
  burst: 27,
  /** A restart is over. */
  restarted: 28,
  /** The device has been online long enough for an app wipe; payload: the action's place. */
  appWipe: 29,
  /** The identity certificate expires. */
  identityExpiry: 30,
  /** The record of a device with an expired certificate is removed. */
  removal: 31,
  /** The record of a silent device is hidden or removed. */
  cleanup: 32,
  /** The last contact is too long ago for compliance. */
  lapse: 33,
  /** The console reports the true compliance again. */
  thaw: 34,
  /** Access ends with its token; access comes back. */
  block: 35,
  unblock: 36,
  /** The caller's patience is over: what happens at the help desk comes after what happens to the device. */
  hangUp: 37,
} as const
