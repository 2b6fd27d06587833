/**
 * The state of devices: one record of 37 doubles per row, the most used fields first so that a device's steady life
 * touches two cache lines. Three typed arrays view the same memory; a field belongs to one of them and is addressed as
 * `doubles[row * DOUBLES + FIELD]`, `ints[row * INTS + FIELD]` or `bytes[row * BYTES + FIELD]`.
 */
export class DeviceTable {
  readonly doubles: Float64Array
  readonly ints: Int32Array
  readonly bytes: Int8Array
  /** When each kind's old profile must be gone, ms: `deadlines[row * 5 + kind]`. */
  readonly deadlines: Float64Array

  constructor(rows: number) {
    const memory = new ArrayBuffer(rows * DOUBLES * 8)
    this.doubles = new Float64Array(memory)
    this.ints = new Int32Array(memory)
    this.bytes = new Int8Array(memory)
    this.deadlines = new Float64Array(rows * 5)
  }
}

export const DOUBLES = 37
export const INTS = DOUBLES * 2
export const BYTES = DOUBLES * 8

// Doubles 0-3: the keys of the presence timer and the poll timer and of the earliest other timer; the next due time, ms.
export const PRESENCE_KEY = 0
export const POLL_KEY = 1
export const REST_KEY = 2
export const DUE = 3

// Ints 8-23.
/** Four words of the stream of presence spells. */
export const PRESENCE_STREAM = 8
/** Four words of the stream of poll intervals. */
export const POLL_STREAM = 12
/** Two words of the trajectory hash. */
export const HASH_A = 16
export const HASH_B = 17
/** Number of the current or next offline spell. */
export const SPELL = 18
/** Index of the device in its cohort. */
export const INDEX = 19
export const COHORT = 20
/** Index of the owner in the home cohort of the users; −1: no owner. */
export const USER = 21
/** Where the presence generator stands: a day of the week table or an interval of the trace. */
export const CURSOR = 22
/** Attempts refused by the service so far. */
export const REFUSALS = 23

// Bytes 96-127.
export const ONLINE = 96
/** A poll fell due in this offline spell. */
export const OVERDUE = 97
/** No push ever reaches the device. */
export const DEAF = 99
/** Management state without the overlay of the APNs certificate, and the state shown. */
export const STATE = 100
export const SHOWN = 101
/** Causes of the open gaps; −1: no gap. */
export const MANAGEMENT_CAUSE = 102
export const PROTECTION_CAUSE = 103
export const BLOCKED = 104
export const STRANDED = 105
/** Trigger of the stored push + 1; 0: none. */
export const STORED = 106
/** A channel renewal waits for the device to come online. */
export const WAITING_RENEWAL = 108
/** Bits of the kinds without which the device has no network. */
export const DEPENDS = 111
/** Five bytes each: the rule and the state of every kind. */
export const RULE = 112
export const KIND = 117
/** Bits of the kinds that the new authority has delivered. */
export const DELIVERED = 122
/** Trigger and number of refusals of the check-in that stands at a station; refusals −1: none does. */
export const AT_TRIGGER = 123
export const AT_REFUSALS = 124
/** Whether the wave has moved the device, rather than the tenant switch. */
export const BY_WAVE = 126
/** Index of the presence behaviour among the cohort's. */
export const BEHAVIOUR = 127

// Doubles 16-23: written at transitions only.
export const STATE_SINCE = 16
export const MANAGEMENT_SINCE = 17
export const PROTECTION_SINCE = 18
export const OWN_CHANGE = 19
export const FIRST_CHECKIN = 20
export const MANAGED_AT = 21
export const PROTECTED_AT = 22
export const LAST_CONTACT = 23

// Ints 48-51: counts that bytes would not hold, and the wave.
/** Refused attempts whose retry is set. */
export const THROTTLED = 48
/** Push attempts set that a successful check-in stops. */
export const RETRIES = 49
/** People's acts that wait for the device to come online. */
export const WAITING_ACTS = 50
/** Index of the wave that the owner belongs to; −1: none. */
export const WAVE = 51

// Doubles 26-29: NaN until known.
/** When the identity certificate ends, ms. */
export const CERTIFICATE_END = 26
export const ENROLLED_AT = 27
/** Since when the access gap has its present cause. */
export const ACCESS_SINCE = 28
/** When the next attempt to enrol is due, ms; NaN: none is. */
export const ATTEMPT_AT = 29

// Ints 60-67: counts that number draws, and places in lines.
/** Attempts to enrol so far. */
export const ENROLMENTS = 60
/** Token lives drawn, blocks, and unblock delays drawn so far. */
export const TOKENS = 61
export const BLOCKS = 62
export const UNBLOCKS = 63
/** Calls so far. */
export const CALLS = 64
/** Ticket of the call in the line of the help desk; −1: none. */
export const CALL_TICKET = 65
/** First node of the device's pending actions; −1: none. */
export const PENDING = 66
/** Place of the device's push in the line of the push station. */
export const PUSH_PLACE = 67

// Bytes 272-283, read as three words: as long as all are 0 nothing unusual waits for the device. See `isSteady`.
export const UNUSUAL = 68
/** The identity certificate has expired; it may be renewed. */
export const EXPIRED = 272
export const RENEWABLE = 273
/** The record is hidden. */
export const HIDDEN = 274
/** No contact for longer than compliance is valid. */
export const LAPSED = 275
/** Conditional access keeps the device out. */
export const DENIED = 276
/** Where its category stands: 0 none, 1 to be queued, 2 in the line. */
export const CATEGORY = 277
/** Where its certificate request stands: 0 none, 1 in the line, 2 granted while offline. */
export const REQUEST = 278
/** Bits of what happens when the device is next online; see `waiting.ts`. */
export const WAITING = 279
/** Offline by a restart: 1 for its minutes, 2 until presence next comes online. */
export const DOWN = 280
/** Bits of the stations that hold the device: it must not run ahead of the others. */
export const HELD = 281
/** The next successful check-in has settings to apply although the device is managed. */
export const STALE = 282
/** Where its call stands; see `calls.ts`. */
export const CALL = 283

// Bytes 284-293, and those left free above.
/** The device reports to the service: its check-ins and pushes exist. */
export const ENROLLED = 98
/** Presence says online, whatever a restart or a lost network makes of it. */
export const PRESENT = 107
/** Bits of the kinds that are missing. */
export const LACKING = 109
/** Why the last attempt to enrol came to nothing; see `enrolment.ts`. */
export const REFUSED = 125
/** An action unenrolled the device for good. */
export const RETIRED = 284
export const COMPLIANT = 285
/** Reported compliance, and whether it is frozen. */
export const REPORTED = 286
export const FROZEN = 287
/** Conditional access is enforced on the device; what it asks for is given. */
export const FORCED = 288
export const GOOD = 289
/** The device's topic is the changed one. */
export const TOPIC = 290
/** Cause of the open access gap; −1: no gap. */
export const ACCESS_CAUSE = 291
/** The user's own change has happened: an enrolment comes under the new authority. */
export const CHANGED = 292
/** Coexistence: the authority that the user's licence asks for; see `targets.ts`. */
export const TARGET = 293
