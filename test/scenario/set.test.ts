import { describe, expect, it } from 'vitest'
import { renderDiagnostic } from '../../src/scenario/words/render.ts'
import { load, loaded, MIGRATION, MINIMAL, RICH, scenarioOf } from './sample.ts'

const HOUR = 3_600_000

function refused(...set: string[]): string[] {
  const result = load(MINIMAL, { set })
  return result.ok ? [] : result.diagnostics.map(renderDiagnostic)
}

describe('an override', () => {
  it('replaces a field of the file', () => {
    expect(scenarioOf(MINIMAL, { set: ['fleet.0.devices=77'] }).cohorts[0]!.devices).toBe(77)
  })

  it('names an item of a list by its number or by its name', () => {
    const { cohorts, change } = scenarioOf(RICH, {
      set: ['fleet.kiosks.devices=5', 'fleet.1.devices=6', 'change.waves.pilot.at=1d'],
    })
    expect(cohorts.map(({ devices }) => devices)).toEqual([6000, 6, 5])
    expect(change.waves[0]!.at).toBe(24 * HOUR)
  })

  it('makes the mappings and lists that lead to it', () => {
    expect(scenarioOf(MINIMAL, { set: ['change.apns.uploads.0.at=+8h'] }).change.apns.uploads).toEqual([
      { at: 32 * HOUR, topic: 'original' },
    ])
    expect(scenarioOf(`${MINIMAL}poll:\n`, { set: ['poll.jitter=0'] }).poll.jitter).toBe(0)
  })

  it('takes any YAML in flow style as its value', () => {
    const { scenario, document } = loaded(MINIMAL, {
      set: [
        'fleet.0.presence={ kind: weekly, days: sat }',
        'poll=off',
        'thresholds=[time_to_95 < 9h]',
        'description=a=b: c'.replace(': c', ''),
      ],
    })
    expect(scenario.cohorts[0]!.presence.kind).toBe('weekly')
    expect(scenario.poll.interval.ios).toBeNull()
    expect(scenario.thresholds[0]!.value).toBe(9)
    expect(document.description).toBe('a=b')
  })

  it('reaches into sections that the file does not have, and into new enrolments by name', () => {
    const scenario = scenarioOf(MINIMAL, {
      set: ['conditionalAccess.grace=2d', 'helpDesk.agents=2', 'stations.push.batch=9', 'canary={}'],
    })
    expect(scenario.conditionalAccess?.grace).toBe(48 * HOUR)
    expect(scenario.helpDesk?.agents).toBe(2)
    expect(scenario.stations.push?.batch).toBe(9)
    expect(scenario.canary?.cohort).toBe(1)
    const { cohorts, change } = scenarioOf(MIGRATION, {
      set: ['newEnrolments.new phones.devices=3', 'change.actions.last call.share=1'],
    })
    expect(cohorts[2]?.devices).toBe(3)
    expect(change.actions[0]?.share).toBe(1)
  })

  it('appends with the number after the last', () => {
    const set = ['fleet.1={ cohort: b, devices: 2, platform: android, presence: always }', 'fleet.1.owners=phones']
    expect(scenarioOf(MINIMAL, { set }).cohorts.map(({ name, owners }) => [name, owners])).toEqual([
      ['phones', null],
      ['b', 0],
    ])
  })

  it('wins over an earlier one, and over a value that was wrong', () => {
    expect(scenarioOf(MINIMAL, { set: ['horizon=3d', 'horizon=4d'] }).horizon).toBe(96 * HOUR)
    expect(scenarioOf(`${MINIMAL}horizon: 8`, { set: ['horizon=4d'] }).horizon).toBe(96 * HOUR)
    expect(scenarioOf(`${MINIMAL}horizon: *a`, { set: ['horizon=4d'] }).horizon).toBe(96 * HOUR)
  })

  it.each([
    [
      'fleet.0.platfrom=ios',
      '--set fleet.0.platfrom: error: fleet[0].platfrom: is not known here (value platfrom)',
      'did you mean platform?',
    ],
    ['horizn=3d', '--set horizn: error: horizn: is not known here (value horizn)', 'did you mean horizon?'],
    ['horizon=8', '--set horizon: error: horizon: has no unit (value 8)', 'add a unit'],
    ['change.at=14d', '--set change.at: error: change.at: is not before the horizon (14d) (value 14d)', ''],
    [
      'push.latency={ exponental: 3m }',
      '--set push.latency: error: push.latency.exponental: is not known here (value exponental)',
      '',
    ],
    ['fleet.0.devices=1e12', '--set fleet.0.devices: error: fleet[0].devices: comes to 1e12 devices', 'at most'],
    [
      'fleet.2.devices=1',
      '--set fleet.2.devices: error: fleet: has no item 2',
      'a number from 0 to 1, or the name of an item',
    ],
    ['fleet.tablets.devices=1', '--set fleet.tablets.devices: error: fleet: has no item tablets', ''],
    ['fleet.-1.devices=1', '--set fleet.-1.devices: error: fleet: has no item -1', ''],
    [
      'fleet.0.presence.kind=weekly',
      '--set fleet.0.presence.kind: error: fleet[0].presence: is a single value',
      "--set 'fleet.0.presence={ ... }'",
    ],
    ['change.__proto__.x=1', '--set change.__proto__.x: error: change.__proto__: is not allowed as a key', ''],
    ['change.constructor=1', '--set change.constructor: error: change.constructor: is not allowed as a key', ''],
    ['helpDesk.agents=0', '--set helpDesk.agents: error: helpDesk.agents: is out of range (value 0)', ''],
    ['conditionalAccess={}', '--set conditionalAccess: error: conditionalAccess: needs enforceAt or grace', ''],
    ['cleanup.afte=9d', '--set cleanup.afte: error: cleanup.afte: is not known here', 'did you mean after?'],
    ['horizon=[', '--set horizon: error: is not YAML', ''],
    ['horizon=&a 3d', '--set horizon: error: horizon: has an anchor (value 3d)', ''],
    ['horizon=', '--set horizon: error: horizon: is empty', ''],
    ['horizon', '--set: error: is not an assignment (value horizon); allowed: PATH=VALUE', ''],
    ['=3d', '--set: error: is not an assignment', ''],
    ['poll..jitter=1', '--set: error: is not an assignment', ''],
  ])('%s is refused with the same checks, at the option', (assignment, message, hint) => {
    const lines = refused(assignment)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(message)
    expect(lines[0]).toContain(hint)
  })

  it('is reported after the problems of the file', () => {
    const result = load(`${MINIMAL}horizon: 8`, { set: ['bucket=8', 'poll=8'] })
    expect(result.ok ? [] : result.diagnostics.map(({ file, path }) => `${file} ${path}`)).toEqual([
      'plan.yaml horizon',
      '--set bucket bucket',
      '--set poll poll',
    ])
  })
})
