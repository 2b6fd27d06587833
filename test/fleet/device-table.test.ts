import { expect, test } from 'vitest'
import * as field from '../../src/fleet/device-table.ts'

const { DOUBLES, INTS, BYTES, DeviceTable, UNUSUAL, PRESENCE_STREAM, POLL_STREAM, RULE, KIND, ...rest } = field

/** Writes to places of one view and says which bytes of the record change. */
function bytesOf(places: readonly number[], view: 'doubles' | 'ints' | 'bytes'): readonly number[] {
  const table = new DeviceTable(1)
  for (const place of places) table[view][place] = -1
  const all = new Uint8Array(table.bytes.buffer)
  return [...all.keys()].filter((at) => all[at] !== 0)
}

/** Fields of the view of doubles; of the others, bytes stand beyond the last int. */
const DOUBLE_FIELDS = [
  'PRESENCE_KEY',
  'POLL_KEY',
  'REST_KEY',
  'DUE',
  'LAST_CONTACT',
  'FIRST_CHECKIN',
  'STATE_SINCE',
  'MANAGEMENT_SINCE',
  'PROTECTION_SINCE',
  'ACCESS_SINCE',
  'OWN_CHANGE',
  'MANAGED_AT',
  'PROTECTED_AT',
  'CERTIFICATE_END',
  'ENROLLED_AT',
  'ATTEMPT_AT',
]

test('no two fields of a device share a byte, and all are within its record', () => {
  const places = new Map<string, readonly number[]>([
    [
      'PRESENCE_STREAM',
      bytesOf(
        [0, 1, 2, 3].map((word) => PRESENCE_STREAM + word),
        'ints',
      ),
    ],
    [
      'POLL_STREAM',
      bytesOf(
        [0, 1, 2, 3].map((word) => POLL_STREAM + word),
        'ints',
      ),
    ],
    [
      'RULE',
      bytesOf(
        [0, 1, 2, 3, 4].map((kind) => RULE + kind),
        'bytes',
      ),
    ],
    [
      'KIND',
      bytesOf(
        [0, 1, 2, 3, 4].map((kind) => KIND + kind),
        'bytes',
      ),
    ],
  ])
  for (const [name, place] of Object.entries(rest)) {
    const view = DOUBLE_FIELDS.includes(name) ? 'doubles' : place < INTS ? 'ints' : 'bytes'
    places.set(name, bytesOf([place], view))
  }
  const owners = new Map<number, string>()
  for (const [name, bytes] of places) {
    expect(bytes.length, name).toBeGreaterThan(0)
    for (const byte of bytes) {
      expect(owners.get(byte) ?? name).toBe(name)
      owners.set(byte, name)
    }
  }
  expect(Math.max(...owners.keys())).toBeLessThan(BYTES)
})

test('the three words of what is unusual are those of its twelve bytes', () => {
  const words = bytesOf([UNUSUAL, UNUSUAL + 1, UNUSUAL + 2], 'ints')
  const { EXPIRED, RENEWABLE, HIDDEN, LAPSED, DENIED, CATEGORY, REQUEST, WAITING, DOWN, HELD, STALE, CALL } = field
  const unusual = [EXPIRED, RENEWABLE, HIDDEN, LAPSED, DENIED, CATEGORY, REQUEST, WAITING, DOWN, HELD, STALE, CALL]
  expect(words).toEqual(unusual)
})

test('a record is a whole number of doubles, as three views see it', () => {
  expect([INTS, BYTES]).toEqual([2 * DOUBLES, 8 * DOUBLES])
})
