/**
 * The state of devices: one record of 37 doubles per row, the most used fields first: a device that comes, polls and
 * goes without anything to tell is in the first 136 bytes. Three typed arrays view the same memory; a field belongs to
 * one of them and is addressed as `doubles[row * DOUBLES + FIELD]`, `ints[row * INTS + FIELD]` or `bytes[row * BYTES + FIELD]`.
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

// Doubles 0-5: the keys of the presence timer and the poll timer and of the earliest other timer; the next due time, the
// last contact and the first check-in after the change, ms.
export const PRESENCE_KEY = 0
export const POLL_KEY = 1
export const REST_KEY = 2
export const DUE = 3
export const LAST_CONTACT = 4
/** NaN until there was one after the own change. */
export const FIRST_CHECKIN = 5

// Ints 12-23.
/** Four words of the stream of presence spells. */
export const PRESENCE_STREAM = 12
/** Two words of the trajectory hash. */
export const HASH_A = 16
export const HASH_B = 17
/** Number of the current or next offline spell. */
export const SPELL = 18
/** Index of the device in its cohort. */
export const INDEX = 19
export const COHORT = 20
/** Push attempts set that a successful check-in stops. */
export const RETRIES = 21
/** People's acts that wait for the device to come online. */
export const WAITING_ACTS = 22
/** First node of the device's pending actions; −1: none. */
export const PENDING = 23

// Bytes 96-107, read as three words: as long as all are 0 nothing unusual waits for the device. See `isSteady`.
export const UNUSUAL = 24
/** The identity certificate has expired; it may be renewed. */
export const EXPIRED = 96
export const RENEWABLE = 97
/** The record is hidden. */
export const HIDDEN = 98
/** No contact for longer than compliance is valid. */
export const LAPSED = 99
/** Conditional access keeps the device out. */
export const DENIED = 100
/** Where its category stands: 0 none, 1 to be queued, 2 in the line. */
export const CATEGORY = 101
/** Where its certificate request stands: 0 none, 1 in the line, 2 granted while offline. */
export const REQUEST = 102
/** Bits of what happens when the device is next online; see `waiting.ts`. */
export const WAITING = 103
/** Offline by a restart: 1 for its minutes, 2 until presence next comes online. */
export const DOWN = 104
/** Bits of the stations that hold the device: it must not run ahead of the others. */
export const HELD = 105
/** The next successful check-in has settings to apply although the device is managed. */
export const STALE = 106
/** Where its call stands; see `calls.ts`. */
export const CALL = 107

// Bytes 108-135.
export const ONLINE = 108
/** Presence says online, whatever a restart or a lost network makes of it. */
export const PRESENT = 109
/** A poll fell due in this offline spell. */
export const OVERDUE = 110
/** The device reports to the service: its check-ins and pushes exist. */
export const ENROLLED = 111
/** No push ever reaches the device. */
export const DEAF = 112
/** Management state without the overlay of the APNs certificate, and the state shown. */
export const STATE = 113
export const SHOWN = 114
/** Causes of the open gaps; −1: no gap. */
export const MANAGEMENT_CAUSE = 115
export const PROTECTION_CAUSE = 116
/** Cause of the open access gap; −1: no gap. */
export const ACCESS_CAUSE = 117
export const BLOCKED = 118
export const STRANDED = 119
/** Trigger of the stored push + 1; 0: none. */
export const STORED = 120
/** A channel renewal waits for the device to come online. */
export const WAITING_RENEWAL = 121
/** Bits of the kinds that are missing. */
export const LACKING = 122
/** Bits of the kinds that the new authority has delivered. */
export const DELIVERED = 123
/** Trigger and number of refusals of the check-in that stands at a station; refusals −1: none does. */
export const AT_TRIGGER = 124
export const AT_REFUSALS = 125
/** Index of the presence behaviour among the cohort's. */
export const BEHAVIOUR = 126
export const COMPLIANT = 127
/** Reported compliance, and whether it is frozen. */
export const REPORTED = 128
export const FROZEN = 129
/** Conditional access is enforced on the device; what it asks for is given. */
export const FORCED = 130
export const GOOD = 131
/** Why the last attempt to enrol came to nothing; see `enrolment.ts`. */
export const REFUSED = 132
/** An action unenrolled the device for good. */
export const RETIRED = 133
/** The user's own change has happened: an enrolment comes under the new authority. */
export const CHANGED = 134
/** Whether the wave has moved the device, rather than the tenant switch. */
export const BY_WAVE = 135

// Doubles 17-26: written at transitions only.
export const STATE_SINCE = 17
export const MANAGEMENT_SINCE = 18
export const PROTECTION_SINCE = 19
/** Since when the access gap has its present cause. */
export const ACCESS_SINCE = 20
export const OWN_CHANGE = 21
export const MANAGED_AT = 22
export const PROTECTED_AT = 23
/** When the identity certificate ends, ms. */
export const CERTIFICATE_END = 24
export const ENROLLED_AT = 25
/** When the next attempt to enrol is due, ms; NaN: none is. */
export const ATTEMPT_AT = 26

// Ints 54-69: more of presence and polls; counts that number draws; places in lines.
/** Four words of the stream of poll intervals. */
export const POLL_STREAM = 54
/** Where the presence generator stands: a day of the week table or an interval of the trace. */
export const CURSOR = 58
/** Index of the owner in the home cohort of the users; −1: no owner. */
export const USER = 59
/** Index of the wave that the owner belongs to; −1: none. */
export const WAVE = 60
/** Refused attempts whose retry is set. */
export const THROTTLED = 61
/** Attempts refused by the service so far. */
export const REFUSALS = 62
/** Attempts to enrol so far. */
export const ENROLMENTS = 63
/** Token lives drawn, blocks, and unblock delays drawn so far. */
export const TOKENS = 64
export const BLOCKS = 65
export const UNBLOCKS = 66
/** Calls so far. */
export const CALLS = 67
/** Ticket of the call in the line of the help desk; −1: none. */
export const CALL_TICKET = 68
/** Place of the device's push in the line of the push station. */
export const PUSH_PLACE = 69

// Bytes 280-293.
/** Bits of the kinds without which the device has no network. */
export const DEPENDS = 280
/** Five bytes each: the rule and the state of every kind. */
export const RULE = 281
export const KIND = 286
/** The device's topic is the changed one. */
export const TOPIC = 291
/** Coexistence: the authority that the user's licence asks for; see `targets.ts`. */
export const TARGET = 292
/** Bits of the kinds that the new authority assigns to the device. */
export const ASSIGNED = 293
