import { describe, expect, test } from 'vitest'
import { perform } from '../../src/experiment/run.ts'
import { collect } from '../../src/measure/collect.ts'
import { ConservationError } from '../../src/measure/conservation.ts'
import { gapKey } from '../../src/measure/gap-tally.ts'
import { type Tally, TIMELINE_COLUMNS } from '../../src/measure/tally.ts'
import { planOf } from '../../src/model/plan.ts'
import { CAUSE_CODE, FATE_CODE, STATE_CODE, STATION_CODE } from '../../src/model/vocabulary.ts'
import { cohort, online, POLL, scenarioOf } from '../helpers/story.ts'

const scenario = scenarioOf({
  fleet: [
    cohort({ devices: 20, presence: online([0, 25], [30, 40]), profiles: {}, licensed: 0.5 }),
    cohort({ cohort: 'tablets' }),
  ],
  poll: POLL,
  push: {},
  retention: { max: '3h' },
})

/** What the results of a run say after something has been done to its tally. */
function tampered(tamper: (tally: Tally) => void): () => unknown {
  const plan = planOf(scenario)
  const tally = perform(plan, { from: 0, to: plan.devices }, { devices: false, events: false })
  tamper(tally)
  return () => collect(plan, tally)
}

const EDITS: readonly (readonly [what: string, message: RegExp, tamper: (tally: Tally) => void])[] = [
  [
    'a device too many in a state',
    /devices of phones in bucket 5/,
    (tally) => tally.changes[STATE_CODE.pending * (tally.buckets + 1) + 5]!++,
  ],
  [
    'a device too few in the last bucket of the second cohort',
    /devices of tablets in bucket 191/,
    (tally) => tally.changes[(TIMELINE_COLUMNS + STATE_CODE.managed_new) * (tally.buckets + 1) + 191]!--,
  ],
  [
    'a millisecond too much in a managed state',
    /device-time in all states/,
    (tally) => tally.leave(STATE_CODE.managed_old, 1),
  ],
  [
    'time in an unmanaged state that is in no gap',
    /management gap and in its states/,
    (tally) => {
      const devices = tally.stateTime
      devices[STATE_CODE.pending]!.add(1, 1)
      // Taken from a managed state, so that the whole is right: a sum cannot be negative, so it is made anew.
      const left = Number(devices[STATE_CODE.managed_old]!.toBigInt()) - 1
      devices[STATE_CODE.managed_old] = new (devices[0]!.constructor as new () => (typeof devices)[number])()
      devices[STATE_CODE.managed_old]!.add(1, left)
    },
  ],
  [
    'time in a cause of no device',
    /management gap by cause and by device/,
    (tally) => tally.gap(0, 0, CAUSE_CODE.offline, 1),
  ],
  [
    'time in a protection gap without a cause',
    /protection gap by cause and by device/,
    (tally) => tally.gapTotal(1, 1, 1, -1),
  ],
  ['an attempt without an outcome', /attempts to check in/, (tally) => tally.attempts++],
  ['an outcome without an attempt', /attempts to check in/, (tally) => tally.checkins[3]!++],
  ['a push that was never due', /pushes due/, (tally) => tally.push(FATE_CODE.delivered, 5)],
  ['a push due without a fate', /pushes due/, (tally) => tally.push(FATE_CODE.due, 5)],
  ['a call without an end', /calls and their ends/, (tally) => tally.call(0, 5)],
  [
    'a call that ends twice',
    /calls and their ends/,
    (tally) => [0, 1, 2].forEach((which) => void tally.call(which, 5)),
  ],
  ['a call at the horizon that was never opened', /calls and their ends/, (tally) => tally.callsOpen(1)],
  ['an action issued and forgotten', /actions issued and their ends/, (tally) => tally.action(0, 5)],
  ['an action dropped that was never issued', /actions issued and their ends/, (tally) => tally.action(3, 5)],
  ['an action open that was never issued', /actions issued and their ends/, (tally) => tally.actionsOpen(1)],
  [
    'an execution without its time',
    /actions executed and their times/,
    (tally) => {
      tally.action(0, 5)
      tally.action(1, 5)
    },
  ],
  ['a line shorter than empty', /the line of help_desk/, (tally) => tally.queue(STATION_CODE.help_desk, 5, -1)],
  ['access lost that is in no gap', /access gap and without access/, (tally) => tally.admit(0, 5, -1)],
  [
    'a device that enters twice',
    /devices of phones in bucket 0/,
    (tally) => {
      tally.enter(0, 0, STATE_CODE.managed_new)
      tally.leave(STATE_CODE.managed_new, scenario.horizon)
    },
  ],
  ['an outstanding push forgotten', /pushes due/, (tally) => tally.outstanding(1)],
]

describe('results that do not add up are refused', () => {
  test('those of an honest run are not', () => {
    expect(tampered(() => {})).not.toThrow()
  })

  test.each(EDITS)('%s', (_, message, tamper) => {
    expect(tampered(tamper)).toThrow(ConservationError)
    expect(tampered(tamper)).toThrow(message)
  })

  test('an action that is not issued, and calls and actions that stay open, are none', () => {
    const honest = tampered((tally) => {
      tally.action(2, 5)
      for (const which of [0, 0, 0, 1, 3]) tally.action(which, 5)
      tally.actionTime(0)
      tally.actionsOpen(1)
      for (const which of [0, 0, 0, 1, 2]) tally.call(which, 5)
      tally.callsOpen(1)
    })
    expect(honest).not.toThrow()
  })

  test('keys of gaps, causes and cohorts are all different', () => {
    const keys = [0, 1, 2].flatMap((index) =>
      [0, 1, 2].flatMap((gap) => Array.from({ length: 20 }, (_, cause) => gapKey(index, gap, cause - 1))),
    )
    expect(new Set(keys).size).toBe(keys.length)
  })
})
