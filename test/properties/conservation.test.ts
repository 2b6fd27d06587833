import fc from 'fast-check'
import { expect, test } from 'vitest'
import { run } from '../../src/experiment/run.ts'
import type { Results } from '../../src/measure/results.ts'
import { GAPS, OUTCOMES, STATES, TRIGGERS } from '../../src/model/vocabulary.ts'
import { KINDS } from '../../src/scenario/scenario.ts'
import { arbitraryScenario } from './arbitrary-scenario.ts'
import type { Feature } from './features.ts'
import { loadDocument } from './load-document.ts'
import { COLUMNS, traceOf } from './plain-results.ts'

const HOUR = 3_600_000

test('in any run states, attempts, pushes and gaps add up', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryScenario(), async (document) => {
      const scenario = loadDocument(document)
      const results = await run(scenario, { devices: true, events: true })
      expectStatesToAddUp(results)
      expectFlowsToAddUp(results)
      expectGapsToAddUp(results)
      expectGapsToBeSeen(results)
    }),
    { numRuns: 120 },
  )
})

test('with every station limited too', async () => {
  const stations: readonly Feature[] = ['access', 'actions', 'categories', 'scep', 'push-station', 'help-desk']
  await fc.assert(
    fc.asyncProperty(arbitraryScenario(stations), async (document) => {
      const results = await run(loadDocument(document), { devices: true, events: true })
      expectFlowsToAddUp(results)
      expectGapsToAddUp(results)
    }),
    { numRuns: 50 },
  )
})

/** Every device is in one state, is covered or not, and belongs to one cohort, at every instant. */
function expectStatesToAddUp({ timeline, scenario }: Results): void {
  for (let bucket = 0; bucket < timeline.buckets; bucket++) {
    for (let series = 0; series < timeline.series.length; series++) {
      const count = (column: (typeof COLUMNS)[number]) => timeline.count(column, series, bucket)
      const size = scenario.cohorts[series - 1]?.devices ?? sum(scenario.cohorts.map(({ devices }) => devices))
      expect(count('devices')).toBe(size)
      expect(sum(STATES.map(count))).toBe(size)
      expect(count('managed')).toBe(count('managed_old') + count('registered') + count('managed_new'))
      expect(count('protected')).toBeLessThanOrEqual(Math.min(...KINDS.map((kind) => count(`protected_${kind}`))))
      expect(size - count('protected')).toBeLessThanOrEqual(sum(KINDS.map((kind) => size - count(`protected_${kind}`))))
    }
    for (const column of COLUMNS) {
      const parts = timeline.series.slice(1).map((_, index) => timeline.count(column, index + 1, bucket))
      expect(timeline.count(column, 0, bucket), column).toBe(sum(parts))
    }
  }
}

function expectFlowsToAddUp(results: Results): void {
  const { load, timeline } = results
  const column = (name: string) => load.columns.get(name)!
  const fates = ['suppressed', 'delivered', 'lost', 'expired', 'coalesced'].map((fate) => column(`pushes_${fate}`))
  let outstanding = 0
  for (let bucket = 0; bucket < timeline.buckets; bucket++) {
    const attempted = column('checkins_attempted')[bucket]!
    expect(sum(OUTCOMES.map((outcome) => column(`checkins_${outcome}`)[bucket]!))).toBe(attempted)
    expect(sum(TRIGGERS.map((trigger) => column(`checkins_by_${trigger}`)[bucket]!))).toBe(attempted)
    outstanding += column('pushes_due')[bucket]! - sum(fates.map((fate) => fate[bucket]!))
    expect(outstanding).toBeGreaterThanOrEqual(0)
  }
  const told = [...traceOf(results)]
  const count = (word: string) => told.filter(({ event }) => event.startsWith(word)).length
  expect(count('checkin-')).toBe(load.total('checkins_attempted'))
  expect(count('push-arrived')).toBe(load.total('pushes_delivered'))
  expect(load.total('tickets_closed')).toBeLessThanOrEqual(load.total('tickets_opened'))
}

/** Rows add up to totals, devices to rows, cohorts to the fleet; nothing is longer than the run. */
function expectGapsToAddUp({ ledger, devices, scenario, timeline }: Results): void {
  for (const [index, gap] of GAPS.entries()) {
    const perDevice = [...devices!.gaps[index]!]
    expect(Math.max(0, ...perDevice)).toBeLessThanOrEqual(scenario.horizon)
    for (let series = 0; series < timeline.series.length; series++) {
      const mine = perDevice.filter((_, device) => series === 0 || devices!.cohort[device] === series - 1)
      const total = ledger.totals.find((row) => row.gap === gap && row.series === series)!
      const rows = ledger.rows.filter((row) => row.gap === gap && row.series === series)
      expect(total.deviceHours).toBeCloseTo(sum(mine) / HOUR, 6)
      expect(total.deviceHours).toBeCloseTo(sum(rows.map((row) => row.deviceHours)), 6)
      expect(total.open).toBe(sum(rows.map((row) => row.open)))
      expect(total.devices).toBe(mine.filter((spent) => spent > 0).length)
      expect(total.max).toBe(Math.max(0, ...mine))
      for (const row of [total, ...rows]) {
        expect(row.open).toBeLessThanOrEqual(row.devices)
        expect(row.p50).toBeLessThanOrEqual(row.p90)
        expect(row.p90).toBeLessThanOrEqual(row.p99)
      }
    }
  }
}

/** Device-hours are the area above the coverage curve: between two instants of the grid it is off by a change at most. */
function expectGapsToBeSeen(results: Results): void {
  const { timeline, ledger, scenario } = results
  const { bucket, horizon } = scenario
  const changes = { managed: 0, protected: 0 }
  for (const { event } of traceOf(results)) {
    if (event.startsWith('state-')) changes.managed++
    if (event.startsWith('kind-')) changes.protected++
  }
  for (const [gap, column] of [
    ['management', 'managed'],
    ['protection', 'protected'],
  ] as const) {
    let area = 0
    for (let index = 0; index < timeline.buckets; index++) {
      const width = Math.min(bucket, horizon - index * bucket)
      area += (timeline.count('devices', 0, index) - timeline.count(column, 0, index)) * width
    }
    const spent = ledger.totals.find((row) => row.gap === gap && row.series === 0)!.deviceHours * HOUR
    expect(Math.abs(area - spent)).toBeLessThanOrEqual(changes[column] * bucket + 1)
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
