import { describe, expect, test } from 'vitest'
import { type ActionPlan, actionPlansOf } from '../../src/model/actions/action-plan.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { cohort, type Document, HOUR, scenarioOf } from '../helpers/story.ts'

/** The plans of the fleet's first cohort, with these actions and fields of the cohort. */
function plansFor(actions: readonly Document[], fields: Document = {}): readonly ActionPlan[] {
  const scenario = scenarioOf({
    fleet: [cohort(fields), cohort({ cohort: 'others' })],
    change: { actions: actions.map((action) => ({ at: '2h', ...action })) },
  })
  return actionPlansOf(scenario, 0)
}

describe('the actions of a cohort', () => {
  test('are those that name it, in file order, with their index among all', () => {
    const plans = plansFor([
      { kind: 'lock', at: '3h' },
      { kind: 'lock', cohorts: ['others'] },
      { kind: 'inventory', cohorts: ['phones'] },
    ])
    expect(plans.map(({ kind, index, at }) => [kind, index, at / HOUR])).toEqual([
      ['lock', 0, 3],
      ['inventory', 2, 2],
    ])
  })

  test('are not those before the start or past the horizon, nor the switching of devices', () => {
    const plans = plansFor([
      { kind: 'lock', at: '-25h' },
      { kind: 'lock', at: '2d' },
      { kind: 'switchDevices' },
      { kind: 'lock', at: '0h' },
    ])
    expect(plans.map(({ index }) => index)).toEqual([3])
  })

  test.each([
    ['lock', 'windows', {}],
    ['rename', 'android', {}],
    ['restart', 'macos', {}],
    ['restart', 'android', {}],
    ['restart', 'android', { enrolment: 'dem' }],
    ['freshStart', 'ios', {}],
    ['freshStart', 'android', {}],
  ])('do not hold a %s on %s', (kind, platform, fields) => {
    expect(plansFor([{ kind }], { platform, ...fields })).toEqual([])
  })

  test.each([
    ['lock', 'macos', {}],
    ['rename', 'windows', {}],
    ['restart', 'ios', {}],
    ['restart', 'android', { enrolment: 'userless' }],
    ['freshStart', 'windows', {}],
    ['wipe', 'ios', {}],
    ['appWipe', 'macos', {}],
    ['reenrol', 'android', { enrolment: 'userless' }],
  ])('hold a %s on %s', (kind, platform, fields) => {
    expect(plansFor([{ kind }], { platform, ...fields }).map((plan) => plan.kind)).toEqual([kind])
  })

  test('hold a wipe that keeps the enrolment on Windows only', () => {
    expect(plansFor([{ kind: 'wipe', keep: true }], { platform: 'ios' })).toEqual([])
    expect(plansFor([{ kind: 'wipe', keep: true }], { platform: 'windows' })).toHaveLength(1)
  })

  test('leave none but iPhones and iPads locked after a restart', () => {
    const lockedOn = (platform: string) => plansFor([{ kind: 'restart', locked: 0.5 }], { platform })[0]?.locked
    expect(lockedOn('ios')).toBe(0.5)
    expect(lockedOn('ipados')).toBe(0.5)
    expect(lockedOn('windows')).toBe(0)
  })

  test('have draws of their own, which the actions of others and of other kinds do not shift', () => {
    const draws = (actions: readonly Document[]) => plansFor(actions).map(({ draw }) => draw)
    const [lock, second] = draws([{ kind: 'lock' }, { kind: 'lock' }])
    expect(second).not.toBe(lock)
    const rest = [{ kind: 'inventory' }, { kind: 'lock', cohorts: ['others'] }]
    expect(draws([...rest, { kind: 'lock' }]).at(-1)).toBe(lock)
    expect(draws(rest)).not.toContain(lock)
  })

  test('end with the lock that validates it for the canary', () => {
    const scenario = scenarioOf({ fleet: [cohort()], change: { actions: [{ at: '2h', kind: 'inventory' }] } })
    const watched: Scenario = { ...scenario, canary: { cohort: 0, repeat: HOUR, visibleDelay: HOUR } }
    expect(actionPlansOf(watched, 0).map(({ kind, index, validates }) => [kind, index, validates])).toEqual([
      ['inventory', 0, false],
      ['lock', 1, true],
    ])
  })
})
