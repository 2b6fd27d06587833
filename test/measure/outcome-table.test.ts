import { describe, expect, test } from 'vitest'
import { OutcomeTable } from '../../src/measure/outcome-table.ts'
import type { Outcome } from '../../src/model/recorder.ts'

/** An outcome whose figures all differ, and from those of other devices. */
function outcomeOf(device: number): Outcome {
  const figure = (place: number): number => device * 100 + place
  return {
    ...{ cohort: figure(1), user: figure(2), wave: figure(3), changedAt: figure(4), firstCheckin: figure(5) },
    ...{ managedAt: figure(6), enrolledAt: figure(7), certificateEnd: figure(8), protectedAgain: figure(9) },
    ...{ gaps: [figure(10), figure(11), figure(12)], mainCause: device, finalState: device + 1 },
  }
}

/** Devices `from` to `to` of a fleet, from 0. */
function tableOf(from: number, to: number): OutcomeTable {
  const table = new OutcomeTable(from, to - from)
  for (let device = from; device < to; device++) table.set(device, outcomeOf(device))
  return table
}

describe('the outcomes of devices', () => {
  test('are kept by device, each figure in its column', () => {
    const table = tableOf(4, 6)
    const { cohort, user, wave, changedAt, firstCheckin, managedAt, enrolledAt, certificateEnd, protectedAgain } = table
    const times = [changedAt, firstCheckin, managedAt, enrolledAt, certificateEnd, protectedAgain, ...table.gaps]
    const columns = [cohort, user, wave, ...times, table.mainCause, table.finalState]
    expect(columns.map((column) => column[1])).toEqual([
      ...[501, 502, 503, 504, 505, 506, 507, 508, 509, 510, 511, 512, 5, 6],
    ])
    expect([table.enrolledAt[0], table.certificateEnd[0]]).toEqual([407, 408])
  })

  test('of parts of the fleet merge in any order', () => {
    const whole = new OutcomeTable(0, 6)
    for (const part of [tableOf(4, 6), tableOf(0, 3), tableOf(3, 4)]) whole.merge(part)
    expect(whole).toEqual(tableOf(0, 6))
  })
})
