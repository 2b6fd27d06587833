import { describe, expect, test } from 'vitest'
import { stepsOf } from '../helpers/steps.ts'
import { causesOf, cohort, DAY, type Document, milliseconds, NO_PROFILES, PUSH, storyOf } from '../helpers/story.ts'

/** A device that is tidied away after ten days of silence, asked to check in at times. */
function silent(syncs: readonly string[], document: Document = {}): Document {
  return {
    horizon: '30d',
    cleanup: { after: '10d' },
    push: { ...PUSH, latency: '0s' },
    ...document,
    change: {
      at: '29d',
      actions: syncs.map((at) => ({ at, kind: 'sync' })),
      ...(document.change as Document),
    },
  }
}
const REMOVE = { cleanup: { after: '10d', mode: 'remove' } }

describe('a cleanup that hides', () => {
  test('hides the record so long after the last contact, until the next successful check-in', async () => {
    expect(await stepsOf(silent(['15d']), 'hidden')).toEqual(['0 0', '240 1', '360 0', '600 1', '696 0'])
  })

  test('counts from the last contact', async () => {
    expect(await stepsOf(silent(['4d', '9d']), 'hidden')).toEqual(['0 0', '456 1', '696 0'])
  })

  test('spares a device that checks in at the last instant', async () => {
    const hidden = (at: number) =>
      stepsOf(silent([milliseconds(at)], { horizon: '12d', change: { at: '11d' } }), 'hidden')
    expect(await hidden(10 * DAY)).toEqual(['0 0'])
    expect((await hidden(10 * DAY + 1))[1]).toBe('240 1')
  })

  test('changes nothing for the device', async () => {
    expect(await storyOf(silent([]), 'state', 'kind')).toEqual([
      '696:00:00 1 state-pending',
      '696:00:00 1 state-managed_new',
    ])
  })

  test('does not give way to a check-in without success, though it is a contact', async () => {
    const document = silent(['15d'], { fleet: [cohort({ licensed: 0 })], change: { at: '2d' } })
    expect(await stepsOf(document, 'hidden')).toEqual(['0 0', '288 1'])
  })

  test('has hidden a device before the start that was silent long enough by then', async () => {
    const fleet = [cohort({ presence: { kind: 'dormant', lastSeen: '11d' } })]
    expect(await stepsOf(silent([], { fleet }), 'hidden')).toEqual(['0 1'])
  })

  test('leaves alone devices that have left the service, until they are enrolled again', async () => {
    const retire = (returns: number) => ({
      change: { actions: [{ at: '5d', kind: 'retire', returns }], migrate: { pause: '1d' } },
      enrolment: { duration: '0s', failure: 0 },
    })
    expect(await stepsOf(silent([], retire(0)), 'hidden')).toEqual(['0 0'])
    // Enrolled on the sixth day, with check-ins for 135 minutes more.
    expect(await stepsOf(silent([], retire(1)), 'hidden')).toEqual(['0 0', '387 1', '696 0'])
  })

  test('does not know the devices of another service', async () => {
    const change = { kind: 'third-party', from: 'third-party', at: '29d' }
    expect(await stepsOf(silent([], { change }), 'hidden')).toEqual(['0 0'])
  })
})

describe('a cleanup that removes', () => {
  test('deletes the record so long after the last contact', async () => {
    const document = silent(['3d'], { ...REMOVE, horizon: '20d', change: { at: '19d' } })
    expect((await storyOf(document, 'state'))[0]).toBe('312:00:00 1 state-removed')
    expect(await causesOf(document)).toEqual(['management retired 168'])
  })

  test('spares a device that checks in at the last instant', async () => {
    const removed = (at: number) =>
      storyOf(silent([milliseconds(at)], { ...REMOVE, horizon: '12d', change: { at: '11d' } }), 'state-removed')
    expect(await removed(10 * DAY)).toEqual([])
    expect(await removed(10 * DAY + 1)).toHaveLength(1)
  })

  test('takes the profiles at the next check-in, which is the last', async () => {
    const fleet = [cohort({ profiles: { ...NO_PROFILES, wifi: 'same-name' } })]
    const document = silent(['15d', '16d'], { ...REMOVE, fleet })
    expect(await storyOf(document, 'state', 'checkin', 'kind')).toEqual([
      '240:00:00 1 state-removed',
      '360:00:00 1 checkin-ok admin_sync',
      '360:00:00 1 kind-missing wifi',
    ])
  })
})
