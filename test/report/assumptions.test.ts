import { describe, expect, it } from 'vitest'
import { CANDIDATES } from '../../src/report/assumption-candidates.ts'
import { assumptionsOf } from '../../src/report/assumptions.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { fakeResults } from '../helpers/fake-results.ts'

function fieldsOf(...set: string[]): string[] {
  const { document, results } = fakeResults(set)
  return assumptionsOf(document, results).map(({ field }) => field)
}

describe('assumptions in play', () => {
  it('are defaults of mechanisms that the scenario uses', () => {
    expect(fieldsOf()).toContain('push.deadShare')
    expect(fieldsOf('push=off').filter((field) => field.startsWith('push.'))).toEqual([])
    expect(fieldsOf()).toContain('support.leadTime')
    const { document, results } = fakeResults([], { load: { columns: new Map(), total: () => 0 } })
    expect(assumptionsOf(document, results).map(({ field }) => field)).not.toContain('support.leadTime')
    expect(fieldsOf()).not.toContain('poll.reconnectDelay')
    expect(fieldsOf('fleet.0.presence=weekly')).toEqual(
      expect.arrayContaining(['poll.reconnectDelay', 'presence.spread']),
    )
    expect(fieldsOf()).not.toContain('stations.service.retryAfter')
    expect(fieldsOf('stations.service.ratePerMinute=10')).toContain('stations.service.retryAfter')
  })

  it('do not include what the planner has given', () => {
    expect(fieldsOf('push.deadShare=0.1')).not.toContain('push.deadShare')
    expect(fieldsOf('push.latency=10s')).not.toContain('push.latency')
    expect(fieldsOf('change.settingsReady=1h')).not.toContain('change.settingsReady')
    expect(fieldsOf('fleet.0.presence={kind: weekly, spread: 1h}')).not.toContain('presence.spread')
  })

  it('include the upload of the Apple push certificate four hours after the change', () => {
    const reversed = ['change.from=intune', 'change.to=hybrid', 'change.waves=[]']
    expect(fieldsOf(...reversed)).toContain('change.apns.uploads')
    expect(fieldsOf(...reversed, 'change.apns.uploads=never')).not.toContain('change.apns.uploads')
    expect(fieldsOf()).not.toContain('change.apns.uploads')
  })

  it('include those of sections that the scenario has, and of no others', () => {
    const prefixes = ['conditionalAccess.', 'helpDesk.', 'cleanup.', 'canary.', 'stations.', 'categories.', 'identity']
    const own = (...set: string[]) =>
      fieldsOf(...set).filter((field) => prefixes.some((part) => field.startsWith(part)))
    expect(own()).toEqual([])
    expect(own('conditionalAccess.grace=1h')).toEqual([
      'conditionalAccess.coversEnrolment',
      'conditionalAccess.nudge.response',
      'conditionalAccess.nudge.delay',
    ])
    expect(own('helpDesk.agents=2')).toEqual([
      'helpDesk.handling',
      'helpDesk.hours',
      'helpDesk.patience',
      'helpDesk.callAfter',
    ])
    expect(own('cleanup={}')).toEqual(['cleanup.after'])
    expect(own('canary.repeat=2h')).toEqual(['canary.at', 'canary.platform'])
    expect(own('stations.push.order=random', 'stations.scep={}')).toEqual([
      'stations.push.batch',
      'stations.push.every',
      'stations.scep.ratePerMinute',
    ])
    expect(own('fleet.0.category=0.1')).toEqual(['categories.kinds', 'categories.ratePerHour', 'categories.hours'])
    expect(own('horizon=42d')).toHaveLength(3)
    expect(own('identityCertificate.remaining=1h')).toEqual([
      'identityCertificate.life',
      'identityCertificate.renewBefore',
    ])
  })

  it('include those of the kind of change, and of no other', () => {
    const kind = (kind: string, from: string, ...set: string[]) =>
      fieldsOf(`change.kind=${kind}`, `change.from=${from}`, ...set).filter((field) => field.startsWith('change.'))
    expect(kind('in-place', 'hybrid', 'fleet.0.enrolment=dem')).toEqual(['change.settingsReady', 'change.dem'])
    expect(kind('third-party', 'third-party', 'fleet.0.enrolment=dem')).toEqual([
      'change.settingsReady',
      'change.decommission',
      'change.migrate.response',
      'change.migrate.delay',
      'change.migrate.pause',
    ])
    expect(kind('set', 'unset')).toEqual(['change.settingsReady', 'change.migrate.response', 'change.migrate.delay'])
    expect(kind('co-management', 'configmgr')).toEqual(['change.settingsReady', 'change.enrolSpread'])
    expect(kind('co-management', 'configmgr', 'change.enrolSpread=3h')).toEqual(['change.settingsReady'])
  })

  it('include attempts to enrol where there were some', () => {
    const total = (column: string) => (column === 'enrolments_failed' ? 2 : 0)
    const { document, results } = fakeResults([], { load: { columns: new Map(), total } })
    expect(assumptionsOf(document, results).map(({ field }) => field)).toEqual(
      expect.arrayContaining(['enrolment.duration', 'enrolment.failure', 'enrolment.retry']),
    )
    expect(fieldsOf().filter((field) => field.startsWith('enrolment.'))).toEqual([])
  })

  it('fit on a terminal', () => {
    expect(CANDIDATES.filter(({ words }) => words.length > 29)).toEqual([])
  })

  it('are stated as a planner would write them', () => {
    const { document, results } = fakeResults(['fleet.0.presence=weekly', 'helpDesk={}', 'fleet.0.category=1'])
    const values = new Map(assumptionsOf(document, results).map(({ field, value }) => [field, value]))
    expect(values.get('push.deadShare')).toBe('5 %')
    expect(values.get('push.detectDelay')).toBe('0m to 5m')
    expect(values.get('push.latency')).toBe('median 30s, p95 5m')
    expect(values.get('presence.attendance')).toBe('90 %')
    expect(values.get('push.pushOnWave')).toBe('yes')
    expect(values.get('helpDesk.callAfter')).toBe('mean 200h')
    expect(values.get('helpDesk.patience')).toBe('never')
    expect(values.get('categories.kinds')).toBe('configuration')
  })

  it('are the same when the scenario comes back from a manifest', () => {
    const { document, results } = fakeResults(['fleet.0.presence=weekly'])
    const again = loadScenario(JSON.stringify(document), { file: 'manifest.json' })
    if (!again.ok) throw new Error(JSON.stringify(again.diagnostics))
    expect(assumptionsOf(again.document, { ...results, scenario: again.scenario })).toEqual(
      assumptionsOf(document, results),
    )
  })
})
