/**
 * The state of devices: one record of 26 doubles per row, the most used fields first so that a device's steady life
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

export const DOUBLES = 26
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
/** Trigger and number of refusals of the attempt that stands at the service. */
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
