import { describe, expect, test } from 'vitest'
import { collect } from '../../src/measure/collect.ts'
import { Tally } from '../../src/measure/tally.ts'
import { planOf } from '../../src/model/plan.ts'
import { STATION_CODE } from '../../src/model/vocabulary.ts'
import { buffersIn } from '../helpers/buffers-in.ts'
import { enters, recorded } from '../helpers/recorded.ts'
import { cohort, HOUR, scenarioOf } from '../helpers/story.ts'

const QUIET = { horizon: '6h', bucket: '1h', change: { at: '1h' } }
const WANTS = { devices: false, events: false }

/** Calls, actions, attempts to enrol and a canary; each `at` hours after the start. */
function tell(tally: Tally, at: number): void {
  const time = at * HOUR
  for (const fate of [0, 0, 0, 1, 2, 2]) tally.enrolment(fate, time)
  for (let count = 0; count < 4; count++) tally.issued(time)
  for (const which of [0, 0, 0, 0, 1, 1, 2]) tally.call(which, time)
  tally.callsOpen(1)
  for (const which of [0, 0, 0, 0, 1, 1, 2, 2, 2, 3]) tally.action(which, time)
  tally.actionsOpen(1)
  tally.actionTime(100)
  tally.actionTime(at * 100)
  tally.canary(0, time)
}

describe('flows', () => {
  const { load, actions } = recorded(QUIET, (tally) => tell(tally, 2))
  const at2 = (column: string) => [load.columns.get(column)![2], load.total(column)]

  test('of attempts to enrol have those refused among those failed', () => {
    expect([at2('enrolments_ok'), at2('enrolments_failed'), at2('enrolments_refused')]).toEqual([
      [3, 3],
      [3, 3],
      [2, 2],
    ])
  })

  test('are certificates, calls opened, closed and abandoned, actions issued and executed', () => {
    const columns = ['certificates_issued', 'calls_opened', 'calls_closed', 'calls_abandoned']
    expect(columns.map((column) => at2(column)[0])).toEqual([4, 4, 2, 1])
    expect([at2('actions_issued')[0], at2('actions_executed')[0]]).toEqual([4, 2])
  })

  test('of actions dropped are those never issued and those dropped afterwards', () => {
    expect(at2('actions_dropped')).toEqual([4, 4])
  })

  test('come with the time from issue to execution', () => {
    expect(actions).toEqual({ executed: 2, p50: 100, p90: 200, max: 200 })
    expect(recorded(QUIET, () => {}).actions).toEqual({ executed: 0, p50: 0, p90: 0, max: 0 })
  })
})

describe('the canary', () => {
  test('has the first time of each step, and none of a step that it does not take', () => {
    const { canary } = recorded({ ...QUIET, canary: { at: '1h' } }, (tally, plan) => {
      enters(tally, plan, 1, HOUR)
      for (const time of [3 * HOUR, 2 * HOUR, 4 * HOUR]) tally.canary(0, time)
      tally.canary(2, 5 * HOUR)
    })
    expect(canary).toEqual({ enrolled: 2 * HOUR, visible: null, locked: 5 * HOUR })
    expect(recorded(QUIET, () => {}).canary).toBeNull()
  })
})

describe('parts of a run', () => {
  const plan = planOf(scenarioOf({ ...QUIET, fleet: [cohort({ devices: 2 })], helpDesk: {}, canary: { at: '1h' } }))

  /** Two devices and a canary, told to one recorder or to one each. */
  function parts(tallies: readonly [Tally, Tally, Tally]): void {
    tallies.forEach((tally, device) => {
      const cohort = device === 2 ? 1 : 0
      enters(tally, plan, cohort, 0)
      tell(tally, device + 1)
      tally.comply(cohort, HOUR, 0, 1)
    })
    const [first] = tallies
    first.queue(STATION_CODE.help_desk, HOUR, 3)
    first.queue(STATION_CODE.help_desk, 2 * HOUR, -2)
    first.queue(STATION_CODE.scep, HOUR, 1)
    first.queue(STATION_CODE.scep, 2 * HOUR, 5)
    first.busy(STATION_CODE.help_desk, HOUR, 4 * HOUR)
    first.waited(STATION_CODE.help_desk, HOUR)
  }

  const whole = new Tally(plan, 0, 3, WANTS)
  parts([whole, whole, whole])
  const figures = (tally: Tally) => {
    const { load, stations, actions, canary, timeline } = collect(plan, tally)
    return { columns: [...load.columns], stations, actions, canary, true: timeline.count('compliance_true', 0, 1) }
  }

  test('merge to the same in any order, also when only their data is left', () => {
    const split = () => [0, 1, 2].map((from) => new Tally(plan, from, from + 1, WANTS)) as [Tally, Tally, Tally]
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
    ]) {
      const pieces = split()
      parts([pieces[0], pieces[1], pieces[2]])
      const total = new Tally(plan, 0, 3, WANTS)
      for (const piece of order) total.merge(structuredClone(pieces[piece]!))
      expect(figures(total)).toEqual(figures(whole))
    }
  })

  test('have nothing that grows with the calls', () => {
    const size = (tally: Tally) => [...buffersIn(tally)].reduce((sum, { byteLength }) => sum + byteLength, 0)
    const one = new Tally(plan, 0, 3, WANTS)
    const many = new Tally(plan, 0, 3, WANTS)
    for (const [tally, count] of [
      [one, 1],
      [many, 1000],
    ] as const) {
      for (let call = 0; call < count; call++) {
        tell(tally, 1)
        tally.queue(STATION_CODE.scep, call, 1)
        tally.waited(STATION_CODE.scep, call)
      }
    }
    expect(size(many)).toBe(size(one))
  })
})
