import { describe, expect, it } from 'vitest'
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

  it('are stated as a planner would write them', () => {
    const { document, results } = fakeResults(['fleet.0.presence=weekly'])
    const values = new Map(assumptionsOf(document, results).map(({ field, value }) => [field, value]))
    expect(values.get('push.deadShare')).toBe('5 %')
    expect(values.get('push.detectDelay')).toBe('0m to 5m')
    expect(values.get('push.latency')).toBe('median 30s, p95 5m')
    expect(values.get('presence.attendance')).toBe('90 %')
    expect(values.get('push.pushOnWave')).toBe('yes')
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
